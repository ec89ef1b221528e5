import { z } from 'zod';
import type { Card, Footnote, Step } from '../../cards/card.ts';
import { defineTool } from '../define-tool.ts';
import { sayCost } from '../say-cost.ts';
import { whoAndWhen } from '../who-and-when.ts';
import { readTrace } from './read-trace.ts';
import { type StoredStep, storedTrace } from './stored-trace.ts';

const input = z.object({ trace: z.uuid() });
const found = z.object({
  trace: storedTrace,
  askedBy: z.string().nullable(),
  answer: z.string().nullable(),
});
const output = found.nullable();
type Data = z.infer<typeof output>;

const NONE = 'There are no steps under this id: they are kept for 30 days, for whoever asked and for admins.';

/** `show_trace`: the steps behind an answer that a language model gave. */
export const showTrace = defineTool<z.infer<typeof input>, Data>({
  name: 'show_trace',
  title: 'Steps behind an answer',
  description:
    'Shows how an answer of the language model came about: each call of the model and of a tool, its time, tokens, cost and SQL. For whoever asked, and for admins; kept for 30 days.',
  effect: 'read',
  role: 'viewer',
  input,
  output,
  command: {
    word: 'trace',
    usage: 'trace <id>',
    parse: (text) =>
      text.trim() === '' ? {} : /^[\da-f-]{36}$/i.test(text.trim()) ? { trace: text.trim() } : null,
  },
  async run({ trace }, { db, actor }) {
    const read = await readTrace(db, trace, actor);
    return read ? { kind: 'ok', data: read } : { kind: 'empty', because: NONE, data: null };
  },
  card: (data, _input, { actor }): Card => {
    // Whom it is not for is told so alone: a colleague may press the button under an answer.
    if (!data) return { tone: 'notice', title: 'Steps behind an answer', text: [NONE], private: true };
    const { trace, askedBy, answer } = data;
    const sql = trace.steps.flatMap((step) => (step.kind === 'tool' && step.sql ? [step.sql] : []));
    return {
      tone: 'answer',
      title: 'Steps behind an answer',
      text: [`“${trace.question}”`, ...(answer ? [answer] : []), saySum(trace)],
      steps: trace.steps.map(asStep),
      ...(sql.length > 0 ? { code: { language: 'sql' as const, text: sql.join(';\n\n') } } : {}),
      footnotes: [
        { kind: 'note', text: `Asked by ${whoAndWhen(askedBy, trace.startedAt, actor.timezone)}` },
        ...endNotes(trace),
      ],
      private: true,
    };
  },
  summary: (data) => (data ? saySum(data.trace) : NONE),
});

type Trace = z.infer<typeof storedTrace>;

/** “Answered by gpt-x in 3.1 s: 2 calls of the model, 1 of a tool, 1,204 tokens, $0.0021.” */
function saySum({
  status,
  model,
  ms,
  steps,
  promptTokens,
  completionTokens,
  estimated,
  costUsd,
}: Trace): string {
  const calls = steps.filter(({ kind }) => kind === 'model').length;
  const tools = steps.length - calls;
  const how = status === 'answered' ? 'Answered' : `Ended as “${status}”`;
  const tokens = (promptTokens + completionTokens).toLocaleString('en-US');
  return `${how} by ${model} in ${(ms / 1000).toFixed(1)} s: ${calls} ${calls === 1 ? 'call' : 'calls'} of the model, ${tools} of ${tools === 1 ? 'a tool' : 'tools'}, ${estimated ? 'about ' : ''}${tokens} tokens, ${sayCost(costUsd)}.`;
}

function asStep(step: StoredStep): Step {
  const failed = step.outcome !== 'ok' && step.outcome !== 'empty' && step.outcome !== 'offered';
  const detail =
    step.kind === 'model'
      ? `${step.promptTokens.toLocaleString('en-US')} + ${step.completionTokens.toLocaleString('en-US')} tokens${step.attempts > 1 ? `, ${step.attempts} tries` : ''}`
      : step.detail;
  return {
    title: step.kind === 'model' ? step.name : step.name.replaceAll('_', ' '),
    state: failed ? 'failed' : 'done',
    detail: failed ? `${step.outcome.replaceAll('_', ' ')}${detail ? `: ${detail}` : ''}` : detail,
    durationMs: step.ms,
  };
}

function endNotes({ limit, failure, sentencesLeftOut }: Trace): Footnote[] {
  return [
    ...(limit ? [`It ended at its limit of ${limit}.`] : []),
    ...(failure ? [`The model failed: ${failure.replaceAll('_', ' ')}.`] : []),
    ...(sentencesLeftOut > 0
      ? [`Sentences left out because no result bore them out: ${sentencesLeftOut}.`]
      : []),
  ].map((text) => ({ kind: 'note', text }));
}
