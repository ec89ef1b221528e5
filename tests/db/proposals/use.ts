/** Runs the tools of proposals as one person or another, on proposals made up for the test. */
import { randomUUID } from 'node:crypto';
import type { TenantDb } from '../../../db/db.ts';
import { seededRandom } from '../../../statistics/seeded-random.ts';
import { buildRegistry } from '../../../tools/all-tools.ts';
import type { ToolContext } from '../../../tools/define-tool.ts';
import { loadModel } from '../../../tools/metrics/load-model.ts';
import type { Proposal, Propose } from '../../../tools/proposal.ts';
import { type ProposalDeps, proposeToday } from '../../../tools/proposals/propose-today.ts';
import { readWorkspace } from '../../../tools/read-workspace.ts';
import type { Role } from '../../../tools/roles.ts';
import { runTool } from '../../../tools/run-tool.ts';
import { localDiscovery } from '../../doubles/local-discovery.ts';

export const NOW = new Date('2026-03-18T12:00:00Z');
export const daysLater = (days: number): Date => new Date(NOW.getTime() + days * 86_400_000);

const registry = buildRegistry(loadModel(), { discovery: localDiscovery(), briefSurfaces: new Set() });

/** A proposal to save a segment and test on it. */
export function proposalOf(fields: Partial<Proposal> = {}): Proposal {
  const name = fields.subject ?? 'segment:1';
  return {
    type: 'segment_opportunity',
    subject: 'segment:1',
    title: `Something about ${name}`,
    description: 'There is something to be done.',
    impact: { potential_revenue: 1000, conversion_probability: 0.1 },
    value: { expected: 1000, low: 500, high: 1600 },
    people: 40,
    confidence: 0.8,
    reasons: ['First reason.', 'Second reason.', 'Third reason.'],
    severity: 10,
    coolDownDays: 14,
    urgent: false,
    detail: {
      key: 'segment',
      fields: { segment_id: '1', name, size: 40, characteristics: {} },
    },
    actions: [
      {
        action_type: 'create_ab_test',
        fields: { test_name: `Test ${name}`, variations: [{ name: 'Control' }, { name: 'B' }] },
        label: 'Draft the test',
        call: {
          tool: 'create_ab_test',
          args: {
            name: `Test ${name}`,
            variations: [
              { name: 'Control', content: 'Hello' },
              { name: 'B', content: 'Hi' },
            ],
            days: 14,
          },
        },
      },
    ],
    prediction: {
      measure: 'revenue',
      value: { expected: 1000, low: 500, high: 1600 },
      horizonDays: 30,
      about: {},
    },
    ...fields,
  };
}

export const proposing = (name: string, ...proposals: Proposal[]): Propose => ({
  name,
  run: async () => proposals,
});

/** What a morning makes of these contributions, `days` after `NOW`. */
export async function morning(
  tenant: TenantDb,
  days: number,
  proposers: readonly Propose[],
  { since, ...deps }: Partial<ProposalDeps> & { readonly since?: Date } = {},
) {
  const now = daysLater(days);
  return proposeToday(
    { proposers, address: 'https://walker.example', newId: randomUUID, ...deps },
    {
      db: tenant,
      workspace: await readWorkspace(tenant, now),
      now,
      random: seededRandom(1),
      signal: new AbortController().signal,
    },
    since ? { since } : {},
  );
}

export async function contextOf(
  tenant: TenantDb,
  { role = 'approver', name = 'Vera', days = 0 }: { role?: Role; name?: string; days?: number } = {},
): Promise<ToolContext> {
  const personId = randomUUID();
  await tenant.write((tx) =>
    tx.query('insert into people (person_id, tenant_id, name, role) values ($1, $2, $3, $4)', [
      personId,
      tenant.tenantId,
      name,
      role,
    ]),
  );
  const now = daysLater(days);
  return {
    db: tenant,
    workspace: await readWorkspace(tenant, now),
    actor: { personId, name, role, timezone: 'UTC' },
    origin: 'button',
    now: () => now,
    newId: randomUUID,
    progress: () => {},
    signal: new AbortController().signal,
  };
}

/** The result of a tool for somebody. */
export async function use(
  tenant: TenantDb,
  tool: string,
  args: Record<string, unknown> = {},
  as: Parameters<typeof contextOf>[1] = {},
) {
  return runTool(registry, { tool, args }, await contextOf(tenant, as));
}
