/** Which rows: “in Chicago”, “for Apparel, Bags and Office”, “not from California”, “only women”. */
import { after, type Clause, carriesMeaning, type Reading } from '../clause.ts';
import type { SaidFilter } from '../draft.ts';
import { type Item, type ItemValue, is } from '../item.ts';
import { CONVENTIONS } from '../lexicon/conventions.ts';
import { isOfProducts } from '../resolve/metric-conflicts.ts';
import { ambiguousValue } from './ambiguous-value.ts';
import { excepts } from './excepts.ts';
import { impliedMetric } from './implied-metric.ts';
import { type ValueList, valuesFrom } from './value-list.ts';

export const filterClause: Clause = (reading, at) => allButClause(reading, at) || valuesClause(reading, at);

/** “from all categories except Nest”: the noun only says of what the exceptions are. */
const allButClause: Clause = (reading, at) => {
  const { items } = reading;
  const lead = ALL.has(items[at]?.key ?? '') ? 1 : items[at + 1]?.key === 'all' ? 2 : 0;
  if (lead === 0 || (lead === 2 && (!is(items[at], 'prep') || is(items[at], 'by')))) return 0;
  const place = at + lead;
  const excepted = items[after(reading, place + 2)]?.values ?? [];
  const own = excepted.some(({ value }) => items[place]?.dimensions.includes(value.dimension));
  return own && excepts(reading, place + 1) ? lead + 1 : 0;
};

const ALL = new Set(['for all', 'for all the', 'in all', 'across all', 'from all', 'all']);

const valuesClause: Clause = (reading, at) => {
  const lead = leadAt(reading, at);
  if (lead.length === 0 && (belongsToMetric(reading, at) || isRankedNoun(reading, at))) return 0;
  const start = lead.next;
  const dimension = namedDimension(reading, start);
  const found = valuesFrom(
    reading,
    dimension ? dimension.next : start,
    dimension?.id ?? null,
    lead.length > 0,
  );
  if (!found) return 0;
  if (lead.length === 0 && hangsOnOther(reading, at)) {
    reading.refusals.push(
      `I am not sure how “${reading.items[at - 2]?.text} ${reading.items[at - 1]?.text} ${reading.items[at]?.text}” belong together. Please name them one by one, for example “from women in Chicago”.`,
    );
    return found.next - at;
  }
  if (nothingElse(reading, at, found, lead.negative)) return found.next - at;
  if (inOneOrder(reading, at, found, lead.negative)) return found.next - at;
  const tail = trailingNoun(reading, found, lead.length > 0);
  accept(reading, at, found, lead.negative, dimension !== null || tail.named);
  return tail.next - at;
};

/** “bought only Apparel” asks for those who bought nothing else, which a filter on the lines does not tell. */
function nothingElse(reading: Reading, at: number, found: ValueList, negative: boolean): boolean {
  const { items, knowledge, refusals } = reading;
  const exclusive =
    items.slice(at, found.next).some((item) => is(item, 'only')) || is(items[found.next], 'only');
  const before = items.slice(0, found.next);
  const holds = before.some((item) => is(item, 'buy') || HOLDING.has(item.key));
  const counted = before.some((item) => item.metrics.some((id) => WHOLES.has(id)));
  const goods = isOfProducts(found.values[0]?.value.dimension ?? '', knowledge.model);
  if (negative || !exclusive || !holds || !counted || !goods) return false;
  const names = found.values.map(({ value }) => value.label).join(' and ');
  refusals.push(
    `I can tell who bought ${names}, but not who bought nothing else. Please ask without “only”.`,
  );
  return true;
}

/** “orders with A and B”: with either, or with both? Only either can be told. */
function inOneOrder(reading: Reading, at: number, found: ValueList, negative: boolean): boolean {
  const { items, draft, knowledge, choices } = reading;
  const [first, more] = found.values;
  const holds = items.slice(at, found.next).some((item) => HOLDING.has(item.key));
  const orders = draft.metrics.length > 0 && draft.metrics.every(({ id }) => WHOLES.has(id));
  if (!first || !more || negative || !holds || !orders || found.list !== 'and' || draft.compare) return false;
  if (!isOfProducts(first.value.dimension, knowledge.model)) return false;
  choices.push({
    question: 'With either of them? Those that hold both I cannot tell.',
    options: [
      {
        label: 'Either of them',
        apply: (changed) =>
          void changed.where.push({
            dimension: first.value.dimension,
            op: 'in',
            values: [...new Set(found.values.map(({ value }) => value.value))],
            at,
            list: 'or',
          }),
      },
    ],
  });
  return true;
}

const HOLDING = new Set([
  'with',
  'containing',
  'contain',
  'contains',
  'contained',
  'that contain',
  'that contained',
  'included',
  'that included',
]);
/** Metrics that count things which hold several lines. */
const WHOLES: ReadonlySet<string> = new Set([CONVENTIONS.orders, CONVENTIONS.people]);

/** “from women and Chicago”: both at once, or either? */
const hangsOnOther = ({ items }: Reading, at: number): boolean =>
  (is(items[at - 1], 'and') || is(items[at - 1], 'comma')) &&
  (items[at - 2]?.values.length ?? 0) > 0 &&
  (items[at - 2]?.metrics.length ?? 0) === 0;

