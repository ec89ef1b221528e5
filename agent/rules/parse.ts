/**
 * Items → draft, with coverage: at each place the clauses are tried in order, and an item that none of them
 * explains is reported. Nothing is ever skipped silently.
 */
import type { MetricQuery } from '../../tools/metrics/metric-query.ts';
import type { Clause, Reading } from './clause.ts';
import { averagePerClause } from './clauses/average-per.ts';
import { breakdownClause } from './clauses/breakdown.ts';
import { changeConditionClause } from './clauses/change-condition.ts';
import { dimensionClause } from './clauses/dimension.ts';
import { eitherOrClause } from './clauses/either-or.ts';
import { filterClause } from './clauses/filter.ts';
import { glueClause } from './clauses/glue.ts';
import { metricClause } from './clauses/metric.ts';
import { numberFilterClause } from './clauses/number-filter.ts';
import { periodClause } from './clauses/period.ts';
import { rankingClause } from './clauses/ranking.ts';
import { ratioClause } from './clauses/ratio.ts';
import { secondMeaningClause } from './clauses/second-meaning.ts';
import { shareClause } from './clauses/share.ts';
import { thresholdClause } from './clauses/threshold.ts';
import { togetherClause } from './clauses/together.ts';
import { transformClause } from './clauses/transform.ts';
import { verbClause } from './clauses/verb.ts';
import type { Clock } from './dates/calendar.ts';
import { emptyDraft } from './draft.ts';
import type { Item } from './item.ts';
import type { Knowledge } from './knowledge.ts';

/** The order matters: the more words a clause needs, the earlier it is asked. */
const CLAUSES: readonly Clause[] = [
  averagePerClause,
  secondMeaningClause,
  ratioClause,
  togetherClause,
  eitherOrClause,
  changeConditionClause,
  numberFilterClause,
  thresholdClause,
  periodClause,
  shareClause,
  rankingClause,
  breakdownClause,
  filterClause,
  dimensionClause,
  metricClause,
  transformClause,
  verbClause,
  glueClause,
];

export interface Parsed extends Reading {
  /** What no clause could explain, in order. */
  readonly unexplained: readonly Item[];
}

export function parse(
  items: readonly Item[],
  knowledge: Knowledge,
  clock: Clock,
  thread: MetricQuery | null = null,
): Parsed {
  const reading: Reading = {
    items,
    knowledge,
    clock,
    thread,
    draft: emptyDraft(),
    choices: [],
    refusals: [],
  };
  const unexplained: Item[] = [];
  for (let at = 0; at < items.length; ) {
    const taken = firstMatch(reading, at);
    if (taken === 0) {
      const item = items[at];
      if (item) unexplained.push(item);
      at++;
    } else at += taken;
  }
  return { ...reading, unexplained };
}

function firstMatch(reading: Reading, at: number): number {
  for (const clause of CLAUSES) {
    const taken = clause(reading, at);
    if (taken > 0) return taken;
  }
  return 0;
}
