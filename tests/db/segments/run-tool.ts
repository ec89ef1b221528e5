/** Runs the tools of segments as one person or another. */
import { randomUUID } from 'node:crypto';
import type { TenantDb } from '../../../db/db.ts';
import { createRegistry } from '../../../tools/registry.ts';
import type { Role } from '../../../tools/roles.ts';
import { runTool } from '../../../tools/run-tool.ts';
import { segmentTools } from '../../../tools/segments/index.ts';
import { runContext } from './demo-workspace.ts';

const registry = createRegistry(segmentTools(async () => ({ kind: 'empty', because: 'Nobody likes it.' })));

/** The result of a tool for somebody of a role, `days` after the demo was loaded. */
export async function use(
  tenant: TenantDb,
  tool: string,
  args: object = {},
  role: Role = 'analyst',
  days = 0,
) {
  const { workspace, now } = await runContext(tenant, days);
  const personId = randomUUID();
  await tenant.write((tx) =>
    tx.query('insert into people (person_id, tenant_id, name, role) values ($1, $2, $3, $4)', [
      personId,
      tenant.tenantId,
      'Vera',
      role,
    ]),
  );
  return runTool(
    registry,
    { tool, args: args as Record<string, unknown> },
    {
      db: tenant,
      workspace,
      actor: { personId, name: 'Vera', role, timezone: 'UTC' },
      origin: 'command',
      now,
      newId: randomUUID,
      progress: () => {},
      signal: new AbortController().signal,
    },
  );
}
