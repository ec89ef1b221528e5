/** Only those that changed: “categories that declined in Q4”, “grew by more than 20%”, “with a drop of over 10%”. */
import type { Threshold } from '../../../tools/metrics/metric-query.ts';
import { after, type Clause, type Reading } from '../clause.ts';
import type { Draft } from '../draft.ts';
import { type Item, is } from '../item.ts';
import { type Bound, boundAt } from './bound.ts';

/** Reads what is asked of a list that stands before it. A ranking (“grew the most”) is none. */
export const changeConditionClause: Clause = (reading, at) => {
  const { items, draft } = reading;
  const listed = draft.by.length > 0 || draft.grain !== null;
  const asked = listed ? draft.pick !== null || draft.count : listsChanges(reading);
  if (!asked) return 0;
  if (items.some((item) => is(item, 'top') || is(item, 'bottom') || is(item, 'ranking'))) return 0;
  const read = verbForm(reading, at) ?? nounForm(reading, at);
  if (!read) return 0;
  accept(reading, read);
  return read.next - at;
};

/** Whether the thread's answer says how each of its groups (or months) changed: “only those that grew”. */
function listsChanges({ thread, draft }: Reading): boolean {
  if (!thread || draft.metrics.length > 0 || draft.periods.length > 0) return false;
  const { by, grain, compareTo } = thread;
  if (!compareTo) return by.length === 0 && grain !== undefined;
  const two = compareTo.kind === 'periods' ? compareTo.periods.length === 2 : compareTo.kind !== 'values';
  return two && by.length > 0 && grain === undefined;
}

interface SaidChange {
  readonly item: Item;
  readonly metric: string | null;
  readonly bound: Bound | null;
  readonly next: number;
}

/** “[that|whose revenue] grew [by more than 20%]”. */
function verbForm(reading: Reading, at: number): SaidChange | null {
  const { items } = reading;
  const { metric, next: place } = leadAt(reading, at);
  const item = items[place];
  const verbs = reading.draft.by.length === 0 && reading.thread ? IN_THREAD : VERBS;
  if (!item || !is(item, 'change') || !verbs.test(item.key)) return null;
  const by = items[place + 1]?.key === 'by' ? 1 : 0;
  const bound = boundAt(reading, after(reading, place + 1 + by));
  if (by === 1 && !bound) return null;
  return { item, metric, bound, next: bound?.next ?? place + 1 };
}

const VERBS =
  /^(?:grew|grow|grown|rose|risen|rise|fell|fall|fallen|(?:went|gone|go) (?:up|down)|(?:increas|decreas|declin|improv)ed|increase|decrease|decline|improve|drop|dropped|shrank|shrunk|shrink)$/u;

/** “just the growing ones”: of what the thread lists. */
const IN_THREAD = new RegExp(
  `${VERBS.source}|^(?:growing|shrinking|declining|increasing|decreasing|rising|falling)$`,
  'u',
);

/** “with [revenue] growth of over 20%”, “with more than 20% growth [in revenue]”. */
function nounForm(reading: Reading, at: number): SaidChange | null {
  const { items } = reading;
  const lead = leadAt(reading, at);
  if (lead.next === at) return null;
  const early = boundAt(reading, lead.next);
  const place = early?.next ?? lead.next;
  const item = items[place];
  if (!item || !is(item, 'change') || item.metrics.length > 0) return null;
  const link = items[place + 1];
  const joins = link?.key === 'of' || link?.key === 'in';
  const behind = joins ? items[after(reading, place + 2)] : is(item, 'change') ? link : undefined;
  const named = lead.metric === null ? (behind?.metrics[0] ?? null) : null;
  const next = named === null ? place + 1 : joins ? after(reading, place + 2) + 1 : place + 2;
  const bound = early ?? boundAt(reading, items[next]?.key === 'of' ? after(reading, next + 1) : next);
  return bound ? { item, metric: lead.metric ?? named, bound, next: early ? next : bound.next } : null;
}

/** “that”, “whose revenue”, “where the orders”, “with a revenue”. */
function leadAt(reading: Reading, at: number): { metric: string | null; next: number } {
  const { items } = reading;
  let metric: string | null = null;
  let next = at;
  for (; next - at < 5; next++) {
    const item = items[next];
    if (!item || is(item, 'change')) break;
    const own = item.metrics[0];
    if (own && metric === null && item.dimensions.length === 0 && next > at) metric = own;
    else if (!(is(item, 'relative') || is(item, 'filler')) || item.metrics.length > 0) break;
  }
  return { metric, next };
}

function accept(reading: Reading, { item, metric, bound, next }: SaidChange): void {
  const { draft, refusals, items, knowledge, thread } = reading;
  const said = items[next - 1]?.text ?? item.text;
  const thresholds = thresholdsOf(
    item,
    bound,
    draft.by.length > 0 ? draft.grain : (draft.grain ?? thread?.grain ?? null),
  );
  if (typeof thresholds === 'string') {
    refusals.push(`“${item.text} … ${said}”: ${thresholds}`);
    return;
  }
  const held = draft.metrics.find(({ id }) => metric !== null && id !== metric);
  if (held) {
    refusals.push(
      `That is about two numbers, ${knowledge.metric(held.id)?.label.toLowerCase() ?? held.id} and another. Please ask for one of them.`,
    );
    return;
  }
  if (metric !== null && draft.metrics.length === 0)
    draft.metrics.push({ id: metric, dimension: null, counted: false, at: next });
  draft.change = true;
  draft.changeCondition = true;
  draft.having.push(...thresholds);
}

/** The conditions that the change must meet, or a sentence why it cannot be said so. */
function thresholdsOf(item: Item, bound: Bound | null, grain: Draft['grain']): readonly Threshold[] | string {
  const falls = is(item, 'falling');
  if (!falls && NEUTRAL.test(item.key)) return 'up or down? Please say “grew” or “fell”.';
  if (!bound) return [moved(falls, grain ? 'growth' : 'difference')];
  const unclear = unclearBound(bound, grain);
  if (unclear !== null || bound.op === '=') return unclear ?? 'no change is exactly that.';
  const relative = grain ? 'growth' : 'change';
  const metric = bound.value.unit === 'currency' ? 'difference' : relative;
  const held = heldBy(bound, bound.op, metric, falls);
  // “grew by less than 5%” did grow.
  return bound.op.startsWith('<') ? [held, moved(falls, metric)] : [held];
}

const moved = (falls: boolean, metric: string): Threshold => ({ metric, op: falls ? '<' : '>', value: 0 });

/** A fall of over 10% is a change under −10%. */
function heldBy(
  { value: { value }, upper }: Bound,
  op: Exclude<Threshold['op'], '='>,
  metric: string,
  falls: boolean,
): Threshold {
  const far = upper?.value ?? value;
  if (op === 'between')
    return falls ? { metric, op, value: -far, upper: -value } : { metric, op, value, upper: far };
  return falls ? { metric, op: MIRRORED[op], value: -value } : { metric, op, value };
}

function unclearBound({ value }: Bound, grain: Draft['grain']): string | null {
  if (value.ambiguous) return 'the number reads as thousands or as a fraction.';
  if (value.unit === 'plain') return 'per cent, or an amount? Please write for example 20% or $20.';
  return grain && value.unit === 'currency'
    ? 'from one to the next I can tell growth in per cent only.'
    : null;
}

const MIRRORED = { '>': '<', '>=': '<=', '<': '>', '<=': '>=' } as const;
const NEUTRAL = /^(?:change|changed|changes|move|moved|delta|difference|up or down)/u;
