/** Stage 1: how many customers pass the gate, and who they are where they are few enough to be named. */
import type { SqlValue, TenantDb } from '../../db/db.ts';
import { type CompiledGate, compileGate } from '../audience/compile-gate.ts';
import type { Gate } from '../audience/gate.ts';
import type { Workspace } from '../workspace.ts';

/** Up to so many, every member is compared one by one. */
export const FEW = 10_000;

export interface Members {
  readonly count: number;
  /** Null where they are more than `FEW`. */
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
  const limits = { ...(signal ? { signal } : {}) };
  const first = await db.read<{ customer_id: string }>(`${text}\nlimit ${FEW + 1}`, values, limits);
  const found = { gate, sql: text, values };
  if (first.rowCount <= FEW)
    return { ...found, count: first.rowCount, ids: first.rows.map((row) => row.customer_id) };
  const { rows } = await db.read<{ count: number }>(
    `select count(*)::int as count from (${text}) as gate`,
    values,
    limits,
  );
  return { ...found, count: rows[0]?.count ?? 0, ids: null };
}
