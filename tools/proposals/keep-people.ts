import type { Transaction } from '../../db/db.ts';
import { compileGate } from '../audience/compile-gate.ts';
import { gate } from '../audience/gate.ts';
import type { Workspace } from '../workspace.ts';
import type { StoredSuggestion } from './stored.ts';

/**
 * Takes down whom a decided suggestion was about, where its actions say so by a condition: whoever is scored later must be
 * those people and not whoever fits the condition then.
 */
export async function keepPeople(
  tx: Transaction,
  workspace: Workspace,
  { id, actions }: StoredSuggestion,
): Promise<void> {
  const conditions = actions
    .flatMap(({ call, before = [] }) => [call, ...before])
    .flatMap(({ tool, args }) => (tool === 'save_segment' ? [gate.safeParse(args.gate)] : []));
  const condition = conditions.find(({ success }) => success)?.data;
  if (!condition) return;
  const { text, values } = compileGate(condition, { tenantId: workspace.tenantId, workspace });
  const at = values.length;
  await tx.query(
    `insert into suggestion_people (tenant_id, suggestion_id, customer_id)
     select $${at + 1}, $${at + 2}, customer_id from (${text}) people on conflict do nothing`,
    [...values, workspace.tenantId, id],
  );
}