/** Words that lead into values: prepositions, “only”, “excluding”, in any sensible order. */
function leadAt(reading: Reading, at: number): { negative: boolean; length: number; next: number } {
  const { items } = reading;
  let next = at;
  let negatives = 0;
  let exclusives = 0;
  for (; next < items.length && next - at < 5; next++) {
    const item = items[next];
    if (!item || carriesMeaning(item)) break;
    if (is(item, 'only')) exclusives++;
    if (is(item, 'versus')) reading.draft.compare = true;
    if (excepts(reading, next)) negatives++;
    else if (next === at && is(item, 'madeUpOf') && reading.draft.share) reading.draft.partFollows = true;
    else if (!leads(item, next > at)) break;
  }
  // “not excluding” is beyond these rules: nothing is explained, and so the question is not answered.
  return negatives > 1 || (negatives > 0 && exclusives > 0)
    ? { negative: false, length: 0, next: at }
    : { negative: negatives === 1, length: next - at, next };
}

/** “were made by”, “came from”: a verb that ends in its preposition leads as well. */
const VERBAL = / (?:by|from|in|to)$/u;

const leads = (item: Item, started: boolean): boolean =>
  (is(item, 'madeUpOf') && VERBAL.test(item.key)) ||
  is(item, 'prep') ||
  is(item, 'only') ||
  is(item, 'between') ||
  is(item, 'versus') ||
  item.key === 'by' ||
  (started && is(item, 'filler')) ||
  (started && is(item, 'relative'));

/** “new customers” at the head of a question is the metric; after a preposition it is a filter. */
function belongsToMetric(reading: Reading, at: number): boolean {
  const item = reading.items[at];
  if (!item || item.values.length === 0) return false;
  if (item.period) return true;
  return item.metrics.length > 0 && reading.draft.metrics.length === 0 && !listFollows(reading, at);
}

/** “the best weekday”: what is ranked, and not the days from Monday to Friday. */
const isRankedNoun = ({ items, draft }: Reading, at: number): boolean =>
  draft.ranking !== null &&
  !draft.rankedByCount &&
  draft.by.length === 0 &&
  draft.grain === null &&
  (items[at]?.dimensions.length ?? 0) > 0;

const listFollows = (reading: Reading, at: number): boolean => {
  const joint = reading.items[at + 1];
  return (
    (is(joint, 'versus') || is(joint, 'and')) &&
    (reading.items[after(reading, at + 2)]?.values.length ?? 0) > 0
  );
};

/** “category Apparel”, “where the location is Chicago”, “coupon status = Used”. */
function namedDimension(reading: Reading, at: number): { id: string; next: number } | null {
  const item = reading.items[at];
  const id = item?.dimensions[0];
  if (!id || !item) return null;
  let next = at + 1;
  for (; next < reading.items.length; next++) {
    const link = reading.items[next];
    const isLink =
      link &&
      (is(link, 'equals') ||
        is(link, 'filler') ||
        link.key === ':' ||
        link.key === '=' ||
        link.key === 'of') &&
      !carriesMeaning(link);
    if (!isLink) break;
  }
  const values = reading.items[next]?.values ?? [];
  return item.dimensions.some((own) => values.some(({ value }) => value.dimension === own))
    ? { id: pickOwn(item, values), next }
    : null;
}

const pickOwn = (item: Item, values: readonly ItemValue[]): string =>
  item.dimensions.find((own) => values.some(({ value }) => value.dimension === own)) ?? '';

/** “Apparel category”, “Chicago customers”: a noun that repeats what the values are of. */
function trailingNoun(reading: Reading, found: ValueList, led: boolean): { next: number; named: boolean } {
  const item = reading.items[found.next];
  const homes = new Set(found.values.map(({ value }) => value.dimension));
  if (!item) return { next: found.next, named: false };
  if (item.dimensions.some((id) => homes.has(id)) && !isPluralMetric(item, reading))
    return { next: found.next + 1, named: true };
  const repeats =
    led &&
    reading.draft.metrics.length > 0 &&
    isEntityNoun(item) &&
    !is(reading.items[found.next + 1], 'over');
  return { next: repeats ? found.next + 1 : found.next, named: false };
}

const isPluralMetric = (item: Item, reading: Reading): boolean =>
  item.metrics.length > 0 && reading.draft.metrics.length === 0;

const ENTITIES = new Set(['customers', 'products_sold', 'orders']);
const isEntityNoun = (item: Item): boolean =>
  item.metrics.some((id) => ENTITIES.has(id)) || item.dimensions.includes('product');

function accept(reading: Reading, at: number, found: ValueList, negative: boolean, named: boolean): void {
  const { draft } = reading;
  const first = reading.items[found.next - 1];
  if (!named && found.values.length === 1 && first && ambiguousValue(reading, first, at, negative)) return;
  const open =
    found.values.length > 1 ? found.values.find(({ phrase }) => /^(?:without|no) /u.test(phrase)) : undefined;
  if (open && reading.knowledge.vocabulary.values(open.value.dimension).length > 2) {
    reading.refusals.push(
      `“${open.phrase}” can be read in two ways here. Please name the values, for example “Used” and “Not Used”.`,
    );
    return;
  }
  const dimension = found.values[0]?.value.dimension ?? '';
  const filter: SaidFilter = {
    dimension,
    op: negative ? 'not_in' : 'in',
    values: [...new Set(found.values.map(({ value }) => value.value))],
    at,
    list: found.list,
  };
  impliedMetric(reading, at, found.values, first);
  if (draft.share && draft.partFollows) draft.part.push(filter);
  else draft.where.push(filter);
}
