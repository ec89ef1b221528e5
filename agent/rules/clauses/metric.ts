/** What is counted: “revenue”, “how many orders”, “revenue and orders”. */
import { after, type Clause, type Reading } from '../clause.ts';
import { type Item, is } from '../item.ts';
import { CONVENTIONS } from '../lexicon/conventions.ts';
import { lex } from '../text/lexer.ts';
import { isPair } from './breakdown.ts';
import { countGroups } from './count-groups.ts';
import { PEOPLE } from './implied-metric.ts';

export const metricClause: Clause = (reading, at) =>
  inHowManyClause(reading, at) ||
  countClause(reading, at) ||
  subjectClause(reading, at) ||
  plainClause(reading, at);

/** “in how many months did we …”: the preposition belongs to what is counted. */
const inHowManyClause: Clause = (reading, at) => {
  const { items } = reading;
  if (!IN_HOW_MANY.has(items[at]?.key ?? '') || !is(items[at + 1], 'count')) return 0;
  const noun = items[after(reading, at + 2)];
  if (!noun || noun.metrics.length > 0 || (noun.grain === null && noun.dimensions.length === 0)) return 0;
  const taken = countClause(reading, at + 1);
  return taken === 0 ? 0 : taken + 1;
};

const IN_HOW_MANY = new Set(['in', 'on', 'at', 'for', 'during', 'across']);

/** “how many X”, “number of X”. */
const countClause: Clause = (reading, at) => {
  const { items } = reading;
  if (!is(items[at], 'count') || (items[at]?.metrics.length ?? 0) > 0) return 0;
  const place = after(reading, at + 1);
  const item = items[place];
  const metric = countable(item) ?? countedDimension(reading, item);
  if (item && isPair(item)) {
    reading.draft.metrics.push({
      id: CONVENTIONS.people,
      dimension: CONVENTIONS.customer,
      counted: true,
      at,
    });
    return 1;
  }
  if (!metric && reading.thread && countsOnlyThread(item)) return 1;
  if (countsPeopleWhoChanged(reading, place)) return place + 1 - at;
  if (item && countsList(reading, item, place, metric)) return place + 1 - at;
  if (!item || !metric) return is(items[at], 'filler') || (item?.values.length ?? 0) > 0 ? 1 : 0;
  if (reading.knowledge.metric(metric)?.format === 'money')
    return countedMoney(reading, item, metric, place) + place - at;
  add(reading, place, item, metric, true, /different|distinct|unique/u.test(items[at]?.key ?? ''));
  return place + 1 - at;
};

/** People are narrowed one by one (place-threshold.ts); other things are listed, and the list is counted. */
const countsList = (reading: Reading, item: Item, at: number, metric: string | null): boolean =>
  !item.metrics.includes(CONVENTIONS.people) && countGroups(reading, at, metric);

/** “how many customers grew”: their number, or what each of them spent? */
function countsPeopleWhoChanged(reading: Reading, at: number): boolean {
  const people = reading.items[at]?.metrics.includes(CONVENTIONS.people) ?? false;
  if (!people || !is(reading.items[after(reading, at + 1)], 'change')) return false;
  reading.refusals.push(
    'Is it the number of customers that changed, or what each of them spent? Ask for example for “customers in Q3 and Q4 compared”.',
  );
  return true;
}

/** “how many sales”: orders, or the money after all? */
function countedMoney({ choices, refusals, draft }: Reading, item: Item, metric: string, at: number): number {
  if (metric !== CONVENTIONS.money) {
    refusals.push(`“${item.text}” is an amount of money, so there is no number of it.`);
    return 1;
  }
  const said = (id: string) => ({ id, dimension: null, counted: true, at });
  draft.metrics.push(said(metric));
  choices.push({
    question: `The number of orders, or the amount of ${item.text}?`,
    options: [CONVENTIONS.orders, CONVENTIONS.money].map((id) => ({
      label: id === CONVENTIONS.orders ? 'Number of orders' : 'Amount in money',
      apply: (changed) => {
        changed.metrics = changed.metrics.map((each) => (each.id === metric ? said(id) : each));
      },
    })),
  });
  return 1;
}

/** “how many were from Chicago?” in a thread counts what the thread counts. */
const countsOnlyThread = (item: Item | undefined): boolean =>
  is(item, 'prep') || is(item, 'buy') || item?.key === 'of';

/** “how many categories”: the metric that the model calls “number of categories”. */
function countedDimension({ knowledge }: Reading, item: Item | undefined): string | null {
  if (!item || item.dimensions.length === 0 || item.values.length > 0) return null;
  const tokens = lex(`number of ${item.key}`);
  const named = knowledge.terms.at(tokens, 0).filter((match) => match.length === tokens.length);
  const metric = named.flatMap((match) => match.meanings).find((meaning) => meaning.kind === 'metric');
  return metric?.kind === 'metric' ? metric.id : null;
}

