/** Runs the tools of A/B tests as one person or another. */
import { randomUUID } from 'node:crypto';
import type { TenantDb } from '../../../db/db.ts';
import { experimentTools } from '../../../tools/experiments/index.ts';
import { readWorkspace } from '../../../tools/read-workspace.ts';
import { createRegistry } from '../../../tools/registry.ts';
import type { Role } from '../../../tools/roles.ts';
import { runTool } from '../../../tools/run-tool.ts';

const registry = createRegistry(experimentTools());

export const NOW = new Date('2026-03-18T12:00:00Z');

interface As {
  readonly role?: Role;
  readonly name?: string;
  /** Days after `NOW`. */
  readonly days?: number;
}

/** The result of a tool for somebody of a role, `days` later. */
export async function use(
  tenant: TenantDb,
  tool: string,
  args: object = {},
  { role = 'admin', name = 'Vera', days = 0 }: As = {},
) {
  const now = new Date(NOW.getTime() + days * 86_400_000);
  const personId = randomUUID();
  await tenant.write((tx) =>
    tx.query('insert into people (person_id, tenant_id, name, role) values ($1, $2, $3, $4)', [
      personId,
      tenant.tenantId,
      name,
      role,
    ]),
  );
  return runTool(
    registry,
    { tool, args: args as Record<string, unknown> },
    {
      db: tenant,
      workspace: await readWorkspace(tenant, now),
      actor: { personId, name, role, timezone: 'UTC' },
      origin: 'command',
      now: () => now,
      newId: randomUUID,
      progress: () => {},
      signal: new AbortController().signal,
    },
  );
}

/** What a card says, buttons by label. */
export async function say(tenant: TenantDb, tool: string, args: object = {}, as: As = {}) {
  const { card, outcome } = await use(tenant, tool, args, as);
  return {
    kind: outcome.kind,
    text: (card.text ?? []).join(' '),
    notes: (card.footnotes ?? []).map(({ text }) => text).join(' '),
    buttons: (card.buttons ?? []).map(({ label }) => label),
    card,
  };
}
