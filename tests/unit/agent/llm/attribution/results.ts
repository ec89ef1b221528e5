/** Results with figures of the `ecommerce` dataset: what true and false sentences are held against. */
import { COUNT, dimension, MONEY, metric, PERCENT, result, TEXT } from './make-result.ts';

export const places = result({
  args: { metrics: ['revenue', 'orders', 'customers'], by: ['location'] },
  columns: [
    dimension('location', 'Location'),
    metric('revenue', 'Revenue', MONEY),
    metric('orders', 'Orders', COUNT),
    metric('customers', 'Customers', COUNT),
  ],
  rows: [
    ['Chicago', 1_515_055.78, 8_690, 456],
    ['California', 1_348_867.16, 7_883, 464],
    ['New York', 873_879.18, 5_119, 324],
    ['New Jersey', 381_959.35, 2_230, 149],
    ['Washington DC', 240_260.69, 1_397, 75],
  ],
  answer:
    'Chicago had the highest revenue in all the data (2019): $1,515,055.78, then California ($1,348,867.16) and New York ($873,879.18).',
});

export const everything = result({
  args: { metrics: ['revenue'] },
  columns: [metric('revenue', 'Revenue', MONEY)],
  rows: [[4_360_022.16]],
  answer: 'Revenue was $4,360,022.16 in all the data (2019).',
});

export const shares = result({
  args: { metrics: ['revenue'], by: ['category'], transform: { kind: 'share' } },
  columns: [
    dimension('category', 'Category'),
    metric('share', 'Share of revenue', PERCENT),
    metric('revenue', 'Revenue', MONEY),
  ],
  rows: [
    ['Nest-USA', 0.5467, 2_383_641.54],
    ['Apparel', 0.12653, 551_665.06],
    ['Nest', 0.11022, 480_543.69],
    ['Office', 0.05911, 257_724.87],
    ['Drinkware', 0.04325, 188_554.06],
  ],
});

export const months = result({
  args: { metrics: ['revenue', 'spend'], grain: 'month' },
  columns: [
    { key: 'month', label: 'Month', role: 'time', format: { kind: 'bucket', grain: 'month' } },
    metric('revenue', 'Revenue', MONEY),
    metric('spend', 'Marketing spend', MONEY),
  ],
  rows: [
    ['2019-01', 380_341.2, 154_928.95],
    ['2019-05', 288_874.11, 118_259.64],
    ['2019-06', 288_912.22, 134_318.14],
    ['2019-08', 401_210.37, 142_904.15],
    ['2019-11', 473_236.04, 161_144.96],
    ['2019-12', 472_680.95, 198_648.75],
  ],
});

export const quarters = result({
  args: { metrics: ['revenue'], compareTo: { kind: 'periods' } },
  columns: [
    { key: 'period', label: 'Period', role: 'text', format: TEXT },
    metric('revenue', 'Revenue', MONEY),
  ],
  rows: [
    ['Q4 2019', 1_342_080.72],
    ['Q3 2019', 1_054_286.34],
  ],
  period: { from: '2019-10-01', to: '2019-12-31' },
  answer: 'Revenue was $1,342,080.72 in Q4 2019 against $1,054,286.34 in Q3 2019, up $287,794.38 (27.3%).',
  headlines: [
    {
      label: 'Revenue',
      value: 1_342_080.72,
      format: MONEY,
      change: { difference: 287_794.38, ratio: 0.27297, format: MONEY, against: 'Q3 2019', good: 'up' },
    },
  ],
});

/** Quarters beside each other, with what changed. */
export const changes = result({
  args: {
    metrics: ['revenue'],
    by: ['category'],
    period: { kind: 'quarter', quarter: 4 },
    compareTo: { kind: 'previous' },
  },
  columns: [
    dimension('category', 'Category'),
    metric('revenue_1', 'Q4 2019', MONEY),
    metric('revenue_2', 'Q3 2019', MONEY),
    metric('difference', 'Difference', MONEY),
    metric('change', 'Change', PERCENT),
  ],
  rows: [
    ['Nest-USA', 695_422.43, 535_964.6, 159_457.83, 0.29752],
    ['Nest', 399_509.19, 81_034.5, 318_474.69, 3.93011],
    ['Apparel', 81_623.36, 161_944.02, -80_320.66, -0.49598],
    ['Office', 49_398.96, 60_421.49, -11_022.53, -0.18243],
  ],
  period: { from: '2019-10-01', to: '2019-12-31' },
});

