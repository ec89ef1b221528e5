/** The tools of this room. */
import type { AnyTool } from '../define-tool.ts';
import { breakDown } from './break-down.ts';
import { capabilities } from './capabilities.ts';
import { dataFreshness } from './data-freshness.ts';
import { defineTerm } from './define-term.ts';
import { exportCsv } from './export-csv.ts';
import type { SemanticModel } from './model.ts';
import { showQuery } from './show-query.ts';
import { sqlAnalytics } from './tool.ts';

/** Every tool over the semantic model. */
export function metricTools(model: SemanticModel): readonly AnyTool[] {
  return [
    sqlAnalytics(model),
    showQuery(model),
    breakDown(model),
    exportCsv(model),
    defineTerm(model),
    capabilities(model),
    dataFreshness(model),
  ];
}
