/** Which metrics are meant: those named, or the one that the verbs and nouns stand for by convention. */
import type { Draft } from '../draft.ts';
import type { Knowledge } from '../knowledge.ts';
import { CONVENTIONS } from '../lexicon/conventions.ts';
import { apartProblem, conflict } from './metric-conflicts.ts';
import {
  acquiredProblem,
  averageProblem,
  bothProblem,
  bothTypesProblem,
  listProblem,
  productsProblem,
  sellingProblem,
} from './metric-questions.ts';
import { type Problem, refuse } from './problem.ts';
import { LABELS, said } from './said-metric.ts';

/** Settles `draft.metrics`; null where that worked. */
export function settleMetrics(draft: Draft, knowledge: Knowledge): Problem | null {
  shareAsRatio(draft, knowledge);
  buyersInPeriod(draft);
  return (
    defaultMetric(draft, knowledge) ??
    sellingProblem(draft) ??
    averageProblem(draft, knowledge) ??
    productsProblem(draft) ??
    acquiredProblem(draft) ??
    listProblem(draft) ??
    conflict(draft, knowledge) ??
    bothProblem(draft, knowledge) ??
    bothTypesProblem(draft) ??
    apartProblem(draft)
  );
}

/** “what share of customers ordered more than once”: the model has that part of all customers as a rate. */
function shareAsRatio(draft: Draft, knowledge: Knowledge): void {
  const [metric, more] = draft.metrics.filter(({ id }) => id !== CONVENTIONS.people);
  if (
    !draft.share ||
    draft.having.length > 0 ||
    !metric ||
    more ||
    draft.part.length + draft.where.length > 0
  )
    return;
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

function defaultMetric(draft: Draft, knowledge: Knowledge): Problem | null {
  if (draft.metrics.length > 0 || draft.rankedBySelling) return null;
  const id = conventional(draft) ?? ofList(draft, knowledge);
  if (id !== null) {
    draft.metrics = [said(id)];
    if (
      draft.ranking ||
      draft.listing ||
      draft.pick?.plural ||
      draft.changeCondition ||
      draft.verbs.includes('perform')
    )
      draft.notes.push(`You named no number, so I took ${labelOf(id, knowledge)}.`);
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

const labelOf = (id: string, knowledge: Knowledge): string =>
  (LABELS[id] ?? knowledge.metric(id)?.label ?? id).toLowerCase();

const isEmptyAsk = (draft: Draft): boolean =>
  draft.by.length === 0 &&
  draft.where.length === 0 &&
  draft.periods.length === 0 &&
  draft.grain === null &&
  draft.ranking === null;

/** “which categories are there”: all of them, with the number that says most about them. */
function ofList({ by, verbs, listing, pick, ranking, grain }: Draft, knowledge: Knowledge): string | null {
  const [dimension, more] = by;
  const lists = (listing || pick?.plural === true) && verbs.length === 0 && ranking === null;
  if (!lists || dimension === undefined || more !== undefined || grain !== null) return null;
  // Of customers there are too many to list, and their number may be meant.
  if (knowledge.vocabulary.isOpen(dimension)) return null;
  const sources = knowledge.vocabulary.sourcesOf(dimension);
  if (sources.includes('sales')) return CONVENTIONS.money;
  return sources.includes(CONVENTIONS.marketing) ? CONVENTIONS.marketing : null;
}

/** Thresholds on how much the number itself changed. */
const CHANGED: ReadonlySet<string> = new Set(['growth', 'difference', 'change']);

/** What is meant where no metric is named, or null where nobody can tell. */
function conventional(draft: Draft): string | null {
  const { verbs } = draft;
  const held = draft.having.find(({ metric }) => metric !== 'share' && !CHANGED.has(metric));
  if (held) return held.metric;
  if (draft.changeCondition && verbs.length === 0) return CONVENTIONS.money;
  if (verbs.includes('spent') || draft.marketing) return spentBy(draft);
  if (draft.money) return CONVENTIONS.money;
  if (draft.rankedByActivity) return CONVENTIONS.orders;
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
      ({ dimension }) =>
        dimension === 'gender' ||
        dimension === CONVENTIONS.customerType ||
        dimension === CONVENTIONS.customer,
    )
  )
    return CONVENTIONS.money;
  const channelOnly = draft.where.every((filter) => filter.dimension === 'channel');
  return draft.howMuch && channelOnly ? CONVENTIONS.marketing : null;
}

/** “total customers in May”: the list on file has no months, those who bought have. */
function buyersInPeriod(draft: Draft): void {
  const dated = draft.periods.length > 0 || draft.grain !== null;
  if (!dated || draft.metrics[0]?.id !== CONVENTIONS.peopleOnFile || draft.metrics.length > 1) return;
  draft.metrics = [said(CONVENTIONS.people)];
  draft.notes.push('Counted are the customers who bought in the period.');
}
