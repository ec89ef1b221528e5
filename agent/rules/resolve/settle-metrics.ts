/** Which metrics are meant: those named, or the one that the verbs and nouns stand for by convention. */
import { sourcesOf } from '../../../tools/metrics/model.ts';
import type { Draft, SaidMetric } from '../draft.ts';
import type { Knowledge } from '../knowledge.ts';
import { AVERAGES, CONVENTIONS } from '../lexicon/conventions.ts';
import { type Problem, refuse } from './problem.ts';

/** Settles `draft.metrics`; null where that worked. */
export function settleMetrics(draft: Draft, knowledge: Knowledge): Problem | null {
  shareAsRatio(draft, knowledge);
  buyersInPeriod(draft);
  return (
    defaultMetric(draft) ??
    sellingProblem(draft) ??
    averageProblem(draft, knowledge) ??
    productsProblem(draft) ??
    acquiredProblem(draft) ??
    listProblem(draft) ??
    conflict(draft, knowledge) ??
    bothProblem(draft, knowledge) ??
    apartProblem(draft)
  );
}

/** “what share of customers ordered more than once”: the model has that part of all customers as a rate. */
function shareAsRatio(draft: Draft, knowledge: Knowledge): void {
  const [metric, more] = draft.metrics.filter(({ id }) => id !== CONVENTIONS.people);
  if (!draft.share || !metric || more || draft.part.length > 0) return;
  const rate = [...knowledge.model.metrics.values()].find(
    (each) =>
      each.kind === 'ratio' &&
      each.format === 'percent' &&
      each.numerator === metric.id &&
      each.denominator === CONVENTIONS.people,
  );
  if (!rate) return;
  draft.metrics = [said(rate.id)];
  draft.share = false;
}

/** “show me customers”: how many, or which? */
function listProblem(draft: Draft): Problem | null {
  const [metric, more] = draft.metrics;
  const vague =
    draft.shown || (draft.verbs.includes('buy') && metric?.counted === false && draft.where.length > 0);
  if (
    !vague ||
    more ||
    metric?.id !== CONVENTIONS.people ||
    draft.by.length > 0 ||
    draft.grain ||
    draft.ranking ||
    draft.share
  )
    return null;
  return {
    kind: 'choose',
    question: 'How many customers, or which?',
    options: [
      { label: 'How many', apply: (changed) => countThem(changed) },
      {
        label: 'The top 10 by revenue',
        apply: (changed) => {
          changed.shown = false;
          changed.verbs = [];
          changed.entity = null;
          changed.metrics = [said(CONVENTIONS.money)];
          changed.by = [CONVENTIONS.customer];
          changed.ranking = { direction: 'desc', limit: 10 };
        },
      },
    ],
  };
}

function countThem(draft: Draft): void {
  draft.shown = false;
  draft.metrics = draft.metrics.map((metric) => ({ ...metric, counted: true }));
}

const said = (id: string): SaidMetric => ({ id, dimension: null, counted: false, at: 0 });

function defaultMetric(draft: Draft): Problem | null {
  if (draft.metrics.length > 0 || draft.rankedBySelling) return null;
  const id = conventional(draft);
  if (id !== null) {
    draft.metrics = [said(id)];
    if (draft.ranking || draft.verbs.includes('perform'))
      draft.notes.push(`You named no number, so I took ${LABELS[id]?.toLowerCase() ?? id}.`);
    return null;
  }
  if (isEmptyAsk(draft))
    return refuse(
      'I do not see what that is about. Name a number, for example revenue, orders or customers.',
    );
  return {
    kind: 'choose',
    question: 'Which number do you want?',
    options: [CONVENTIONS.money, CONVENTIONS.orders, CONVENTIONS.pieces].map((metric) => ({
      label: LABELS[metric] ?? metric,
      apply: (changed) => {
        changed.metrics = [said(metric)];
      },
    })),
  };
}

const LABELS: Readonly<Record<string, string>> = {
  revenue: 'Revenue',
  orders: 'Orders',
  units: 'Units sold',
};

const isEmptyAsk = (draft: Draft): boolean =>
  draft.by.length === 0 &&
  draft.where.length === 0 &&
  draft.periods.length === 0 &&
  draft.grain === null &&
  draft.ranking === null;

