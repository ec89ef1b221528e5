import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Db } from '../../../db/db.ts';
import type { ImportReport } from '../../../db/import/index.ts';
import { createTenant, openTestDb } from '../harness.ts';
import { importForTest } from './import-for-test.ts';

const directory = join(resolve(process.env.WALKER_DATASETS ?? '../shared/datasets'), 'ecommerce');
const present = existsSync(directory);

describe.skipIf(present)(`the ecommerce dataset is not at ${directory}`, () => {
  it.skip('so its figures are not checked here', () => {});
});

describe.skipIf(!present)('the ecommerce dataset as published', () => {
  let db: Db;
  let tenantId: string;
  let report: ImportReport;

  beforeAll(async () => {
    db = await openTestDb();
    ({ tenantId } = await createTenant(db));
    report = await importForTest(db, tenantId, directory);
  }, 120_000);
  afterAll(() => db.close());

  const one = async (sql: string) => {
    const { rows } = await db.query<Record<string, unknown>>(sql, [tenantId]);
    return rows[0] ?? {};
  };
  const column = async (sql: string) => {
    const { rows } = await db.query<{ value: unknown }>(sql, [tenantId]);
    return rows.map(({ value }) => Number(value));
  };

  it('is recognised by its headers, in an order in which rates come before sales', () => {
    expect(report.files.map(({ fileName, dataset, state }) => [fileName, dataset, state])).toEqual([
      ['Discount_Coupon.csv', 'coupons', 'done'],
      ['Tax_amount.csv', 'tax_rates', 'done'],
      ['CustomersData.csv', 'customers', 'done'],
      ['Online_Sales.csv', 'sales', 'done'],
      ['Marketing_Spend.csv', 'spend', 'done'],
    ]);
    expect(report.files.map(({ rows }) => [rows.read, rows.added, rows.rejected])).toEqual([
      [204, 204, 0],
      [20, 20, 0],
      [1468, 1468, 0],
      [52_924, 52_924, 0],
      [730, 730, 0],
    ]);
  });

  it('has its lines, customers, products, categories, days and orders', async () => {
    expect(
      await one(
        `select count(*)::int as lines, count(distinct customer_id)::int as customers,
                count(distinct s.product_sku)::int as skus, count(distinct category)::int as categories,
                count(distinct transaction_date)::int as days, count(distinct transaction_id)::int as orders,
                sum(quantity)::int as units
         from fct_sales s join dim_products p using (tenant_id, product_sku) where tenant_id = $1`,
      ),
    ).toEqual({
      lines: 52_924,
      customers: 1468,
      skus: 1145,
      categories: 20,
      days: 365,
      orders: 25_061,
      units: 238_033,
    });
  });

  it('has its amounts to the last digit', async () => {
    expect(
      await one(
        `select trim_scale(sum(gross_amount))::text as gross, trim_scale(sum(discount_amount))::text as discount,
                trim_scale(sum(total_amount))::text as revenue, round(sum(tax_amount), 3)::text as tax,
                trim_scale(sum(delivery_amount))::text as delivery,
                round(sum(total_amount + tax_amount + delivery_amount), 3)::text as invoiced
         from fct_sales where tenant_id = $1`,
      ),
    ).toEqual({
      gross: '4670794.62',
      discount: '310772.458',
      revenue: '4360022.162',
      tax: '480701.514',
      delivery: '556635.07',
      invoiced: '5397358.746',
    });
  });

  it('gives no discount to the 400 lines whose category and month have no coupon', async () => {
    expect(
      await one(
        `select count(*)::int as lines, count(*) filter (where discount_amount <> 0)::int as discounted
         from fct_sales s join dim_products p using (tenant_id, product_sku)
         where tenant_id = $1 and not exists (
           select from coupons c where c.tenant_id = $1 and c.category = p.category
             and c.month = extract(month from s.transaction_date))`,
      ),
    ).toEqual({ lines: 400, discounted: 0 });
  });

  it('has revenue by quarter and month', async () => {
    const by = (part: string) =>
      column(`select sum(total_amount) as value from fct_sales where tenant_id = $1
              group by extract(${part} from transaction_date) order by extract(${part} from transaction_date)`);
    expect(await by('quarter')).toEqual([997_690.752, 965_964.346, 1_054_286.34, 1_342_080.724]);
    const months = await by('month');
    expect(months.map((value) => value.toFixed(2))).toEqual([
      '390652.76',
      '291396.47',
      '315641.53',
      '388178.02',
      '288874.11',
      '288912.22',
      '360625.79',
      '373100.20',
      '320560.35',
      '396163.73',
      '473236.04',
      '472680.95',
    ]);
  });

  it('has spend by channel, each amount on its day', async () => {
    const { rows } = await db.query(
      `select channel, sum(amount)::text as amount, count(*)::int as days from fct_marketing_spend
       where tenant_id = $1 group by channel order by channel`,
      [tenantId],
    );
    expect(rows).toEqual([
      { channel: 'Offline', amount: '1037900', days: 365 },
      { channel: 'Online', amount: '695646.47', days: 365 },
    ]);
    expect(report.files.at(-1)?.detected.join(' ')).toContain('month/day/year: “1/13/2019” settles it');
  });

  it('knows when each customer first ordered', async () => {
    const first = `select count(*) as value from dim_customer where tenant_id = $1
                   group by date_trunc('month', first_order_date) order by date_trunc('month', first_order_date)`;
    expect(await column(first)).toEqual([215, 96, 177, 163, 112, 137, 94, 135, 78, 87, 68, 106]);
  });

  it('has the cohort of January', async () => {
    expect(
      await column(
        `select count(distinct s.customer_id) as value
         from fct_sales s join dim_customer c using (tenant_id, customer_id)
         where tenant_id = $1 and c.first_order_date < date '2019-02-01'
         group by extract(month from s.transaction_date) order by extract(month from s.transaction_date)`,
      ),
    ).toEqual([215, 13, 24, 34, 23, 44, 35, 47, 23, 28, 20, 34]);
  });

  it('changes nothing when it is imported again', async () => {
    const again = await importForTest(db, tenantId, directory);
    for (const { rows } of again.files) expect(rows).toMatchObject({ added: 0, changed: 0, same: rows.read });
    expect(await one('select count(*)::int as lines from fct_sales where tenant_id = $1')).toEqual({
      lines: 52_924,
    });
  }, 120_000);
});
