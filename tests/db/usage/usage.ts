/** People of a team, and what they are made to have used. */
import { randomUUID } from 'node:crypto';
import type { Db, TenantDb } from '../../../db/db.ts';
import type { Actor, ToolContext } from '../../../tools/define-tool.ts';
import { type ModelUse, recordModelUse } from '../../../tools/model-usage.ts';
import { readWorkspace } from '../../../tools/read-workspace.ts';
import type { Role } from '../../../tools/roles.ts';
import { type HeldQuestion, holdBudget } from '../../../tools/usage/hold-budget.ts';
import { createTenant } from '../harness.ts';

/** Saturday, 21 November 2026, 00:30 in Berlin: still Friday in UTC. */
export const NOW = new Date('2026-11-20T23:30:00Z');

export async function createTeam(db: Db): Promise<TenantDb> {
  return db.tenant((await createTenant(db, { timezone: 'UTC' })).tenantId);
}

export async function addPerson(team: TenantDb, name: string, role: Role): Promise<Actor> {
  const personId = randomUUID();
  await team.write((tx) =>
    tx.query('insert into people (person_id, tenant_id, name, role) values ($1, $2, $3, $4)', [
      personId,
      team.tenantId,
      name,
      role,
    ]),
  );
  return { personId, name, role, timezone: 'Europe/Berlin' };
}

export async function contextFor(team: TenantDb, actor: Actor, now = NOW): Promise<ToolContext> {
  return {
    db: team,
    workspace: await readWorkspace(team, now),
    actor,
    origin: 'command',
    now: () => now,
    newId: randomUUID,
    progress: () => undefined,
    signal: new AbortController().signal,
  };
}

/** A question that goes to a model: `ask` tells whether it may go on, having taken so much. */
export function question(context: ToolContext, fields: Partial<HeldQuestion> = {}) {
  const traceId = randomUUID();
  const most = { dollars: 0.4, tokens: 40_000 };
  const held = holdBudget(context, { traceId, most, seconds: 60, ...fields });
  return { traceId, ask: (taken = { dollars: 0, tokens: 0 }) => held(taken) };
}

/** One call of a model with a round prompt. */
export function use(by: Actor | null, at: string, fields: Partial<ModelUse> = {}): ModelUse {
  return {
    personId: by?.personId ?? null,
    role: 'strong',
    model: 'gpt-x',
    promptTokens: 1_000,
    completionTokens: 100,
    costUsd: 0.25,
    ms: 800.4,
    outcome: 'ok',
    at: new Date(at),
    ...fields,
  };
}

export async function record(team: TenantDb, uses: readonly ModelUse[]): Promise<void> {
  await team.write((tx) => recordModelUse(tx, team.tenantId, uses));
}
