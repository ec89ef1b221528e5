import { rmSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Db } from '../../../db/db.ts';
import type { ImportOptions } from '../../../db/import/index.ts';
import { createTenant, openTestDb } from '../harness.ts';
import { importForTest, importText, temporaryDirectory } from './import-for-test.ts';

const HEADER = 'order id,date,customer id,sku,product name,category,qty,price,coupon status,note';
const COUPONS = 'month,product category,coupon code,discount pct\n1,Tea,TEA10,10\n1,Jam,JAM20,20\n';

describe('a file that is read in a thread', () => {
  let db: Db;
  beforeAll(async () => {
    db = await openTestDb();
  });
  afterAll(() => db.close());

  const inThread = (yes: boolean): Partial<ImportOptions> => ({ readInThread: () => yes });

  /** Everything an import of sales left behind, but for whose it is. */
  const stored = async (tenantId: string) => {
    const tables = {
      fct_sales: 'line_key',
      dim_customer: 'customer_id',
      dim_products: 'product_sku',
    };
    const rows = Object.entries(tables).map(([table, key]) =>
      db.query(
        `select to_jsonb(t) - 'tenant_id' - 'import_id' as row from ${table} t where tenant_id = $1 order by ${key}`,
        [tenantId],
      ),
    );
    return (await Promise.all(rows)).map((found) => found.rows);
  };

  /** Imports a text for a workspace of its own that has coupons; what came of it. */
  const imported = async (text: string, aThread: boolean) => {
    const { tenantId } = await createTenant(db);
    await importText(db, tenantId, COUPONS);
    const { rows, rejectsPath } = await importText(db, tenantId, text, inThread(aThread));
    const rejects = rejectsPath === null ? '' : await readFile(rejectsPath, 'utf8');
    const sum = await db.query(
      `select file_sha256 from imports where tenant_id = $1 and dataset = 'sales' and state = 'done'`,
      [tenantId],
    );
    return { rows, rejects, sum: sum.rows, stored: await stored(tenantId) };
  };

  const line = fc.record({
    order: fc.constantFrom('1', '1.0', '2', '3', 'C4', ''),
    date: fc.constantFrom('2024-01-05', '2024-01-06'),
    customer: fc.constantFrom('ann', 'bob', '7', '7.0', ''),
    sku: fc.constantFrom('P1', 'P2', ''),
    name: fc.constantFrom('Tea', 'Jam', ''),
    category: fc.constantFrom('Tea', 'Jam'),
    quantity: fc.constantFrom('1', '2'),
    price: fc.constantFrom('4.5', '-1'),
    coupon: fc.constantFrom('Used', 'Used', ''),
    note: fc.constantFrom('', 'two\nlines'),
  });
  /** How a line is written: plainly, in quotes, with blanks, or with a fault of its own. */
  const STYLES: readonly ((fields: readonly string[]) => string)[] = [
    (fields) => fields.map((field) => (field.includes('\n') ? `"${field}"` : field)).join(','),
    (fields) => fields.map((field) => `"${field}"`).join(','),
    (fields) => fields.map((field) => `" ${field} "`).join(','),
    (fields) => ['1', '', ...fields.slice(2, -1), ''].join(','),
    (fields) => `${fields[0]},"never closed" really`,
  ];
  /** Few lines, each several times: twins, products that change their category, faults in between. */
  const files = fc
    .array(line, { minLength: 3, maxLength: 8 })
    .chain((lines) =>
      fc.array(fc.tuple(fc.constantFrom(...lines), fc.constantFrom(...STYLES)), {
        minLength: 5,
        maxLength: 60,
      }),
    )
    .map((written) => {
      const lines = written.map(([fields, style]) => style(Object.values(fields)));
      return `${HEADER}\n0,2024-01-05,zoe,P0,Pan,Pans,1,1,,\n${lines.join('\n')}\n`;
    });

  it('comes to the same lines, customers, products and rejects as without', async () => {
    await fc.assert(
      fc.asyncProperty(files, async (text) => {
        expect(await imported(text, true)).toEqual(await imported(text, false));
      }),
      { numRuns: 10 },
    );
  }, 60_000);

  const LINES = 12_000;
  /** Several blocks long. */
  const long = `${HEADER}\n${Array.from(
    { length: LINES },
    (_, i) =>
      `${i >> 1},2024-01-${String(1 + (i % 28)).padStart(2, '0')},c${i % 700},P${i % 50},Tea ${i % 50},Tea,${1 + (i % 3)},4.25,,${'bought at the counter '.repeat(4)}\n`,
  ).join('')}`;

  const linesSeenBy = async (tenantId: string) => {
    const { rows } = await db
      .tenant(tenantId)
      .read<{ lines: number }>('select count(*)::int as lines from fct_sales');
    return rows[0]?.lines;
  };

  it('is loaded for two workspaces at once, while questions are answered; each sees its own lines', async () => {
    const [one, two] = [await createTenant(db), await createTenant(db)];
    let importing = true;
    const both = Promise.all(
      [one, two].map(({ tenantId }) => importText(db, tenantId, long, inThread(true))),
    ).finally(() => {
      importing = false;
    });
    const seen: (number | undefined)[] = [];
    while (importing) seen.push(await linesSeenBy(one.tenantId));
    for (const { rows } of await both) expect(rows).toMatchObject({ read: LINES, added: LINES, rejected: 0 });
    expect(seen.length).toBeGreaterThan(1);
    expect(seen).toEqual([...seen].sort((a = 0, b = 0) => a - b));
    for (const { tenantId } of [one, two]) expect(await linesSeenBy(tenantId)).toBe(LINES);
  }, 60_000);

  it('adds only what is not there yet', async () => {
    const { tenantId } = await createTenant(db);
    await importText(db, tenantId, long.split('\n').slice(0, 5001).join('\n'));
    const overlap = await importText(db, tenantId, long, inThread(true));
    expect(overlap.rows).toMatchObject({ added: LINES - 5000, same: 5000 });
    const again = await importText(db, tenantId, long, inThread(true));
    expect(again.rows).toMatchObject({ added: 0, same: LINES });
  }, 60_000);

  it('fails with what the thread met, and says so in the import’s row', async () => {
    const { tenantId } = await createTenant(db);
    const path = join(await temporaryDirectory(), 'sales.csv');
    await writeFile(path, long);
    const lost = importForTest(db, tenantId, path, {
      // Asked when the plan is made and nothing has been read yet.
      readInThread: () => {
        rmSync(path);
        return true;
      },
    });
    await expect(lost).rejects.toMatchObject({ code: 'ENOENT' });
    const { rows } = await db.query('select state, message from imports where tenant_id = $1', [tenantId]);
    expect(rows).toMatchObject([
      { state: 'failed', message: expect.stringContaining('The import of sales.csv ran into a fault.') },
    ]);
  }, 60_000);

  it('can be stopped in the middle, and then be finished', async () => {
    const { tenantId } = await createTenant(db);
    const stop = new AbortController();
    const stopped = importText(db, tenantId, long, {
      ...inThread(true),
      signal: stop.signal,
      onProgress: ({ bytes }) => bytes > 0 && stop.abort(),
    });
    await expect(stopped).rejects.toMatchObject({ code: 'cancelled' });
    expect(await linesSeenBy(tenantId)).toBeLessThan(LINES);
    await importText(db, tenantId, long, inThread(true));
    expect(await linesSeenBy(tenantId)).toBe(LINES);
  }, 60_000);
});
