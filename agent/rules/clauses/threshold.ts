/** Conditions on numbers: “with revenue over 200,000”, “more than 100 orders”, “who spent at least $500”, “orders over $100”. */
import { after, type Clause, carriesMeaning, type Reading } from '../clause.ts';
import { type Item, is } from '../item.ts';
import { CONVENTIONS } from '../lexicon/conventions.ts';
import { type Bound, boundAt } from './bound.ts';
import { PEOPLE } from './implied-metric.ts';
import { placeShare, placeThreshold, type SaidThreshold } from './place-threshold.ts';

export const thresholdClause: Clause = (reading, at) => {
  if (asksForList(reading, at)) return 0;
  const subject = conditionOn(reading, at);
  const bound = boundAt(reading, subject.next);
  if (!bound) return 0;
  const unclear = unclearBound(reading, bound);
  if (unclear !== null) return unclear - at;
  const whole = bound.value.unit === 'percent' ? wholeAfter(reading, bound.next) : null;
  const unit = whole ?? unitAfter(reading, bound.next);
  // A metric named in front and a different one behind: two conditions run together.
  if (subject.metric && unit.metric && subject.metric !== unit.metric) return 0;
  const said: SaidThreshold = {
    metric: subject.metric ?? unit.metric,
    verb: subject.verb,
    times: unit.times,
    op: bound.op,
    value: bound.value.value,
    unit: bound.value.unit,
    upper: bound.upper?.value ?? null,
    text: reading.items
      .slice(subject.next, unit.next)
      .map((item) => item.text)
      .join(' '),
  };
  if (isShareOfWhole(reading, said)) {
    if (subject.share || whole !== null || reading.draft.share) placeShare(reading, said);
    else
      reading.refusals.push(
        `“${said.text}” of what? Say for example “categories that make more than 10% of revenue”.`,
      );
    return unit.next - at;
  }
  if (isAge(reading, said, at)) {
    reading.refusals.push(
      `“${reading.items[at - 1]?.text} ${said.text}”: do you mean their age? Please say what is ${said.text}, for example “revenue over 5,000”.`,
    );
    return unit.next - at;
  }
  placeThreshold(reading, said, at);
  return unit.next - at;
};

/** Refuses an amount that may be another one, or a time; the place behind it, null where it is clear. */
function unclearBound({ items, refusals }: Reading, bound: Bound): number | null {
  const said = items[bound.next - 1]?.text ?? '';
  if (bound.value.ambiguous || bound.upper?.ambiguous) {
    refusals.push(`“${said}” reads as thousands or as a fraction. Please write 200000 or 200,000.`);
    return bound.next;
  }
  const behind = items[bound.next];
  if (!behind?.grain || behind.grain.form === 'adverb' || bound.value.unit !== 'plain') return null;
  refusals.push(
    `“${said} ${behind.text}” is a time, and I am not sure of what. Say for example “in the last 3 months”, or “customers with us over 24 months”.`,
  );
  return bound.next + 1;
}

/** “which products make up …” asks for products; “categories which …” goes on about categories. */
const asksForList = ({ items, draft }: Reading, at: number): boolean =>
  is(items[at], 'which') &&
  draft.by.length === 0 &&
  draft.grain === null &&
  (items[at + 1]?.dimensions.length ?? 0) > 0;

/** “men over 40”: a bare number right behind people is more likely their age than a count of them. */
const isAge = ({ items }: Reading, said: SaidThreshold, at: number): boolean =>
  said.metric === null &&
  said.verb === null &&
  !said.times &&
  said.unit === 'plain' &&
  (items[at - 1]?.values ?? []).some(({ value }) => PEOPLE.has(value.dimension));

/** “more than 20% of revenue”: per cent of a number that is not itself told in per cent. */
function isShareOfWhole({ draft, knowledge, thread }: Reading, said: SaidThreshold): boolean {
  if (said.unit !== 'percent') return false;
  const id = said.metric ?? draft.metrics[0]?.id ?? thread?.metrics[0] ?? '';
  return knowledge.metric(id)?.format !== 'percent';
}

