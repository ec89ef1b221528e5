/** Questions about numbers, one class for each shape of answer. */
import { breakdowns } from './breakdowns.ts';
import { changes } from './changes.ts';
import { comparisons } from './comparisons.ts';
import { counts } from './counts.ts';
import { filters } from './filters.ts';
import { rankings } from './rankings.ts';
import { series } from './series.ts';
import { shares } from './shares.ts';
import { thresholds } from './thresholds.ts';
import { trends } from './trends.ts';
import { values } from './values.ts';

export const metricClasses = {
  values,
  trends,
  breakdowns,
  rankings,
  comparisons,
  shares,
  series,
  thresholds,
  counts,
  changes,
  filters,
};
