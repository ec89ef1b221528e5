import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Db } from '../../../db/db.ts';
import type { MetricQueryInput } from '../../../tools/metrics/metric-query.ts';
import type { PeriodExpression } from '../../../tools/periods/period-expression.ts';
import { createTenant, openTestDb } from '../harness.ts';
import { importForTest } from '../import/import-for-test.ts';
import { numberOf, type Run, rowsOf, toolsOn } from './small-shop.ts';

const directory = join(resolve(process.env.WALKER_DATASETS ?? '../shared/datasets'), 'ecommerce');
const present = existsSync(directory);

describe.skipIf(present)(`the ecommerce dataset is not at ${directory}`, () => {
  it.skip('so its figures are not asked for here', () => {});
});

describe.skipIf(!present)('the published figures of the ecommerce dataset, through the tool', () => {
  let db: Db;
  let run: Run;

  beforeAll(async () => {
    db = await openTestDb();
    const { tenantId } = await createTenant(db);
    await importForTest(db, tenantId, directory);
    run = await toolsOn(db.tenant(tenantId), new Date('2026-11-21T09:00:00Z'));
  }, 120_000);
  afterAll(() => db.close());

  const YEAR: PeriodExpression = { kind: 'year', year: 2019 };

  it.each<[string, number]>([
    ['line_items', 52_924],
    ['customers', 1_468],
    ['products_sold', 1_145],
    ['categories_sold', 20],
    ['orders', 25_061],
    ['units', 238_033],
    ['gross_sales', 4_670_794.62],
    ['discount', 310_772.458],
    ['revenue', 4_360_022.162],
    ['tax', 480_701.514],
    ['delivery', 556_635.07],
    ['invoice_value', 5_397_358.746],
  ])('%s is %d', async (metric, expected) => {
    expect(await numberOf(run, { metrics: [metric], period: YEAR })).toBeCloseTo(expected, 2);
  });

  it('spend by channel', async () => {
    expect(await rowsOf(run, { metrics: ['spend'], by: ['channel'] })).toEqual([
      ['Offline', 1_037_900],
      ['Online', 695_646.47],
    ]);
  });

  const series = async (query: MetricQueryInput): Promise<unknown[]> =>
    (await rowsOf(run, query)).map(([, value]) => value);

  it('revenue by quarter', async () => {
    const quarters = await series({ metrics: ['revenue'], grain: 'quarter' });
    expect(quarters).toEqual([997_690.752, 965_964.346, 1_054_286.34, 1_342_080.724]);
  });

  it('revenue by month', async () => {
    const months = await series({ metrics: ['revenue'], grain: 'month' });
    expect(months.map((value) => Math.round(Number(value) * 100) / 100)).toEqual([
      390_652.76, 291_396.47, 315_641.53, 388_178.02, 288_874.11, 288_912.22, 360_625.79, 373_100.2,
      320_560.35, 396_163.74, 473_236.04, 472_680.95,
    ]);
  });

  it('new customers by month of first purchase', async () => {
    expect(await series({ metrics: ['new_customers'], grain: 'month' })).toEqual([
      215, 96, 177, 163, 112, 137, 94, 135, 78, 87, 68, 106,
    ]);
  });

  it('the clock stands on 1 January 2020: last month is December', async () => {
    const { facts } = await run('sql_analytics', {
      metrics: ['revenue'],
      period: { kind: 'calendar', unit: 'month', offset: -1 },
    });
    expect(facts?.period).toEqual({ from: '2019-12-01', to: '2019-12-31' });
  });
});
