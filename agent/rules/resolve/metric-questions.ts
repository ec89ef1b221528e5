/** Metrics that can honestly be read in two ways: asked back, with what each answer makes of the draft. */
import type { Draft } from '../draft.ts';
import type { Knowledge } from '../knowledge.ts';
import { AVERAGES, CONVENTIONS } from '../lexicon/conventions.ts';
import { isOfProducts } from './metric-conflicts.ts';
import { type Problem, refuse } from './problem.ts';
import { LABELS, said } from './said-metric.ts';

/** “show me customers”: how many, or which? */
export function listProblem(draft: Draft): Problem | null {
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

/** “best selling”: in money or in pieces? */
export function sellingProblem(draft: Draft): Problem | null {
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
export function averageProblem(draft: Draft, knowledge: Knowledge): Problem | null {
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
export function productsProblem(draft: Draft): Problem | null {
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
export function acquiredProblem(draft: Draft): Problem | null {
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

/** “how many customers bought Nest and Apparel”: either, or both in one? Only either can be told. */
export function bothProblem(draft: Draft, { metric, model }: Knowledge): Problem | null {
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

/** “revenue from new and returning customers”: nobody is both, so it is each of them, or everybody. */
export function bothTypesProblem(draft: Draft): Problem | null {
  const both = draft.where.find(
    ({ dimension, op, values, list }) =>
      dimension === CONVENTIONS.customerType && op === 'in' && values.length > 1 && list === 'and',
  );
  if (!both || draft.compare || draft.by.includes(CONVENTIONS.customerType)) return null;
  const others = (changed: Draft) => changed.where.filter(({ at }) => at !== both.at);
  return {
    kind: 'choose',
    question: 'Each by itself, or both together?',
    options: [
      {
        label: 'Each by itself',
        apply: (changed) => {
          changed.where = [...others(changed), { ...both, list: 'versus' }];
        },
      },
      {
        label: 'Both together',
        apply: (changed) => {
          changed.where = others(changed);
        },
      },
    ],
  };
}
