/** Answers that the team has verified. */
import type { AnyTool } from '../define-tool.ts';
import { readTools } from './read-tools.ts';
import { saveVerifiedAnswer } from './save-tool.ts';
import type { VerifiedServices } from './services.ts';

export { mayBeVerified, whyGone } from './may-verify.ts';
export { readVerified, type VerifiedAnswer } from './stored.ts';
export { verifiedBy } from './words.ts';

export function verifiedTools(services: VerifiedServices): readonly AnyTool[] {
  return [saveVerifiedAnswer(services), ...readTools(services)];
}