/** What is meant where no metric is named, or null where nobody can tell. */
function conventional(draft: Draft): string | null {
  const { verbs } = draft;
  if (draft.having[0]) return draft.having[0].metric;
  if (verbs.includes('spent') || draft.marketing) return spentBy(draft);
  if (draft.money) return CONVENTIONS.money;
  if (verbs.includes('earn') || (draft.howMuch && verbs.includes('sell'))) return CONVENTIONS.money;
  if (verbs.includes('perform') && !verbs.includes('buy'))
    return isEmptyAsk(draft) ? null : CONVENTIONS.money;
  const ranksPlaces =
    draft.ranking !== null && !draft.by.includes(CONVENTIONS.product) && !draft.by.includes('sku');
  if (ranksPlaces && verbs.length === 0 && (draft.by.length > 0 || draft.grain !== null))
    return CONVENTIONS.money;
  return null;
}

/** “how much did we spend” is marketing; “how much did women spend” is revenue. */
function spentBy(draft: Draft): string | null {
  if (draft.marketing) return CONVENTIONS.marketing;
  const people = draft.entity === 'customer' || draft.by.includes(CONVENTIONS.customer) || draft.who;
  if (
    people ||
    draft.where.some(
      (filter) => filter.dimension === 'gender' || filter.dimension === CONVENTIONS.customerType,
    )
  )
    return CONVENTIONS.money;
  const channelOnly = draft.where.every((filter) => filter.dimension === 'channel');
  return draft.howMuch && channelOnly ? CONVENTIONS.marketing : null;
}

/** “best selling”: in money or in pieces? */
function sellingProblem(draft: Draft): Problem | null {
  const ambiguous = draft.rankedBySelling && draft.metrics.length === 0;
  const products = draft.metrics.length === 0 && draft.ranking !== null;
  if (!ambiguous && !products) return null;
  return {
    kind: 'choose',
    question: 'Ranked by what?',
    options: [CONVENTIONS.money, CONVENTIONS.pieces].map((id) => ({
      label: `By ${(LABELS[id] ?? id).toLowerCase()}`,
      apply: (changed) => {
        changed.metrics = [said(id)];
        changed.rankedBySelling = false;
      },
    })),
  };
}

/** “average revenue”: of an order, of a customer? An average that is already in the metric is no question. */
function averageProblem(draft: Draft, knowledge: Knowledge): Problem | null {
  const metric = draft.metrics[0];
  if (!draft.average || !metric || (draft.rolling !== null && draft.rolling.window !== -1)) return null;
  const known = knowledge.metric(metric.id);
  if (known?.kind === 'ratio' && /\bper\b|\baverage\b/iu.test(`${known.label} ${known.description}`))
    return null;
  if (known?.label.toLowerCase().includes('average')) return null;
  const readings =
    draft.grain === null ? (AVERAGES[metric.id] ?? []).filter((id) => knowledge.metric(id)) : [];
  if (readings.length === 0)
    return refuse(
      `I can tell ${known?.label.toLowerCase() ?? metric.id} in total or over time, but not an average of it.`,
    );
  return {
    kind: 'choose',
    question: `Which average of ${known?.label.toLowerCase() ?? metric.id}?`,
    options: readings.map((id) => ({
      label: knowledge.metric(id)?.label ?? id,
      apply: (changed) => {
        changed.metrics = [said(id)];
        changed.average = false;
      },
    })),
  };
}

/** “how many products did we sell”: pieces, or different products? */
function productsProblem(draft: Draft): Problem | null {
  const metric = draft.metrics[0];
  if (
    metric?.id !== 'products_sold' ||
    metric.dimension !== CONVENTIONS.product ||
    draft.by.includes(CONVENTIONS.product)
  )
    return null;
  return {
    kind: 'choose',
    question: 'Do you mean pieces sold, or how many different products?',
    options: [
      { label: 'Pieces sold', apply: (changed) => take(changed, CONVENTIONS.pieces) },
      { label: 'Different products', apply: (changed) => take(changed, 'products_sold') },
    ],
  };
}