/** “with revenue”, “where sales are”, “that made”, “who spent”: what the number is of. */
function conditionOn(
  reading: Reading,
  at: number,
): { metric: string | null; verb: SaidThreshold['verb']; share: boolean; next: number } {
  const { items } = reading;
  let next = at;
  let share = false;
  let metric: string | null = null;
  let verb: SaidThreshold['verb'] = null;
  for (; next - at < 6; next++) {
    const item = items[next];
    if (!item || (next > at && boundAt(reading, next))) break;
    const own = verbOf(item);
    if (own && !boundAt(reading, next)) verb = own;
    else if (item.metrics[0] && metric === null && conditionStarts(reading, at, next))
      metric = item.metrics[0];
    else if (leadsToShare(item) && (next > at || isListed(reading) || !is(item, 'share'))) share = true;
    else if (!isLink(item)) break;
  }
  return { metric, verb, share, next };
}

const isListed = ({ draft }: Reading): boolean => draft.by.length > 0 || draft.grain !== null;

/** “account for more than 10% of revenue”, “with a share of revenue over 10%”. */
const leadsToShare = (item: Item): boolean =>
  !carriesMeaning(item) && (is(item, 'share') || is(item, 'madeUpOf')) && !is(item, 'filler');

/** A metric belongs to the condition only behind “with”, “where”, “whose” …: “orders over 100” is asked differently. */
const conditionStarts = (reading: Reading, from: number, at: number): boolean =>
  reading.items
    .slice(from, at)
    .some((item) => is(item, 'relative') || is(item, 'prep') || is(item, 'and') || leadsToShare(item)) &&
  boundNear(reading, at + 1);

const boundNear = (reading: Reading, at: number): boolean =>
  [0, 1, 2].some(
    (ahead) =>
      reading.items.slice(at, at + ahead).every((item) => isLink(item) || leadsToShare(item)) &&
      boundAt(reading, at + ahead) !== null,
  );

const isLink = (item: Item): boolean =>
  (is(item, 'relative') ||
    is(item, 'filler') ||
    is(item, 'worth') ||
    is(item, 'and') ||
    (is(item, 'prep') && item.key === 'with') ||
    is(item, 'happen') ||
    item.key === 'of') &&
  item.metrics.length === 0 &&
  item.dimensions.length === 0;

function verbOf(item: Item): SaidThreshold['verb'] {
  if (item.metrics.length > 0) return null;
  if (is(item, 'spent') || is(item, 'worth')) return 'spent';
  if (is(item, 'buy')) return 'buy';
  if (is(item, 'sell')) return 'sell';
  return is(item, 'earn') ? 'earn' : null;
}

/** “10% of revenue”, “10% of all orders”, “10% of the total”: what the share is of. Null where nothing says so. */
function wholeAfter(
  reading: Reading,
  at: number,
): { metric: string | null; times: boolean; next: number } | null {
  const lead = reading.items[at];
  const total = is(lead, 'shareOfTotal');
  if (!total && lead?.key !== 'of') return null;
  const place = after(reading, at + 1);
  const metric = reading.items[place]?.metrics[0] ?? null;
  if (metric === null) return total ? { metric, times: false, next: at + 1 } : null;
  return { metric, times: false, next: place + 1 };
}

/** “100 orders”, “5 times”, “200k in revenue”. */
function unitAfter(reading: Reading, at: number): { metric: string | null; times: boolean; next: number } {
  const { items } = reading;
  const once = is(items[at - 1], 'once') || is(items[at - 1], 'twice');
  if (is(items[at], 'times')) return { metric: null, times: true, next: at + 1 };
  if (is(items[at], 'money')) return { metric: CONVENTIONS.money, times: false, next: at + 1 };
  const glue = items[at]?.key === 'in' || items[at]?.key === 'of' || items[at]?.key === 'worth of' ? 1 : 0;
  const item = items[at + glue];
  const follows = item?.metrics[0];
  if (
    follows &&
    !reading.draft.metrics.some((metric) => metric.id === follows && metric.counted) &&
    !(once && glue === 0)
  )
    return { metric: follows, times: false, next: at + glue + 1 };
  return { metric: null, times: once, next: at };
}
