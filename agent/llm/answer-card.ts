/** The card of an answer that a model wrote: its text, over what the tools found. */
import type { CallButton, Card, Footnote, Step } from '../../cards/card.ts';
import type { ToolResult } from '../../tools/run-tool.ts';
import { evidenceOf } from './grounding/evidence.ts';
import { countShown } from './grounding/grounding.ts';
import { sayUsage } from './say-usage.ts';
import type { Trace } from './trace.ts';

const MAX_BUTTONS = 5;

export interface AnswerParts {
  readonly paragraphs: readonly string[];
  /** What the tools found, in order. */
  readonly results: readonly ToolResult[];
  readonly offers: readonly CallButton[];
  readonly trace: Trace;
  readonly hadLinks: boolean;
  /** Sentences left out because they said that something was done. */
  readonly deeds: number;
  /** Sentences left out because a number in them belongs to something else. */
  readonly misattributed: number;
  /** Titles of tools, by name. */
  readonly titleOf: (tool: string) => string;
}

/** Where nothing was found, that is what an answer can rest on. */
const NOTHING_FOUND: ReadonlySet<string> = new Set(['empty', 'insufficient']);

/**
 * The result that the card shows: the one that `text` quotes most numbers of, or else the last that was computed from
 * metrics, or else the last.
 */
export function mainResult(results: readonly ToolResult[], text: string): ToolResult | null {
  const found = results.filter(({ outcome }) => outcome.kind === 'ok');
  const quoted = found.map((result) => countShown(text, evidenceOf([result])));
  const most = Math.max(0, ...quoted);
  const likely = found.filter((_, at) => quoted[at] === most);
  return (
    likely.findLast(({ tool, facts }) => tool !== 'run_sql' && facts !== null) ??
    likely.at(-1) ??
    results.findLast(({ outcome }) => NOTHING_FOUND.has(outcome.kind)) ??
    null
  );
}

export function answerCard(main: ToolResult, parts: AnswerParts): Card {
  const { paragraphs, results, offers, trace } = parts;
  const uncertified = results.findLast(({ tool, outcome }) => tool === 'run_sql' && outcome.kind === 'ok');
  const { feedback: _, text: _own, ...card } = main.card;
  const sql = uncertified?.card.code;
  const usage = sayUsage(trace);
  return {
    ...card,
    tone: main.outcome.kind === 'ok' ? 'answer' : card.tone,
    text: paragraphs,
    steps: stepsOf(trace, parts.titleOf),
    ...(sql ? { code: sql } : {}),
    buttons: [...offers, ...(card.buttons ?? [])].slice(0, MAX_BUTTONS),
    footnotes: [
      ...(card.footnotes ?? []),
      ...(uncertified && uncertified !== main ? notesOf(uncertified) : []),
      ...leftOutNotes(parts),
      ...(usage ? [{ kind: 'cost', text: usage, trace: trace.traceId } as const] : []),
    ],
    // What one result may show only to the asker, nothing made of it may show to others.
    ...(results.some((result) => result.card.private) ? { private: true } : {}),
  };
}

/** The card of buttons alone, where nothing had to be looked up for them. */
export function offerCard({ paragraphs, offers, trace, titleOf }: AnswerParts): Card {
  const usage = sayUsage(trace);
  return {
    tone: 'question',
    title: offers.map(({ call }) => titleOf(call.tool)).join(', '),
    text: paragraphs,
    buttons: offers,
    ...(usage ? { footnotes: [{ kind: 'cost', text: usage, trace: trace.traceId }] } : {}),
  };
}

const notesOf = (result: ToolResult): Footnote[] =>
  (result.card.footnotes ?? []).filter(({ kind }) => kind === 'note');

function leftOutNotes({ trace, deeds, misattributed, hadLinks }: AnswerParts): Footnote[] {
  const ungrounded = trace.sentencesLeftOut - deeds - misattributed;
  const texts = [
    ...(deeds > 0
      ? ['The language model said that it did something. It can change nothing, and nothing was changed.']
      : []),
    ...leftOut(ungrounded, 'stood in no result'),
    ...leftOut(misattributed, 'belongs to something else than was said'),
    ...(hadLinks ? ['A web address was left out of the text.'] : []),
  ];
  return texts.map((text) => ({ kind: 'note', text }));
}

function leftOut(sentences: number, because: string): string[] {
  if (sentences === 0) return [];
  return [
    sentences === 1
      ? `A sentence was left out: a number in it ${because}.`
      : `${sentences} sentences were left out: a number in them ${because}.`,
  ];
}

function stepsOf(trace: Trace, titleOf: (tool: string) => string): Step[] {
  return trace.steps.flatMap((step) =>
    step.kind === 'model'
      ? []
      : [
          {
            title: titleOf(step.name),
            state:
              step.outcome === 'ok' || step.outcome === 'offered' || step.outcome === 'empty'
                ? 'done'
                : 'failed',
            detail: step.detail,
            durationMs: step.ms,
          } as const,
        ],
  );
}
