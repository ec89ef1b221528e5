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
  ['ratio of tax to spend', { metrics: ['tax_per_spend'] }],
  ['How many orders does the average customer place?', { metrics: ['orders_per_customer'] }],
  ['how many units are in an average order', { metrics: ['units_per_order'] }],
  ['How many items does an average order contain', { metrics: ['units_per_order'] }],
  ['coupon redemption rate in Q3', { metrics: ['coupon_use_rate'], period: { kind: 'quarter', quarter: 3 } }],
  ['discount as a percentage of customers', 'refuse'],
  ['page views per session by month', { metrics: ['page_views_per_sessions'], grain: 'month' }],
  ['revenue per visitor', { metrics: ['revenue_per_visitors'] }],
  [
    'gross sales per customer in Q4',
    { metrics: ['gross_sales_per_customers'], period: { kind: 'quarter', quarter: 4 } },
  ],
  ['line items per order by month', { metrics: ['line_items_per_orders'], grain: 'month' }],
  ['average invoice value by month', { metrics: ['average_invoice_value'], grain: 'month' }],
  ['delivery as a percentage of invoice value', { metrics: ['delivery_of_invoice_value'] }],
  ['what percentage of gross sales is tax', { metrics: ['tax_of_gross_sales'] }],
  [
    'ratio of new customers to returning customers by month',
    { metrics: ['new_customers_per_returning_customers'], grain: 'month' },
  ],
  [
    'revenue per new customer in March',
    {
      metrics: ['revenue_per_customer'],
      where: [{ dimension: 'customer_type', op: 'in', values: ['New'] }],
      period: { kind: 'month', month: 3 },
    },
  ],
  // A filter, and not one number over the other.
  [
    'what percentage of orders comes from new customers',
    {
      metrics: ['orders'],
      where: [{ dimension: 'customer_type', op: 'in', values: ['New'] }],
      transform: { kind: 'share', of: [] },
    },
  ],
  ['gross sales and tax per customer', { asks: ['All per customer', 'Only the last per customer'] }],
  [
    ['gross sales and tax per customer', 'all per customer'],
    { metrics: ['gross_sales_per_customers', 'tax_per_customers'] },
  ],
  ['revenue per category', { metrics: ['revenue'], by: ['category'] }],
  ['average order value per customer', 'refuse'],
  ['tax for each customer', 'refuse'],
  [['revenue by quarter', 'per customer'], { metrics: ['revenue_per_customer'], grain: 'quarter' }],
  [
    ['revenue per customer by location', 'and per order?'],
    { metrics: ['average_order_value'], by: ['location'] },
  ],
  [['revenue by quarter', 'per location'], { metrics: ['revenue'], by: ['location'] }],
];
