/** What a team lets its language model cost: in `tenants.settings`, under “model”. */
import { z } from 'zod';
import type { Queryable } from '../../db/db.ts';

const dollars = z.number().min(0).max(1_000_000).nullable();
const tokens = z.number().int().min(0).max(1e12).nullable();

/** Null: no cap. A person's day is their own, the team's month that of the workspace. */
export const budgetSettings = z.object({
  dollarsPerPersonDay: dollars,
  dollarsPerTeamMonth: dollars,
  tokensPerPersonDay: tokens,
  tokensPerTeamMonth: tokens,
});
export type BudgetSettings = z.infer<typeof budgetSettings>;

const NO_BUDGET: BudgetSettings = {
  dollarsPerPersonDay: null,
  dollarsPerTeamMonth: null,
  tokensPerPersonDay: null,
  tokensPerTeamMonth: null,
};

const stored = z
  .object({
    dollarsPerPersonDay: dollars.catch(null),
    dollarsPerTeamMonth: dollars.catch(null),
    tokensPerPersonDay: tokens.catch(null),
    tokensPerTeamMonth: tokens.catch(null),
  })
  .catch(NO_BUDGET);

/** The team's caps. */
export async function readBudget(db: Queryable, tenantId: string): Promise<BudgetSettings> {
  const { rows } = await db.query<{ model: unknown }>(
    `select settings -> 'model' as model from tenants where tenant_id = $1`,
    [tenantId],
  );
  return stored.parse({ ...NO_BUDGET, ...asObject(rows[0]?.model) });
}

/** Changes some of them; returns all. Waits for whoever changes them at the same moment. */
export async function writeBudget(
  tx: Queryable,
  tenantId: string,
  changes: Partial<BudgetSettings>,
): Promise<BudgetSettings> {
  await tx.query('select from tenants where tenant_id = $1 for update', [tenantId]);
  const budget = budgetSettings.parse({ ...(await readBudget(tx, tenantId)), ...changes });
  await tx.query(
    `update tenants set settings = settings
        || jsonb_build_object('model', coalesce(nullif(settings -> 'model', 'null'), '{}') || $2::jsonb) where tenant_id = $1`,
    [tenantId, JSON.stringify(budget)],
  );
  return budget;
}

const asObject = (value: unknown): object => (value !== null && typeof value === 'object' ? value : {});
