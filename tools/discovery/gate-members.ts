/** Stage 1: how many customers pass the gate, and who they are where they are few enough to be named. */
import type { SqlValue, TenantDb } from '../../db/db.ts';
import { type CompiledGate, compileGate } from '../audience/compile-gate.ts';
import type { Gate } from '../audience/gate.ts';
import type { Parameters } from '../audience/parameters.ts';
import type { Workspace } from '../workspace.ts';

/** Up to so many are named, and the statements after take the names: a gate over the facts runs once. */
const NAMED = 200_000;

export interface Members {
  readonly count: number;
  /** Null where they are more than are named. */
  readonly ids: readonly string[] | null;
  readonly gate: Gate;
  readonly sql: string;
  readonly values: readonly SqlValue[];
}

/** Runs the gate. Throws a `UserError` for a gate that the data cannot answer. */
export async function gateMembers(
  gate: Gate,
  db: TenantDb,
  workspace: Workspace,
  signal?: AbortSignal,
): Promise<Members> {
  const { text, values }: CompiledGate = compileGate(gate, { tenantId: db.tenantId, workspace });
  const { rows } = await db.read<{ count: number; ids: string[] | null }>(
    `select count(*)::int as count, case when count(*) <= ${NAMED} then array_agg(customer_id) end as ids
       from (${text}) as gate`,
    values,
    signal ? { signal } : {},
  );
  const { count = 0, ids = null } = rows[0] ?? {};
  return { gate, sql: text, values, count, ids: count === 0 ? [] : ids };
}

/** A select of the members' `customer_id`, for another statement: by name, else by the gate. */
export function membersSql({ gate, ids }: Members, workspace: Workspace, parameters: Parameters): string {
  if (ids) return `  select unnest(${parameters.add([...ids], 'text[]')}) as customer_id`;
  const scope = { tenantId: workspace.tenantId, workspace };
  const compiled = compileGate(gate, scope, parameters.values.length + 1);
  parameters.values.push(...compiled.values);
  return compiled.text;
}
