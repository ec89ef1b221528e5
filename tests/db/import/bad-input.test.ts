import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Db } from '../../../db/db.ts';
import { ImportError } from '../../../db/import/index.ts';
import { createTenant, openTestDb } from '../harness.ts';
import { importForTest, importText, temporaryDirectory } from './import-for-test.ts';

const HEAD = 'order id,date,customer id,price\n';

describe('files that are not as they should be', () => {
  let db: Db;
  let tenantId: string;

  beforeAll(async () => {
    db = await openTestDb();
  });
  beforeEach(async () => {
    ({ tenantId } = await createTenant(db));
  });
  afterAll(() => db.close());

  const refusal = async (text: string, options = {}) => {
    const error = await importText(db, tenantId, text, options).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(ImportError);
    return error as ImportError;
  };

  it('cost only the rows that cannot be read, each with line, column and reason', async () => {
    const text = [
      '1,2024-01-01,ann,5',
      '2,soon,ann,5',
      '3,2024-01-01,ann,much',
      '4,2024-01-01,ann',
      '5,2024-01-01,"a"nn,5',
      '6,2024-01-01,a\0n,5',
      '7,2024-01-01,,',
      `8,2024-01-01,${'x'.repeat(10 << 20)},5`,
      '9,2024-01-01,bob,5',
    ].join('\n');
    const bytes = Buffer.concat([
      Buffer.from(`${HEAD}é,2024-01-01,ann,5\n${text}\n10,2024-01-01,`),
      Buffer.from([0xe9]),
      Buffer.from(',5\n'),
    ]);
    const report = await importText(db, tenantId, bytes);
    expect(report.rows).toEqual({ read: 11, added: 3, changed: 0, same: 0, rejected: 8 });
    const rejects = (await readFile(report.rejectsPath ?? '', 'utf8')).split('\n').slice(1, -1);
    expect(rejects.map((line) => line.split(',').slice(0, 3))).toEqual([
      ['4', 'date', '“soon” is no date'],
      ['5', 'price', '“much” is no number'],
      ['6', '', 'the line has 3 fields and the header 4'],
      ['7', '', 'there is text after a closing quote'],
      ['8', '', 'the line holds NUL bytes'],
      ['9', 'price', 'the amount is missing'],
      ['10', '', 'the line is longer than 4 MB'],
      ['12', '', 'the line is not valid UTF-8'],
    ]);
    expect(report.rejects).toEqual([
      'line 4, date: “soon” is no date',
      'line 5, price: “much” is no number',
      'line 6: the line has 3 fields and the header 4',
    ]);
  });

  it('are refused where they hold nothing, or nothing that was asked for', async () => {
    expect((await refusal('')).message).toContain('is empty');
    expect((await refusal('a,b\n1,2\n')).message).toContain(
      'was not recognised. It has the columns “a”, “b”.',
    );
    expect((await refusal('PK\u0003\u0004\u0014,\u001b[2J\n1,2\n')).message).toContain(
      'is an Excel workbook or an archive. Save it as CSV',
    );
    expect((await refusal('\u0089PNG,\u001a\n1,2\n', { as: 'sales' })).message).toContain('is no text file.');
    expect((await refusal('1,2024-01-01,5\n2,2024-01-02,6\n')).code).toBe('no_header');
    const missing = await refusal('order id,customer id,price\n1,ann,5\n', { as: 'sales' });
    expect(missing.message).toContain(
      'has no column for transaction date. Found: transaction id (“order id”)',
    );
    expect(missing.message).toContain('dataset: sales\ncolumns:\n  transaction_date: ');
    await expect(importForTest(db, tenantId, '/nowhere/at-all.csv')).rejects.toThrow('There is no file');
    await expect(importForTest(db, tenantId, await temporaryDirectory())).rejects.toThrow('holds no .csv');
  });

  it('are refused where the dates can be read two ways, until a map settles it', async () => {
    const text = `${HEAD}1,1/2/2024,ann,5\n2,3/4/2024,ann,5\n`;
    const { code, message } = await refusal(text);
    expect(code).toBe('ambiguous_date');
    expect(message).toContain('“date_format: DD/MM/YYYY” or “date_format: MM/DD/YYYY”');
    await importText(db, tenantId, text, { map: { date_format: 'DD/MM/YYYY' } });
    const { rows } = await db.query(
      'select transaction_date::text as day from fct_sales where tenant_id = $1 order by 1',
      [tenantId],
    );
    expect(rows).toEqual([{ day: '2024-02-01' }, { day: '2024-04-03' }]);
  });

  it('are read on for the date that settles their order, however late it comes', async () => {
    const early = Array.from(
      { length: 9000 },
      (_, i) => `${i},${1 + (i % 2)}/${3 + (i % 7)}/2024,ann,5`,
    ).join('\n');
    const report = await importText(db, tenantId, `${HEAD}${early}\n9001,1/31/2024,ann,5\n`);
    expect(report.detected).toContain('Dates in “date” are month/day/year: “1/31/2024” settles it.');
  });

  it('need no header where the map numbers the columns, and take recoded and constant values', async () => {
    const map = {
      dataset: 'sales' as const,
      header: false,
      columns: { transaction_id: 1, transaction_date: 2, customer_id: 3, total_amount: 4, coupon_status: 5 },
      constants: { channel: 'Shop' },
      recode: { coupon_status: { J: 'Used', N: 'Not Used' } },
    };
    await importText(db, tenantId, '1,2024-01-01,ann,5,J\n2,2024-01-02,ann,6,N\n', { map });
    const { rows } = await db.query(
      'select transaction_id as id, channel, coupon_status as status from fct_sales where tenant_id = $1 order by 1',
      [tenantId],
    );
    expect(rows).toEqual([
      { id: '1', channel: 'Shop', status: 'Used' },
      { id: '2', channel: 'Shop', status: 'Not Used' },
    ]);
  });

  it('are reported one by one in a directory, and the others go on', async () => {
    const directory = await temporaryDirectory();
    const { writeFile } = await import('node:fs/promises');
    await writeFile(`${directory}/a.csv`, 'what,ever\n1,2\n');
    await writeFile(`${directory}/b.csv`, `${HEAD}1,2024-01-01,ann,5\n`);
    const { files } = await importForTest(db, tenantId, directory);
    expect(files.map(({ fileName, state }) => [fileName, state])).toEqual([
      ['b.csv', 'done'],
      ['a.csv', 'skipped'],
    ]);
  });

  it('never crash it: any bytes are read, rejected or refused with a sentence', async () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 300 }).map((array) => Buffer.from(array)),
      fc
        .array(
          fc.constantFrom('1', ',', '\n', '"', '2024-01-01', 'ann', '\0', ';', '-', 'é', ' ', '9'.repeat(30)),
          { maxLength: 60 },
        )
        .map((parts) => Buffer.from(parts.join(''))),
    );
    await fc.assert(
      fc.asyncProperty(bytes, fc.boolean(), async (body, headed) => {
        const text = headed ? Buffer.concat([Buffer.from(HEAD), body]) : body;
        try {
          const { rows } = await importText(db, tenantId, text);
          expect(rows.read).toBe(rows.added + rows.changed + rows.same + rows.rejected);
        } catch (error) {
          expect(error).toBeInstanceOf(ImportError);
          expect((error as ImportError).message).not.toMatch(/undefined|\[object|at .*\.ts/);
        }
      }),
      { numRuns: 60 },
    );
  });
});
