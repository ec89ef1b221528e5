import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Db } from '../../../db/db.ts';
import { createTenant, openTestDb } from '../harness.ts';
import { importText } from './import-for-test.ts';

describe('sales in whatever shape', () => {
  let db: Db;
  let tenantId: string;

  beforeAll(async () => {
    db = await openTestDb();
  });
  beforeEach(async () => {
    ({ tenantId } = await createTenant(db, { timezone: 'Europe/Berlin', currency: 'EUR' }));
  });
  afterAll(() => db.close());

  const all = async (sql: string) => (await db.query(sql, [tenantId])).rows;
  const lines = (columns: string) =>
    all(
      `select ${columns} from fct_sales where tenant_id = $1 order by transaction_date, transaction_id, total_amount`,
    );

  it('names the first attributes of a file that has many, and counts the others', async () => {
    const wide = Array.from({ length: 40 }, (_, at) => `c${at + 10}`);
    const text = `order id,date,price,${wide.join(',')}\n1,2024-01-01,5${',v'.repeat(40)}\n`;
    const { detected } = await importText(db, tenantId, text);
    expect(detected).toContain(`Kept as attributes: ${wide.slice(0, 30).join(', ')} and 10 more.`);
  });

  it('imports invoices with returns, nameless customers and local times without a map', async () => {
    const text = [
      'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country',
      '536365,85123A,WHITE HANGING HEART T-LIGHT HOLDER,6,01/12/2010 08:26,2.55,17850.0,United Kingdom',
      'C536379,D,Discount,-1,01/12/2010 09:41,27.50,14527.0,United Kingdom',
      '536414,22139,,56,13/12/2010 11:52,0.85,,France',
    ].join('\n');
    const report = await importText(db, tenantId, text);
    expect(report).toMatchObject({ dataset: 'sales', rows: { read: 3, added: 3, rejected: 0 } });
    expect(report.detected).toContain(
      'Dates in “InvoiceDate” are day/month/year: “13/12/2010 11:52” settles it.',
    );
    expect(report.detected).toContain('Kept as attributes: Country.');
    expect(
      await lines(
        `transaction_id as id, customer_id as customer, quantity::text as units, total_amount::text as revenue,
         to_char(transaction_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI') as at, attributes`,
      ),
    ).toEqual([
      {
        id: '536365',
        customer: '17850',
        units: '6',
        revenue: '15.30',
        at: '2010-12-01 07:26',
        attributes: { Country: 'United Kingdom' },
      },
      {
        id: 'C536379',
        customer: '14527',
        units: '-1',
        revenue: '-27.5',
        at: '2010-12-01 08:41',
        attributes: { Country: 'United Kingdom' },
      },
      {
        id: '536414',
        customer: null,
        units: '56',
        revenue: '47.60',
        at: '2010-12-13 10:52',
        attributes: { Country: 'France' },
      },
    ]);
    expect(await all('select customer_id from dim_customer where tenant_id = $1 order by 1')).toEqual([
      { customer_id: '14527' },
      { customer_id: '17850' },
    ]);
    expect(
      await all('select product_sku, product_name from dim_products where tenant_id = $1 order by 1'),
    ).toEqual([
      { product_sku: '22139', product_name: null },
      { product_sku: '85123A', product_name: 'WHITE HANGING HEART T-LIGHT HOLDER' },
      { product_sku: 'D', product_name: 'Discount' },
    ]);
  });

  it('takes a C before an invoice number for a return, also where the quantity is positive', async () => {
    const text =
      'Invoice,Date,Quantity,Price\n1001,2024-01-05,2,10\n1002,2024-01-05,1,10\nC1001,2024-01-06,2,10\n';
    await importText(db, tenantId, text);
    expect(
      await lines(
        'transaction_id, quantity::int as q, gross_amount::int as gross, total_amount::int as total',
      ),
    ).toEqual([
      { transaction_id: '1001', q: 2, gross: 20, total: 20 },
      { transaction_id: '1002', q: 1, gross: 10, total: 10 },
      { transaction_id: 'C1001', q: -2, gross: -20, total: -20 },
    ]);
  });

  it('leaves a C alone where all invoice numbers have one, or the map says so', async () => {
    await importText(db, tenantId, 'Invoice,Date,Quantity,Price\nC1,2024-01-05,2,10\nC2,2024-01-05,1,10\n');
    const text = 'Invoice,Date,Quantity,Price\n1,2024-02-05,2,10\n2,2024-02-05,2,10\nC3,2024-02-06,2,10\n';
    await importText(db, tenantId, text, { map: { return_prefix: false } });
    expect(await all('select from fct_sales where tenant_id = $1 and quantity < 0')).toEqual([]);
  });

  it('imports amounts alone: no quantity, no product, no order number', async () => {
    const report = await importText(
      db,
      tenantId,
      'customer_id,order_date,revenue\nBrion Stark,2004-12-20,32\nBrion Stark,2004-12-20,32\n',
    );
    expect(report.rows).toMatchObject({ read: 2, added: 2 });
    expect(
      await all(`select count(distinct transaction_id)::int as orders, sum(quantity)::int as units, sum(total_amount)::int as revenue
                 from fct_sales where tenant_id = $1`),
    ).toEqual([{ orders: 2, units: 2, revenue: 64 }]);
  });

  it('reads semicolons, decimal commas, currency signs and Latin-1', async () => {
    const text = 'Order No;Order Date;Product;Qty;Unit Price;City\n1;31.12.2023;Käse;2;"1.234,50 €";Köln\n';
    const windows1252 = Buffer.from(text.replace('€', '\x80'), 'latin1');
    const report = await importText(db, tenantId, windows1252);
    expect(report.detected.slice(0, 1)).toEqual([
      'Read as Latin-1 (Windows-1252) with semicolons between the columns.',
    ]);
    expect(report.detected).toContain('Numbers in Unit Price have a comma before the fraction (1.234,56).');
    expect(report.detected).toContain('Amounts are in EUR.');
    expect(
      await lines('product_sku as sku, trim_scale(total_amount)::text as total, currency, attributes'),
    ).toEqual([{ sku: 'Käse', total: '2469', currency: 'EUR', attributes: { City: 'Köln' } }]);
  });

  it('reads UTF-16 with a byte order mark and tabs', async () => {
    const text = '\ufefforder id\torder date\tprice\n7\t2024-03-01\t9.99\n';
    const report = await importText(db, tenantId, Buffer.from(text, 'utf16le'));
    expect(report.detected[0]).toBe('Read as UTF-16 with tabs between the columns.');
    expect(await lines('transaction_id, total_amount::text as total')).toEqual([
      { transaction_id: '7', total: '9.99' },
    ]);
  });

  it.each([
    [
      'a byte order mark, and blanks around headers and values',
      '\ufeffOrder ID , Order Date, Price \r\n 7 , 2024-03-01, 9.99 \r\n',
    ],
    ['Excel’s line that names the delimiter', 'sep=;\r\nOrder ID;Order Date;Price\r\n7;2024-03-01;9.99\r\n'],
    ['lines that end as on old Macs', 'Order ID,Order Date,Price\r7,2024-03-01,9.99\r'],
  ])('reads %s', async (_what, text) => {
    const report = await importText(db, tenantId, text);
    expect(report.rows).toMatchObject({ read: 1, added: 1, rejected: 0 });
    expect(await lines('transaction_id, total_amount::text as total')).toEqual([
      { transaction_id: '7', total: '9.99' },
    ]);
  });

  it('converts other currencies at the map’s rates and rejects those without one', async () => {
    const text =
      'order id,date,price,currency\n1,2024-01-01,10,EUR\n2,2024-01-01,10.10,USD\n3,2024-01-01,10,GBP\n';
    const report = await importText(db, tenantId, text, { map: { exchange_rates: { USD: 0.92 } } });
    expect(report.rows).toMatchObject({ read: 3, added: 2, rejected: 1 });
    expect(await lines('total_amount::text as total, currency, exchange_rate::text as rate')).toEqual([
      { total: '10', currency: 'EUR', rate: null },
      { total: '9.292', currency: 'USD', rate: '0.92' },
    ]);
    const rejects = await readFile(report.rejectsPath ?? '', 'utf8');
    expect(rejects).toBe(
      'line,column,reason,original\n4,currency,the amount is in GBP and the workspace counts in EUR: give the map “exchange_rates: {GBP: …}”,"3,2024-01-01,10,GBP"\n',
    );
    // Another rate does not make other lines of them.
    const again = await importText(db, tenantId, text, { map: { exchange_rates: { USD: 0.95 } } });
    expect(again.rows).toMatchObject({ added: 0, same: 2, rejected: 1 });
  });

  it('takes discounts as amounts or fractions, and the line’s own total as revenue', async () => {
    await importText(
      db,
      tenantId,
      'order id,date,qty,price,discount\n1,2024-01-01,2,10,-3\n2,2024-01-02,2,10,\n',
    );
    await importText(
      db,
      tenantId,
      'order id,date,qty,price,discount\n3,2024-01-03,2,10,0.25\n4,2024-01-04,1,10,0\n',
    );
    await importText(db, tenantId, 'order id,date,qty,price,total\n5,2024-01-05,2,10,18\n');
    expect(
      await lines(
        'transaction_id as id, gross_amount::float8 as gross, discount_amount::float8 as off, total_amount::float8 as total',
      ),
    ).toEqual([
      { id: '1', gross: 20, off: 3, total: 17 },
      { id: '2', gross: 20, off: 0, total: 20 },
      { id: '3', gross: 20, off: 5, total: 15 },
      { id: '4', gross: 10, off: 0, total: 10 },
      { id: '5', gross: 20, off: 2, total: 18 },
    ]);
  });

  it('works out discount and tax again when coupons and rates come after the sales', async () => {
    const sales =
      'order id,date,sku,category,qty,price,coupon status\n1,2024-01-05,A,Tea,2,10,Used\n2,2024-01-05,A,Tea,2,10,Not Used\n';
    await importText(db, tenantId, sales);
    const coupons = await importText(
      db,
      tenantId,
      'Month,Category,Coupon Code,Discount pct\nJan,Tea,T10,10\n',
    );
    expect(coupons.notes).toEqual(['Worked out discount and tax again for 1 sales lines.']);
    await importText(db, tenantId, 'Category,GST\nTea,0.05\n');
    const figures =
      'transaction_id as id, discount_amount::float8 as off, total_amount::float8 as total, tax_amount::float8 as tax, coupon_code as code';
    const expected = [
      { id: '1', off: 2, total: 18, tax: 0.9, code: 'T10' },
      { id: '2', off: 0, total: 20, tax: 1, code: null },
    ];
    expect(await lines(figures)).toEqual(expected);
    // The other way round it is the same.
    await db.query('delete from fct_sales where tenant_id = $1', [tenantId]);
    await importText(db, tenantId, sales);
    expect(await lines(figures)).toEqual(expected);
  });

  it('adds nothing twice: neither a file, nor the lines two exports share, but true twins within a file', async () => {
    const head = 'order id,date,sku,qty,price\n';
    const first = `${head}1,2024-01-01,A,1,5\n2,2024-01-02,A,1,5\n2,2024-01-02,A,1,5\n`;
    expect((await importText(db, tenantId, first)).rows).toMatchObject({ read: 3, added: 3, same: 0 });
    expect((await importText(db, tenantId, first)).rows).toMatchObject({ read: 3, added: 0, same: 3 });
    // Quoted, with other line ends, the zeros dropped, and one line more.
    const later = `"order id",date,sku,qty,price\r\n"2",2024-01-02,A,1,5.00\r\n2,2024-01-02,A,1.0,5\r\n3,2024-01-03,A,1,5`;
    expect((await importText(db, tenantId, later)).rows).toMatchObject({ read: 3, added: 1, same: 2 });
    const thrice = `${head}${'2,2024-01-02,A,1,5\n'.repeat(3)}`;
    expect((await importText(db, tenantId, thrice)).rows).toMatchObject({ read: 3, added: 1, same: 2 });
  });

  it('keeps the first and last order date of each customer as exports come in', async () => {
    const head = 'order id,date,customer id,price\n';
    await importText(db, tenantId, `${head}5,2024-05-01,ann,5\n6,2024-06-01,ann,5\n`);
    await importText(db, tenantId, `${head}1,2024-01-01,ann,5\n7,2024-05-15,bob,5\n`);
    expect(
      await all(`select customer_id as id, first_order_date::text as first, last_order_date::text as last
                 from dim_customer where tenant_id = $1 order by 1`),
    ).toEqual([
      { id: 'ann', first: '2024-01-01', last: '2024-06-01' },
      { id: 'bob', first: '2024-05-15', last: '2024-05-15' },
    ]);
  });
});
