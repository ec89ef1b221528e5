/** Which questions and calls can be kept for good. */
import type { Call } from '../../cards/card.ts';
import type { AnyTool } from '../define-tool.ts';

/** Says something only after another question: “and by location?”, “only Chicago”. */
const FRAGMENT =
  /^\W*(?:and|or|but|only|just|also|same|instead|what about|how about|now|then|not|without|except|excluding|as an?|in|for|by|per|split|sort(?:ed)?|with)\b/iu;
/** Points at something said before. */
const POINTS_BACK = /\b(?:it|its|that|those|these|them|they|their|this one|the same|he|she|him|her)\b/iu;
const WORDS = /[\p{L}\p{N}]+/gu;

/** True where the question can be asked by itself and holds enough to be told from others. */
export function standsAlone(question: string): boolean {
  const words = question.match(WORDS) ?? [];
  return words.length >= 2 && !FRAGMENT.test(question) && !POINTS_BACK.test(question);
}

/** Longer than any question that would be asked again. */
export const QUESTION_LENGTH = 300;

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
