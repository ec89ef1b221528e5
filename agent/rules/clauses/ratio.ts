/** One number over another: “discount as a percentage of gross sales”, “ratio of spend to revenue”, “items in an average order”. */
import type { RatioKind } from '../../../tools/metrics/ratio-metric.ts';
import { after, type Clause, carriesMeaning, type Reading } from '../clause.ts';
import { type Item, is } from '../item.ts';
import { CONVENTIONS } from '../lexicon/conventions.ts';
import { divided, ratioOf } from './divided.ts';

export const ratioClause: Clause = (reading, at) =>
  shareOfClause(reading, at) ||
  wholeFirstClause(reading, at) ||
  ratioOfClause(reading, at) ||
  averageOneClause(reading, at);

/** “discount as a percentage of gross sales”; in a thread, “as a percentage of gross sales” of what it is about. */
const shareOfClause: Clause = (reading, at) => {
  const { items, draft, thread } = reading;
  if (!is(items[at], 'share') || !/^(?:as|in) .* ?of$|^in relation to$/u.test(items[at]?.key ?? '')) return 0;
  const place = after(reading, at + 1);
  const whole = items[place];
  const said = draft.metrics.at(-1);
  const part = said?.id ?? thread?.metrics[0];
  if (!whole || whole.metrics.length === 0 || part === undefined) return 0;
  if (whole.metrics.includes(part)) return 0;
  return divide(reading, part, whole, 'of', place + 1 - at);
};

/** “what percentage of revenue is tax”, “what share of revenue goes on marketing”. */
const wholeFirstClause: Clause = (reading, at) => {
  const { items, draft } = reading;
  if (!is(items[at], 'share') || !/\bof$/u.test(items[at]?.key ?? '') || draft.metrics.length > 0) return 0;
  const first = after(reading, at + 1);
  const whole = items[first];
  if (!whole || whole.metrics.length === 0) return 0;
  let place = first + 1;
  while (place - first < 5 && isLink(items[place])) place++;
  const item = items[place];
  const part = is(item, 'onMarketing') ? CONVENTIONS.marketing : item?.metrics[0];
  const ratio = place > first + 1 && part !== undefined ? partOfWhole(reading, part, whole) : null;
  if (ratio === null) return 0;
  draft.metrics.push({ id: ratio, dimension: null, counted: false, at });
  return place + 1 - at;
};

/** Counts are told by the part that a filter makes (“what share of orders comes from new customers”): only money is divided. */
function partOfWhole(reading: Reading, part: string, whole: Item): string | null {
  const money = [part, ...whole.metrics].every((id) => reading.knowledge.metric(id)?.format === 'money');
  if (!money) return ratioOf(reading, part, whole.metrics);
  const ratio = divided(reading, part, whole.metrics, 'of');
  return 'id' in ratio ? ratio.id : null;
}

const isLink = (item: Item | undefined): boolean =>
  item !== undefined &&
  !carriesMeaning(item) &&
  (is(item, 'madeUpOf') || is(item, 'filler') || is(item, 'happen') || is(item, 'spent'));

/** “ratio of spend to revenue”. */
const ratioOfClause: Clause = (reading, at) => {
  const { items } = reading;
  if (!is(items[at], 'ratio')) return 0;
  const first = after(reading, at + 1);
  const part = items[first]?.metrics[0];
  const joint = items[first + 1];
  const place = after(reading, first + 2);
  const whole = items[place];
  const joined = joint?.key === 'to' || is(joint, 'and') || joint?.key === 'over';
  if (part === undefined || !joined || !whole || whole.metrics.length === 0) return 0;
  return divide(reading, part, whole, 'per', place + 1 - at);
};

function divide(reading: Reading, part: string, whole: Item, kind: RatioKind, length: number): number {
  const { draft, knowledge, refusals } = reading;
  const ratio = divided(reading, part, whole.metrics, kind);
  if ('because' in ratio)
    refusals.push(
      `I have no “${knowledge.metric(part)?.label ?? part} over ${whole.text}”. ${ratio.because}`,
    );
  else
    draft.metrics = [
      ...draft.metrics.filter(({ id }) => id !== part),
      { id: ratio.id, dimension: null, counted: false, at: draft.metrics.at(-1)?.at ?? 0 },
    ];
  return length;
}

/** “how many items does an average order contain”, “how many orders does the average customer place”. */
const averageOneClause: Clause = (reading, at) => {
  const { items, draft } = reading;
  const [said, more] = draft.metrics;
  if (!said?.counted || more) return 0;
  const lead = is(items[at], 'prep') || is(items[at], 'madeUpOf') ? 1 : 0;
  const start = lead === 0 ? at : after(reading, at + 1);
  const place = is(items[start], 'average') ? start + 1 : start;
  const one = items[place];
  const entity = place > start ? entityIn(one) : AVERAGE_ONE[one?.key ?? ''];
  const ratio = entity === undefined ? null : ratioOf(reading, said.id, [entity]);
  if (ratio === null) return 0;
  draft.metrics = [{ ...said, id: ratio, dimension: null, counted: false }];
  draft.average = false;
  return place + (is(items[place + 1], 'prep') && HOLDS.has(items[place + 1]?.key ?? '') ? 2 : 1) - at;
};

const entityIn = (item: Item | undefined): string | undefined =>
  [CONVENTIONS.orders, CONVENTIONS.people].find((id) => item?.metrics.includes(id));

/** Names of a number that begin with the one that it is of. */
const AVERAGE_ONE: Readonly<Record<string, string>> = {
  'average order': CONVENTIONS.orders,
  'average basket': CONVENTIONS.orders,
  'average transaction': CONVENTIONS.orders,
};

const HOLDS = new Set(['contain', 'contains', 'contained', 'included']);
