/** Where a condition on a number goes: to the rows of the result, or to the orders and people that are counted. */
import type { Threshold } from '../../../tools/metrics/metric-query.ts';
import type { Reading } from '../clause.ts';
import type { Draft } from '../draft.ts';
import { CONVENTIONS } from '../lexicon/conventions.ts';

export interface SaidThreshold {
  readonly metric: string | null;
  readonly verb: 'spent' | 'buy' | 'sell' | 'earn' | null;
  readonly times: boolean;
  readonly op: Threshold['op'];
  readonly value: number;
  readonly unit: 'plain' | 'currency' | 'percent';
  readonly upper: number | null;
  readonly text: string;
}

export function placeThreshold(reading: Reading, said: SaidThreshold, at: number): void {
  const { draft } = reading;
  const entity = entityOf(reading);
  if (entity) {
    narrow(reading, said, entity, at);
    return;
  }
  if (said.unit === 'currency' && isCount(reading, said.metric)) {
    reading.refusals.push(`“${said.text}” is an amount of money, but it is held against a count.`);
    return;
  }
  const metric = metricOf(reading, said);
  const inThread = reading.thread && (reading.thread.by.length > 0 || reading.thread.grain);
  if (draft.by.length === 0 && draft.grain === null && !inThread) {
    reading.refusals.push(
      `“${said.text}” needs something to hold against it. Ask for the categories, locations or months where it holds.`,
    );
    return;
  }
  if (!metric) {
    reading.refusals.push(`“${said.text}” does not say of what: of revenue, orders or units?`);
    return;
  }
  pushHaving(reading, said, metric);
}

/** “more than 3 products”: different ones, or pieces? */
function askWhichProducts({ choices }: Reading, { op, value, upper }: SaidThreshold): void {
  const option = (label: string, metric: string) => ({
    label,
    apply: (changed: Draft) =>
      void changed.having.push({ metric, op, value, ...(upper === null ? {} : { upper }) }),
  });
  choices.push({
    question: 'Do you mean pieces, or different products?',
    options: [option('Pieces', CONVENTIONS.pieces), option('Different products', 'products_sold')],
  });
}

const pushHaving = (
  { draft }: Reading,
  { op, value, upper }: Pick<SaidThreshold, 'op' | 'value' | 'upper'>,
  metric: string,
): void => void draft.having.push({ metric, op, value, ...(upper === null ? {} : { upper }) });

/** “how many customers bought more than 3 units”: the customers of a list, counted. */
function countsGroups({ draft, knowledge }: Reading): boolean {
  const [only, more] = draft.metrics;
  const counted = only?.id === CONVENTIONS.people && only.counted && more === undefined;
  if (!counted || draft.by.length > 0 || draft.grain !== null || draft.share) return false;
  if (!knowledge.dimension(CONVENTIONS.customer)) return false;
  draft.metrics = [];
  draft.by = [CONVENTIONS.customer];
  draft.count = true;
  return true;
}

/** “more than 10% of revenue”: of each group, a part of the whole. */
export function placeShare(reading: Reading, said: SaidThreshold): void {
  const { draft, refusals, knowledge } = reading;
  const listed = draft.by.length > 0 || draft.grain !== null || countsGroups(reading);
  if (!listed) {
    refusals.push(
      `“${said.text}” needs something to hold against it. Ask for the categories, locations or months where it holds.`,
    );
    return;
  }
  const held = draft.metrics.find(({ id }) => said.metric !== null && id !== said.metric);
  if (held) {
    refusals.push(
      `“${said.text}” is about another number than ${knowledge.metric(held.id)?.label.toLowerCase() ?? held.id}. Please ask for one of them.`,
    );
    return;
  }
  if (said.metric !== null && draft.metrics.length === 0)
    draft.metrics.push({ id: said.metric, dimension: null, counted: false, at: 0 });
  pushHaving(reading, said, 'share');
}

/** Orders or people that are counted, or that the numbers are “from”: they are narrowed one by one. */
function entityOf(reading: Reading): 'customer' | 'order' | null {
  const { draft } = reading;
  if (draft.by.length > 0 && !draft.entity) return null;
  if (draft.entity) return draft.by.length > 0 ? null : draft.entity;
  const only = draft.metrics.length === 1 ? draft.metrics[0]?.id : null;
  if (only === CONVENTIONS.people) return 'customer';
  return only === CONVENTIONS.orders && draft.grain === null ? 'order' : null;
}

function narrow(reading: Reading, said: SaidThreshold, entity: 'customer' | 'order', at: number): void {
  const dimension = dimensionFor(said, entity);
  if (dimension === null && said.metric !== null && countsGroups(reading)) {
    if (said.metric === 'products_sold') askWhichProducts(reading, said);
    else pushHaving(reading, said, said.metric);
    return;
  }
  if (!dimension || !reading.knowledge.dimension(dimension)) {
    reading.refusals.push(`I cannot narrow ${entity}s by “${said.text}”.`);
    return;
  }
  const values =
    said.op === 'between' || said.op === '=' ? [said.value, said.upper ?? said.value] : [said.value];
  const target = reading.draft.share ? reading.draft.part : reading.draft.where;
  target.push({
    dimension,
    op: said.op === '=' ? 'between' : said.op,
    values: values.map(String),
    at,
    list: 'and',
  });
}

function dimensionFor(said: SaidThreshold, entity: 'customer' | 'order'): string | null {
  const { metric, verb, times } = said;
  if (entity === 'order')
    return metric === null || metric === CONVENTIONS.money || metric === 'average_order_value'
      ? CONVENTIONS.orderValue
      : null;
  if (metric === CONVENTIONS.orders || (metric === null && times && said.unit === 'plain'))
    return CONVENTIONS.customerOrders;
  if (metric === CONVENTIONS.money) return CONVENTIONS.customerRevenue;
  if (metric !== null) return null;
  if (verb === 'spent' || said.unit === 'currency') return CONVENTIONS.customerRevenue;
  return null;
}

function metricOf(reading: Reading, said: SaidThreshold): string | null {
  const { draft } = reading;
  if (said.metric) return said.metric;
  if (said.times) return CONVENTIONS.orders;
  if (said.verb === 'spent' || said.verb === 'earn') return CONVENTIONS.money;
  if (said.verb === 'sell' && said.unit === 'currency') return CONVENTIONS.money;
  if (said.verb !== null) return null;
  if (draft.metrics.length === 0) return reading.thread?.metrics[0] ?? null;
  return draft.metrics.length === 1 ? (draft.metrics[0]?.id ?? null) : null;
}

function isCount(reading: Reading, metric: string | null): boolean {
  return metric !== null && reading.knowledge.metric(metric)?.format === 'integer';
}
