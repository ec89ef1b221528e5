/** Counting the rows of an answer: "how many categories have revenue over 100,000", "how many months grew". */
import type { MetricQuery } from './metric-query.ts';
import type { Dimension } from './model.ts';
import { countedThings, type Plan } from './plan.ts';
import { Refusal } from './refusal.ts';

/** A count has no order and no limit. */
export function withCount(query: MetricQuery): MetricQuery {
  if (!query.count) return query;
  const { order: _, limit: __, ...rest } = query;
  return rest;
}

/** Throws `Refusal` where there is not one list of things to count. */
export function checkCount(query: MetricQuery, by: readonly Dimension[]): void {
  if (!query.count) return;
  if (by.length + (query.grain ? 1 : 0) !== 1)
    throw new Refusal(
      'I can count along one thing at a time: how many categories, how many locations, or how many months.',
    );
  const changes = query.having.some(({ metric }) => CHANGES.has(metric));
  if (query.compareTo && !(changes && query.compareTo.kind !== 'values'))
    throw new Refusal('Two counts cannot be held side by side. Ask for one of them at a time.');
}

const CHANGES: ReadonlySet<string> = new Set(['growth', 'difference', 'change']);

/** What is not among the rows that a condition keeps: whoever did nothing at all, and what grew from nothing. */
export function conditionNotes({ query, by }: Pick<Plan, 'query' | 'by'>): readonly string[] {
  const notes: string[] = [];
  if (query.having.some(({ metric }) => metric === 'growth' || metric === 'change'))
    notes.push('What was zero before has no growth in per cent, so it is left out.');
  const low = query.having.some(
    ({ metric, op, value }) => !MADE.has(metric) && (op.startsWith('<') || (op !== '>' && value <= 0)),
  );
  if (low && by.length === 1 && !query.grain)
    notes.push(`Only ${countedThings({ query, by })} with anything recorded in the period are looked at.`);
  return notes;
}

const MADE: ReadonlySet<string> = new Set([...CHANGES, 'share']);
