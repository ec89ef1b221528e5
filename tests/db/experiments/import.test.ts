import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Db, TenantDb } from '../../../db/db.ts';
import { importResults } from '../../../tools/experiments/index.ts';
import { createTenant, openTestDb } from '../harness.ts';
import { NOW, say } from './use.ts';

const HILLSTROM = resolve(import.meta.dirname, '../../../../shared/datasets/hillstrom/hillstrom.csv');

let db: Db;
let tenant: TenantDb;
let folder: string;
beforeAll(async () => {
  db = await openTestDb();
  tenant = db.tenant((await createTenant(db)).tenantId);
  folder = await mkdtemp(join(tmpdir(), 'walker-results-'));
}, 60_000);
afterAll(async () => {
  await db.close();
  await rm(folder, { recursive: true, force: true });
});

const bring = (path: string, test: string, more: object = {}) =>
  importResults({
    db,
    tenantId: tenant.tenantId,
    path,
    test,
    rejectsDir: join(folder, 'rejects'),
    now: () => NOW,
    newId: randomUUID,
    ...more,
  });

async function fileOf(lines: readonly string[]): Promise<string> {
  const path = join(folder, `${randomUUID()}.csv`);
  await writeFile(path, lines.join('\n'));
  return path;
}

describe('a file with a line per event', () => {
  const lines = [
    'User ID;Variant;Event Type;Timestamp;Revenue',
    'a;Control;sent;2026-03-01 09:00;',
    'a;Control;clicked;2026-03-01 10:00;',
    'b;Green;sent;2026-03-01 09:00;',
    'b;Green;clicked;2026-03-01 11:00;',
    'b;Green;clicked;2026-03-02 11:00;',
    'b;Green;purchase;2026-03-02 12:00;12,50',
    'c;Green;sent;2026-03-01 09:00;',
    'c;;sent;2026-03-01 09:00;',
    ';Green;sent;2026-03-01 09:00;',
    'd;Green;sent;one day;',
  ];

  it('makes the test, counts what it cannot read, and changes nothing the second time', async () => {
    const path = await fileOf(lines);
    const first = await bring(path, 'Button colour');
    expect(first).toMatchObject({ made: true, added: 7, same: 0, rejected: 3 });
    const rejects = await readFile(first.rejectsPath ?? '', 'utf8');
    expect(rejects).toContain('9,Variant,the variation is missing');
    expect(rejects).toContain('10,User ID,the customer is missing');
    expect(rejects).toContain('11,Timestamp,“one day” is no date');
    expect(await bring(path, 'button colour')).toMatchObject({ made: false, added: 0, same: 7 });
    const { card } = await say(tenant, 'show_ab_test', { test: 'button colour', metric: 'click_rate' });
    // Two clicks of one person are one person who clicked.
    expect(card.table?.rows.map(({ name, people, value }) => [name, people, value])).toEqual([
      ['Control', 1, 1],
      ['Green', 2, 0.5],
    ]);
    const spend = await say(tenant, 'show_ab_test', { test: 'button colour', metric: 'mean_value' });
    expect(spend.card.table?.rows.map(({ value }) => value)).toEqual([0, 6.25]);
  });

  it('refuses a variation that the test does not have, line by line', async () => {
    const report = await bring(
      await fileOf(['user,variant,event,time', 'x,Red,sent,2026-03-01', 'y,green,sent,2026-03-02']),
      'Button colour',
    );
    expect(report).toMatchObject({ added: 1, rejected: 1 });
    expect(await readFile(report.rejectsPath ?? '', 'utf8')).toContain(
      '“Button colour” has no variation “Red”; it has Control, Green',
    );
  });

  it('says which column is missing', async () => {
    const none = await fileOf(['user,event,time', 'x,sent,2026-03-01']);
    await expect(bring(none, 'T')).rejects.toThrow(/no column that says which variation/);
    const no = await fileOf(['user,variant,event', 'x,A,sent', 'y,B,sent']);
    await expect(bring(no, 'T')).rejects.toThrow(/no column with the time/);
    const nothing = await fileOf(['user,variant,colour', 'x,A,red', 'y,B,blue']);
    await expect(bring(nothing, 'T')).rejects.toThrow(/does not say what people did/);
    const one = await fileOf(['user,variant,visit', 'x,A,1', 'y,A,0']);
    await expect(bring(one, 'T')).rejects.toThrow(/has 1 different variations/);
  });
});

describe.skipIf(!existsSync(HILLSTROM))(
  'Hillstrom’s e-mail test (skipped without ../shared/datasets)',
  () => {
    it('comes out as published: three arms of 64,000 people, and men’s merchandise wins', async () => {
      const report = await bring(HILLSTROM, 'Hillstrom', { metric: 'visit_rate' });
      // 64,000 people, 9,394 visits, 578 conversions and 578 amounts.
      expect(report).toMatchObject({ made: true, added: 64_000 + 9394 + 578 + 578, rejected: 0 });
      const shown = await say(tenant, 'show_ab_test', { test: 'hillstrom' });
      expect(shown.card.table?.rows.map(({ name, people, value }) => [name, people, value])).toEqual([
        ['No E-Mail (control)', 21_306, 2262 / 21_306],
        ['Mens E-Mail (winner)', 21_307, 3894 / 21_307],
        ['Womens E-Mail', 21_387, 3238 / 21_387],
      ]);
      expect(shown.notes).toContain('Split as planned? Yes (p 0.90)');
      for (const [metric, sentence] of [
        ['visit_rate', /^Mens E-Mail wins: 18\.3% visit instead of 10\.6%/],
        ['conversion_rate', /^Mens E-Mail wins: 1\.3% convert instead of 0\.57%/],
        ['mean_value', /^Mens E-Mail wins: \$1\.42 value per person instead of \$0\.65/],
      ] as const)
        expect((await say(tenant, 'show_ab_test', { test: 'hillstrom', metric })).text).toMatch(sentence);
      // Everybody has bought something before that says nothing about the test: adjusted by it, the figures stay.
      await tenant.write((tx) =>
        tx.query(
          `insert into fct_sales (tenant_id, line_key, transaction_id, customer_id, transaction_date, quantity, unit_price, gross_amount, total_amount)
           select $1, gen_random_uuid(), 't' || line, 'line ' || line, $2::date - 30, 1, line % 97, line % 97, line % 97
             from generate_series(1, 64001) line`,
          [tenant.tenantId, NOW],
        ),
      );
      const adjusted = await say(tenant, 'show_ab_test', { test: 'hillstrom', metric: 'mean_value' });
      expect(adjusted.text).toMatch(/^Mens E-Mail wins: \$1\.42 value per person instead of \$0\.65/);
      expect(adjusted.notes).toContain('(CUPED), which takes 0.0% of the variance away');
      const again = await bring(HILLSTROM, 'Hillstrom');
      expect(again).toMatchObject({ made: false, added: 0 });
    }, 120_000);
  },
);
