import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { z } from 'zod';
import type { Db, TenantDb } from '../../../db/db.ts';
import { type AnyTool, defineTool, type ToolContext } from '../../../tools/define-tool.ts';
import { readWorkspace } from '../../../tools/read-workspace.ts';
import { createRegistry } from '../../../tools/registry.ts';
import { runTool } from '../../../tools/run-tool.ts';
import { createTenant, openTestDb } from '../harness.ts';

let db: Db;
let tenant: TenantDb;
beforeAll(async () => {
  db = await openTestDb();
});
afterAll(() => db.close());
beforeEach(async () => {
  tenant = db.tenant((await createTenant(db)).tenantId);
});

/** A write that leaves a coupon for each of `months`, in a transaction each, and then ends as told. */
function couponTool(months: readonly number[], end: () => ReturnType<AnyTool['run']>): AnyTool {
  return defineTool({
    name: 'coupon',
    title: 'Coupon',
    description: 'Makes coupons, for a test.',
    effect: 'write',
    role: 'viewer',
    input: z.object({ code: z.string() }),
    output: z.object({}),
    run: async ({ code }, context) => {
      for (const month of months)
        await context.db.write((tx) =>
          tx.query(
            `insert into coupons (tenant_id, month, category, coupon_code, discount_pct) values ($1, $2, 'Socks', $3, 10)`,
            [context.db.tenantId, month, code],
          ),
        );
      return end();
    },
    card: () => ({ tone: 'notice', title: 'Done' }),
    summary: () => 'Done.',
  });
}

async function runIt(tool: AnyTool, on: TenantDb = tenant, by?: string) {
  const context: ToolContext = {
    db: on,
    workspace: await readWorkspace(tenant, new Date()),
    actor: { personId: by ?? (await person()), name: 'Ann', role: 'viewer', timezone: 'UTC' },
    origin: 'command',
    now: () => new Date(),
    newId: randomUUID,
    progress: () => {},
    signal: new AbortController().signal,
  };
  return runTool(createRegistry([tool]), { tool: 'coupon', args: { code: 'SALE10' } }, context);
}

async function person(): Promise<string> {
  const id = randomUUID();
  await db.query(`insert into people (person_id, tenant_id, name, role) values ($1, $2, 'Ann', 'viewer')`, [
    id,
    tenant.tenantId,
  ]);
  return id;
}

const outcomes = async () =>
  (
    await tenant.read<{ outcome: string }>(
      'select outcome from audit_log where tenant_id = $1 order by audit_id',
      [tenant.tenantId],
    )
  ).rows.map(({ outcome }) => outcome);
const coupons = async () =>
  (await tenant.read('select 1 from coupons where tenant_id = $1', [tenant.tenantId])).rows.length;
const ok = async () => ({ kind: 'ok' as const, data: {} });

it('leaves one row for a write, however many transactions it took', async () => {
  await runIt(couponTool([1, 2, 3], ok));
  expect(await outcomes()).toEqual(['ok']);
});

it('leaves a row for a write that changed nothing', async () => {
  await runIt(couponTool([], ok));
  expect(await outcomes()).toEqual(['ok']);
});

it('never lets the effect stand without its row: they are one transaction', async () => {
  // The database goes away right after the effect: whatever would be written separately is lost.
  let gone = false;
  const dying: TenantDb = {
    ...tenant,
    write: async (work) => {
      if (gone) throw new Error('the connection was lost');
      const result = await tenant.write(work);
      gone = true;
      return result;
    },
  };
  await expect(runIt(couponTool([1, 2], ok), dying)).rejects.toThrow('the connection was lost');
  expect(await coupons()).toBe(1);
  expect(await outcomes()).toEqual(['ok']);
});

it('never leaves a row that says “ok” for an effect that was rolled back', async () => {
  // The second insert of the same month violates the key.
  await expect(runIt(couponTool([1], () => Promise.reject(new Error('late'))))).rejects.toThrow('late');
  expect(await outcomes()).toEqual(['ok', 'failed']);
  await expect(runIt(couponTool([1], ok))).rejects.toThrow();
  expect(await outcomes()).toEqual(['ok', 'failed', 'failed']);
  expect(await coupons()).toBe(1);
});

it('keeps a row for what a job was refused, though a job is no person', async () => {
  const tool = { ...couponTool([1], ok), role: 'admin' as const };
  await expect(runIt(tool, tenant, '00000000-0000-0000-0000-000000000000')).rejects.toThrow(/needs the role/);
  expect(await outcomes()).toEqual(['forbidden']);
});

it('says how a write ended that did nothing', async () => {
  await runIt(couponTool([], async () => ({ kind: 'refused', because: 'No.', suggestions: [] })));
  expect(await outcomes()).toEqual(['refused']);
});
