/** Which questions and calls can be kept for good. */
import type { Call } from '../../cards/card.ts';
import type { AnyTool } from '../define-tool.ts';

/** A read whose answer changes with the data, as follow-ups and thumbs go by. */
export function mayBeVerified(tool: AnyTool | undefined): tool is AnyTool {
  return tool?.effect === 'read' && tool.followUps === true && tool.keptArguments === undefined;
}

const RELATIVE_WORDS =
  /\b(?:today|yesterday|(?:last|past|previous|prior|this|current|recent)\s+(?:\w+\s+)?(?:days?|weeks?|months?|quarters?|years?|january|february|march|april|may|june|july|august|september|october|november|december)|ago|so far|to date|ytd|mtd|qtd|lately)\b/iu;
const RELATIVE_KINDS = new Set(['calendar', 'last', 'toDate']);
const FIXED_KINDS = new Set(['range', 'since', 'until']);

/**
 * True where the question counts from the day on which it is asked and the call holds days that do not move: right today,
 * wrong next month.
 */
export function datesWouldAge(question: string, call: Call): boolean {
  if (!RELATIVE_WORDS.test(question)) return false;
  const kinds = kindsIn(call.args);
  const fixed = kinds.some(({ kind, year }) => FIXED_KINDS.has(kind) || year);
  return fixed && !kinds.some(({ kind }) => RELATIVE_KINDS.has(kind));
}

const NAMED_DATES =
  /\b(?:(?:19|20)\d\d|q[1-4]|january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b/iu;

/** True the other way round: the question names its dates, and the call counts from today. */
export function datesWouldMove(question: string, call: Call): boolean {
  if (!NAMED_DATES.test(question) || RELATIVE_WORDS.test(question)) return false;
  return kindsIn(call.args).some(({ kind }) => RELATIVE_KINDS.has(kind));
}

interface Kind {
  readonly kind: string;
  readonly year: boolean;
}

function kindsIn(value: unknown): readonly Kind[] {
  if (Array.isArray(value)) return value.flatMap(kindsIn);
  if (value === null || typeof value !== 'object') return [];
  const { kind, year } = value as { kind?: unknown; year?: unknown };
  const own = typeof kind === 'string' ? [{ kind, year: typeof year === 'number' }] : [];
  return [...own, ...Object.values(value).flatMap(kindsIn)];
}

/** Why the call can be run no more, or null: its tool, its arguments' form or a metric it names has gone. */
export function whyGone(
  call: Call,
  tool: AnyTool | undefined,
  hasMetric: (id: string) => boolean,
): string | null {
  if (!mayBeVerified(tool)) return `the tool ${call.tool} is gone`;
  if (!tool.input.safeParse(call.args).success) return 'its arguments no longer fit';
  const { metrics } = call.args;
  const gone = Array.isArray(metrics) ? metrics.find((id) => !hasMetric(String(id))) : undefined;
  return gone === undefined ? null : `the metric ${String(gone)} is gone`;
}
