import type { Actor } from '../../tools/define-tool.ts';

/** A person's id that no person has. */
const NOBODY = '00000000-0000-0000-0000-000000000000';

/** On whose behalf a job reads that is nobody's: it may look, and change nothing. */
export function walkerActor(timezone: string): Actor {
  return { personId: NOBODY, name: 'Audience Walker', role: 'viewer', timezone };
}
