/** One number over another. */
import type { Phrasing } from './phrasing.ts';

export const ratios: readonly Phrasing[] = [
  ['what percentage of revenue is tax', { metrics: ['tax_share'] }],
  ['discount as % of gross sales by category', { metrics: ['discount_rate'], by: ['category'] }],
  [
    ['total discount in Q2', 'and as a percentage of gross sales?'],
    { metrics: ['discount_rate'], period: { kind: 'quarter', quarter: 2 } },
  ],
  ['what share of revenue goes on marketing', { metrics: ['marketing_cost_ratio'] }],
  ['ratio of spend to revenue', { metrics: ['marketing_cost_ratio'] }],
  ['ratio of tax to spend', 'refuse'],
  ['How many orders does the average customer place?', { metrics: ['orders_per_customer'] }],
  ['how many units are in an average order', { metrics: ['units_per_order'] }],
  ['How many items does an average order contain', { metrics: ['units_per_order'] }],
  ['coupon redemption rate in Q3', { metrics: ['coupon_use_rate'], period: { kind: 'quarter', quarter: 3 } }],
  ['discount as a percentage of customers', 'refuse'],
];