/** Two calls, each of one place. */
export const chicagoInQ4 = result({
  args: { metrics: ['revenue'], where: [{ dimension: 'location', op: 'in', values: ['Chicago'] }] },
  columns: [metric('revenue', 'Revenue', MONEY)],
  rows: [[465_629.07]],
  period: { from: '2019-10-01', to: '2019-12-31' },
});
export const californiaInQ4 = result({
  args: { metrics: ['revenue'], where: [{ dimension: 'location', op: 'in', values: ['California'] }] },
  columns: [metric('revenue', 'Revenue', MONEY)],
  rows: [[409_102.63]],
  period: { from: '2019-10-01', to: '2019-12-31' },
});
export const withoutCalifornia = result({
  args: { metrics: ['revenue'], where: [{ dimension: 'location', op: 'not_in', values: ['California'] }] },
  columns: [metric('revenue', 'Revenue', MONEY)],
  rows: [[3_011_155]],
});
export const november = result({
  args: { metrics: ['revenue'], period: { kind: 'month', month: 11, year: 2019 } },
  columns: [metric('revenue', 'Revenue', MONEY)],
  rows: [[473_236.04]],
  period: { from: '2019-11-01', to: '2019-11-30' },
});

export const placesByMonth = result({
  args: { metrics: ['revenue'], by: ['location'], grain: 'month' },
  columns: [
    dimension('location', 'Location'),
    { key: 'month', label: 'Month', role: 'time', format: { kind: 'bucket', grain: 'month' } },
    metric('revenue', 'Revenue', MONEY),
  ],
  rows: [
    ['Chicago', '2019-10', 141_220.18],
    ['Chicago', '2019-11', 161_353.28],
    ['California', '2019-10', 133_904.51],
    ['California', '2019-11', 131_704.23],
    ['New York', '2019-10', 88_310.07],
    ['New York', '2019-11', 105_707.56],
  ],
  period: { from: '2019-10-01', to: '2019-11-30' },
});

export const bySql = result({
  tool: 'run_sql',
  args: { sql: 'select channel, month, sum(spend) …' },
  columns: [
    dimension('channel', 'channel'),
    metric('spend', 'spend', { kind: 'number', decimals: 2 }),
    metric('clicks', 'clicks', COUNT),
    metric('share_of_spend', 'share_of_spend', { kind: 'number', decimals: 2 }),
  ],
  rows: [
    ['Online', 705_411.38, 18_340, 0.4372],
    ['Offline', 908_030, 9_112, 0.5628],
  ],
  period: null,
});

export const genders = result({
  args: { metrics: ['orders'], by: ['gender'] },
  columns: [dimension('gender', 'Gender'), metric('orders', 'Orders', COUNT)],
  rows: [
    ['F', 15_971],
    ['M', 9_770],
  ],
});

/** Bought together: the same names in two columns. */
export const pairs = result({
  tool: 'run_sql',
  args: { sql: 'select …' },
  columns: [dimension('one', 'one'), dimension('other', 'other'), metric('orders', 'orders', COUNT)],
  rows: [
    ['Apparel', 'Nest', 366],
    ['Drinkware', 'Office', 541],
  ],
  period: null,
});

export const coupons = result({
  args: { metrics: ['orders'], by: ['coupon_status'] },
  columns: [dimension('coupon_status', 'Coupon status'), metric('orders', 'Orders', COUNT)],
  rows: [
    ['Clicked', 16_371],
    ['Used', 12_258],
    ['Not Used', 6_565],
  ],
});

export const cohort = result({
  args: {
    metrics: ['customers'],
    people: { kind: 'milestone' },
    period: { kind: 'month', month: 12, year: 2019 },
  },
  columns: [metric('customers', 'Customers', COUNT)],
  rows: [[34]],
  period: { from: '2019-12-01', to: '2019-12-31' },
});

/** One of two has nothing, so that what parts them is what the other has. */
export const oneWithout = result({
  args: { metrics: ['revenue'], compareTo: { kind: 'values' } },
  columns: [dimension('gender', 'Gender'), metric('revenue', 'Revenue', MONEY)],
  rows: [
    ['Female', 55],
    ['Male', 0],
  ],
  answer: 'Revenue in 2019: Female ($55.00) and Male ($0.00). Male is $55.00 (100.0%) lower than Female.',
});