/** “how many customers did we acquire”: new ones; “… did we get”: perhaps. */
function acquiredProblem(draft: Draft): Problem | null {
  const [metric, more] = draft.metrics;
  if (metric?.id !== CONVENTIONS.people || more) return null;
  if (draft.verbs.includes('acquire')) {
    draft.metrics = [said(CONVENTIONS.newPeople)];
    return null;
  }
  if (!draft.verbs.includes('get')) return null;
  return {
    kind: 'choose',
    question: 'New customers, or everybody who bought?',
    options: [
      { label: 'New customers', apply: (changed) => take(changed, CONVENTIONS.newPeople) },
      { label: 'Everybody who bought', apply: (changed) => take(changed, CONVENTIONS.people) },
    ],
  };
}

function take(draft: Draft, id: string): void {
  draft.metrics = [said(id)];
  draft.verbs = draft.verbs.filter((verb) => verb !== 'get');
}

/** “revenue in May and orders in Chicago” is two questions: a filter between two metrics belongs to one of them. */
function apartProblem(draft: Draft): Problem | null {
  const [first, second] = draft.metrics;
  if (!first || !second) return null;
  const places = [...draft.periods, ...draft.where].map(({ at }) => at);
  const between = places.some((at) => at > first.at && at < second.at);
  return between ? refuse('That is more than one question. Please ask them one at a time.') : null;
}

/** “total customers in May”: the list on file has no months, those who bought have. */
function buyersInPeriod(draft: Draft): void {
  const dated = draft.periods.length > 0 || draft.grain !== null;
  if (!dated || draft.metrics[0]?.id !== CONVENTIONS.peopleOnFile || draft.metrics.length > 1) return;
  draft.metrics = [said(CONVENTIONS.people)];
  draft.notes.push('Counted are the customers who bought in the period.');
}

/** Words that do not go with the metric: “marketing revenue”, “orders in money”, “revenue from customers we acquired”. */
function conflict(draft: Draft, { metric, model }: Knowledge): Problem | null {
  const metrics = draft.metrics.flatMap(({ id }) => metric(id) ?? []);
  const spends = metrics.some((each) => sourcesOf(each, model).includes(CONVENTIONS.marketing));
  const label = metrics[0]?.label ?? 'That';
  if (draft.marketing && !spends)
    return refuse(`${label} is not told by marketing. Ask for marketing spend or ROAS.`);
  if (draft.money && metrics.every((each) => each.format !== 'money'))
    return refuse(`${label} is no amount of money. Ask for revenue instead.`);
  if (draft.entity !== 'customer') return null;
  if (draft.verbs.includes('acquire'))
    return refuse(
      'I cannot follow the customers who were gained. Ask for new customers, or for revenue from new customers.',
    );
  const bought =
    draft.verbs.includes('buy') &&
    [...draft.where, ...draft.part].some((filter) => isOfProducts(filter.dimension, model));
  return bought
    ? refuse(
        `I cannot follow customers from one purchase to their others. Ask for ${label.toLowerCase()} of the product itself.`,
      )
    : null;
}

const isOfProducts = (dimension: string, model: Knowledge['model']): boolean =>
  model.dimensions.get(dimension)?.expressions.some((expression) => expression.includes('product.')) ?? false;

/** “how many customers bought Nest and Apparel”: either, or both in one? Only either can be told. */
function bothProblem(draft: Draft, { metric, model }: Knowledge): Problem | null {
  const people = draft.metrics.every(({ id }) => metric(id)?.additive === 'never');
  const listed = draft.where.some(
    (filter) =>
      filter.list === 'and' &&
      filter.op === 'in' &&
      filter.values.length > 1 &&
      isOfProducts(filter.dimension, model),
  );
  if (!people || !listed || draft.compare) return null;
  return {
    kind: 'choose',
    question: 'Customers who bought either of them? Those who bought both I cannot tell.',
    options: [
      {
        label: 'Either of them',
        apply: (changed) => {
          changed.where = changed.where.map((filter) => ({
            ...filter,
            list: filter.list === 'and' ? 'or' : filter.list,
          }));
        },
      },
    ],
  };
}
