import type { HandlerDeps } from './deps.ts';
import { accountOf } from './identify.ts';
import type { Sender, SurfaceName } from './surface.ts';

/** Names one conversation in the whole house. */
export interface ThreadKey {
  readonly tenantId: string;
  readonly surface: SurfaceName;
  readonly account: string;
  readonly thread: string;
}

export function threadKey(
  deps: Pick<HandlerDeps, 'homeWorkspace'>,
  tenantId: string,
  sender: Sender,
  thread: string,
): ThreadKey {
  return { tenantId, surface: sender.surface, account: accountOf(deps, sender), thread };
}
