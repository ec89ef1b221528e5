/** How many people pass gates, each by itself and all together, in one statement. */
import type { TenantDb } from '../../db/db.ts';
import { startCompiling } from '../audience/compile-gate.ts';
import type { Gate } from '../audience/gate.ts';
import { parametersFrom } from '../audience/parameters.ts';
import type { Workspace } from '../workspace.ts';

export interface PeopleCounts {
  /** By gate, in the order given. */
  readonly each: readonly number[];
  /** Who passes all of them. */
  readonly inAll: number;
}

/** Counts them. */
export async function countPeople(
  gates: readonly Gate[],
  db: TenantDb,
  workspace: Workspace,
  signal: AbortSignal,
): Promise<PeopleCounts> {
  const parameters = parametersFrom(1);
  const compiling = startCompiling({ tenantId: db.tenantId, workspace }, parameters);
  const passing = gates.map(compiling.condition);
  const counts = passing.map((condition, at) => `count(*) filter (where ${condition})::int as group_${at}`);
  const found = await db.read<Record<string, number>>(
    `select ${counts.join(',\n  ')},\n  count(*) filter (where ${passing.join('\n  and ')})::int as in_all\n${compiling.from(gates)}`,
    parameters.values,
    { signal },
  );
  const [row = {}] = found.rows;
  return { each: gates.map((_, at) => row[`group_${at}`] ?? 0), inAll: row.in_all ?? 0 };
}
