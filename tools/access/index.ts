/** Tokens by which programs read on somebody's behalf. */
import type { AnyTool } from '../define-tool.ts';
import { newAccessToken } from './token.ts';
import { accessTools as toolsWith } from './tools.ts';

export { hashOfToken } from './token.ts';

export function accessTools(newToken: () => string = newAccessToken): readonly AnyTool[] {
  return toolsWith(newToken);
}
