import { loadChecks } from '../../db/quality/load-checks.ts';
import type { AnyTool } from '../define-tool.ts';
import { dataQuality } from './tool.ts';

/** The tools of this room, over the checks of `db/quality/checks.yml`. Throws `ChecksError` where that file is wrong. */
export function qualityTools(): AnyTool[] {
  return [dataQuality(loadChecks())];
}
