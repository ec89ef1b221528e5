import type { AnyTool } from '../define-tool.ts';
import { erasePerson } from './erase-person.ts';
import { exportPerson } from './export-person.ts';
import { showPerson } from './show-person.ts';

export { readLastErasure } from './last-erasure.ts';
export { type Returned, removeReturned } from './remove-returned.ts';

/** The tools with which a team answers people who ask for their data, or to be forgotten. */
export function privacyTools(): AnyTool[] {
  return [showPerson, exportPerson, erasePerson];
}
