/** The tools of A/B tests. */
import type { AnyTool } from '../define-tool.ts';
import { applyTestWinner, undoApplyWinner } from './apply-tools.ts';
import { assignNextPeople } from './assign-tool.ts';
import { createAbTest } from './create-tool.ts';
import { startAbTest, stopAbTest } from './lifecycle-tools.ts';
import { abTests } from './list-tool.ts';
import { showAbTest } from './show-tool.ts';
import { downloadTestSplit } from './split-tool.ts';

export { importResults, type ResultsReport } from './import/import-results.ts';
export { PRIMARY_METRICS } from './metrics.ts';

export function experimentTools(): readonly AnyTool[] {
  return [
    abTests,
    showAbTest,
    createAbTest,
    startAbTest,
    stopAbTest,
    applyTestWinner,
    undoApplyWinner,
    downloadTestSplit,
    assignNextPeople,
  ];
}