const countable = (item: Item | undefined): string | null => item?.metrics[0] ?? null;

/** A noun that is a metric elsewhere and here only says whose numbers: “revenue from orders …”, “categories with …”. */
const subjectClause: Clause = (reading, at) => {
  const { items, draft } = reading;
  const lead = is(items[at], 'prep') || items[at]?.key === 'by' ? 1 : 0;
  const place = lead === 1 ? after(reading, at + 1) : at;
  const item = items[place];
  const entity = entityOf(item);
  if (!item || !entity) return 0;
  const behind = items[after(reading, place + 1)];
  const pays = is(behind, 'spent') || is(behind, 'happen');
  if (entity === 'customer' && lead === 0 && draft.howMuch && pays) {
    draft.entity = entity;
    return 1;
  }
  if (draft.metrics.length === 0) return 0;
  if (draft.metrics.some((metric) => item.metrics.includes(metric.id))) return 0;
  const acts = is(items[place + 1], 'happen') || is(items[place + 1], 'buy') || is(items[place + 1], 'spent');
  const parted = draft.partFollows && is(items[at - 1], 'madeUpOf');
  if (lead === 0 && !acts && !parted) return 0;
  if (lead === 1 && !leadsTo(entity, items[at]?.key ?? '')) return 0;
  // “units on order” have not been sold yet.
  if (items[at]?.key === 'on' && item.key === 'order') return 0;
  draft.entity = entity;
  return place + 1 - at;
};

/** “revenue by orders” is no revenue from orders. */
const leadsTo = (entity: 'customer' | 'order', lead: string): boolean =>
  LEADS.has(lead) && !(entity === 'order' && lead === 'by');

const LEADS = new Set([
  'from',
  'of',
  'for',
  'by',
  'among',
  'amongst',
  'across',
  'with',
  'placed by',
  'made by',
  'paid by',
  'generated by',
  'coming from',
  'on',
  'to',
  'in',
]);

function entityOf(item: Item | undefined): 'customer' | 'order' | null {
  if (item?.metrics.includes(CONVENTIONS.people)) return 'customer';
  return item?.metrics.includes(CONVENTIONS.orders) ? 'order' : null;
}

const plainClause: Clause = (reading, at) => {
  const { items, draft } = reading;
  const item = items[at];
  const lead = is(item, 'prep') && (item?.metrics.length ?? 0) === 0 ? 1 : 0;
  const place = lead === 1 ? after(reading, at + 1) : at;
  const metricItem = items[place];
  const metric = metricItem?.metrics[0];
  if (!metricItem || !metric || isRanked(reading, place)) return 0;
  // “how much did women spend”: a verb, whose subject decides what it means.
  if (is(metricItem, 'spent') && (draft.howMuch || doneByPeople(reading, place))) return 0;
  if (lead === 1 && !METRIC_LEADS.has(item?.key ?? '')) return 0;
  if (draft.metrics.some((said) => said.id === metric)) return place + 1 - at;
  if (draft.metrics.length > 0 && !joined(reading, at)) {
    // “list customers by revenue”: the noun said before was what is listed.
    return 0;
  }
  const before = items[at - 1];
  if (before && /^(?:show|display|pull|find|get me|give me|list|see|fetch)/u.test(before.key))
    draft.shown = true;
  add(reading, place, metricItem, metric, false);
  return place + 1 - at;
};

/** “do women spend more”, “who spends more”: what people spend, and not what marketing does. */
function doneByPeople({ items }: Reading, at: number): boolean {
  const before = items[at - 1];
  return is(before, 'who') || (before?.values ?? []).some(({ value }) => PEOPLE.has(value.dimension));
}

/** “top customers”: the noun is what is ranked; “the most customers” counts them. */
function isRanked({ items, draft }: Reading, at: number): boolean {
  const bare = draft.by.length === 0 && draft.grain === null;
  return draft.ranking !== null && !draft.rankedByCount && bare && (items[at]?.dimensions.length ?? 0) > 0;
}

const METRIC_LEADS = new Set(['of', 'in', 'for', 'on', 'with', 'to', 'about', 'regarding', 'from']);

/** Whether “and”, a comma or “vs” stands right before, with only filler between. */
function joined({ items }: Reading, at: number): boolean {
  for (let place = at - 1; place >= 0; place--) {
    const item = items[place];
    if (is(item, 'and') || is(item, 'comma') || is(item, 'versus') || item?.key === '/') return true;
    if (item?.metrics.length || item?.period || !(is(item, 'filler') || is(item, 'count'))) return false;
  }
  return false;
}

function add(reading: Reading, at: number, item: Item, id: string, counted: boolean, distinct = false): void {
  const dimension = distinct ? null : (item.dimensions[0] ?? null);
  if (reading.draft.metrics.some((said) => said.id === id)) return;
  reading.draft.metrics.push({ id, dimension, counted, at });
}
