import type { Gate } from '../audience/gate.ts';
import type { Outcome, ToolContext } from '../define-tool.ts';
import { discover } from './discover.ts';
import type { Discovered } from './discovered.ts';
import type { DiscoveryServices } from './services.ts';

/** Who of a gate's customers likes something, for other rooms: the same people that the list of them shows. */
export const interestedBy =
  (services: DiscoveryServices) =>
  (gate: Gate, interest: string, context: ToolContext): Promise<Outcome<Discovered>> =>
    discover({ gate, interest, limit: 1, contacts: false }, services, context);
