/** Conditions on numbers. */
import type { Phrasing } from './phrasing.ts';

export const thresholds: readonly Phrasing[] = [
  [
    'categories with revenue over 200,000',
    { metrics: ['revenue'], by: ['category'], having: [{ metric: 'revenue', op: '>', value: 200000 }] },
  ],
  [
    'categories with revenue over 200k',
    { metrics: ['revenue'], by: ['category'], having: [{ metric: 'revenue', op: '>', value: 200000 }] },
  ],
  [
    'categories where revenue is above 200,000',
    { metrics: ['revenue'], by: ['category'], having: [{ metric: 'revenue', op: '>', value: 200000 }] },
  ],
  [
    'categories that made more than 200k',
    { metrics: ['revenue'], by: ['category'], having: [{ metric: 'revenue', op: '>', value: 200000 }] },
  ],
  [
    'categories with revenue between 10k and 20k',
    {
      metrics: ['revenue'],
      by: ['category'],
      having: [{ metric: 'revenue', op: 'between', value: 10000, upper: 20000 }],
    },
  ],
  [
    'categories with revenue under $5k',
    { metrics: ['revenue'], by: ['category'], having: [{ metric: 'revenue', op: '<', value: 5000 }] },
  ],
  [
    'which categories had less than $5,000 in revenue',
    { metrics: ['revenue'], by: ['category'], having: [{ metric: 'revenue', op: '<', value: 5000 }] },
  ],
  [
    'which categories sold more than 5000 units',
    { metrics: ['units'], by: ['category'], having: [{ metric: 'units', op: '>', value: 5000 }] },
  ],
  [
    'categories with more than 1,000 orders in Q4',
    {
      metrics: ['orders'],
      by: ['category'],
      having: [{ metric: 'orders', op: '>', value: 1000 }],
      period: { kind: 'quarter', quarter: 4 },
    },
  ],
  [
    'categories with fewer than 100 orders',
    { metrics: ['orders'], by: ['category'], having: [{ metric: 'orders', op: '<', value: 100 }] },
  ],
  [
    'categories with AOV over 100',
    {
      metrics: ['average_order_value'],
      by: ['category'],
      having: [{ metric: 'average_order_value', op: '>', value: 100 }],
    },
  ],
  [
    'locations with more than 5000 orders',
    { metrics: ['orders'], by: ['location'], having: [{ metric: 'orders', op: '>', value: 5000 }] },
  ],
  [
    'locations where average order value is below 170',
    {
      metrics: ['average_order_value'],
      by: ['location'],
      having: [{ metric: 'average_order_value', op: '<', value: 170 }],
    },
  ],
  [
    'months with revenue under 300k',
    { metrics: ['revenue'], grain: 'month', having: [{ metric: 'revenue', op: '<', value: 300000 }] },
  ],
  [
    'which months had revenue below 300,000?',
    { metrics: ['revenue'], grain: 'month', having: [{ metric: 'revenue', op: '<', value: 300000 }] },
  ],
  [
    'months with at least 2000 orders',
    { metrics: ['orders'], grain: 'month', having: [{ metric: 'orders', op: '>=', value: 2000 }] },
  ],
  [
    'days with more than 100 orders',
    { metrics: ['orders'], grain: 'day', having: [{ metric: 'orders', op: '>', value: 100 }] },
  ],
  [
    'products with revenue over 100k',
    { metrics: ['revenue'], by: ['product'], having: [{ metric: 'revenue', op: '>', value: 100000 }] },
  ],
  [
    'customers with at least 10 orders',
    { metrics: ['orders'], by: ['customer'], having: [{ metric: 'orders', op: '>=', value: 10 }] },
  ],
  [
    'customers who spent more than $10,000',
    { metrics: ['revenue'], by: ['customer'], having: [{ metric: 'revenue', op: '>', value: 10000 }] },
  ],
  [
    'which customers spent more than 10000?',
    { metrics: ['revenue'], by: ['customer'], having: [{ metric: 'revenue', op: '>', value: 10000 }] },
  ],
  [
    'customers with 20 or more orders',
    { metrics: ['orders'], by: ['customer'], having: [{ metric: 'orders', op: '>=', value: 20 }] },
  ],
  [
    'categories with revenue of at most one hundred thousand',
    { metrics: ['revenue'], by: ['category'], having: [{ metric: 'revenue', op: '<=', value: 100000 }] },
  ],
  [
    'how many customers spent more than $1000',
    { metrics: ['customers'], where: [{ dimension: 'customer_revenue', op: '>', values: ['1000'] }] },
  ],
  [
    'how many customers placed more than 5 orders',
    { metrics: ['customers'], where: [{ dimension: 'customer_orders', op: '>', values: ['5'] }] },
  ],
  [
    'how many customers bought more than 10 times',
    { metrics: ['customers'], where: [{ dimension: 'customer_orders', op: '>', values: ['10'] }] },
  ],
  [
    'how many customers ordered at least twice',
    { metrics: ['customers'], where: [{ dimension: 'customer_orders', op: '>=', values: ['2'] }] },
  ],
  [
    'how many orders over $100',
    { metrics: ['orders'], where: [{ dimension: 'order_value', op: '>', values: ['100'] }] },
  ],
  [
    'how many orders were between $100 and $200',
    { metrics: ['orders'], where: [{ dimension: 'order_value', op: 'between', values: ['100', '200'] }] },
  ],
  [
    'orders over $500 in Q4',
    {
      metrics: ['orders'],
      where: [{ dimension: 'order_value', op: '>', values: ['500'] }],
      period: { kind: 'quarter', quarter: 4 },
    },
  ],
  [
    'revenue from orders over $100',
    { metrics: ['revenue'], where: [{ dimension: 'order_value', op: '>', values: ['100'] }] },
  ],
  [
    'revenue from customers who spent more than 10000',
    { metrics: ['revenue'], where: [{ dimension: 'customer_revenue', op: '>', values: ['10000'] }] },
  ],
  [
    'categories with revenue over 1.5m',
    { metrics: ['revenue'], by: ['category'], having: [{ metric: 'revenue', op: '>', value: 1500000 }] },
  ],
  [
    'categories with orders above 1000',
    { metrics: ['orders'], by: ['category'], having: [{ metric: 'orders', op: '>', value: 1000 }] },
  ],
  [
    'months where revenue exceeded 400,000',
    { metrics: ['revenue'], grain: 'month', having: [{ metric: 'revenue', op: '>', value: 400000 }] },
  ],
  [
    'which customers have more than 100 orders',
    { metrics: ['orders'], by: ['customer'], having: [{ metric: 'orders', op: '>', value: 100 }] },
  ],
  [
    'customers with us over 24 months',
    { metrics: ['customers'], where: [{ dimension: 'tenure_months', op: '>', values: ['24'] }] },
  ],
  [
    'how many customers have been with us for at least 2 years',
    { metrics: ['customers'], where: [{ dimension: 'tenure_months', op: '>=', values: ['24'] }] },
  ],
  [
    'revenue from customers with tenure between 12 and 24 months',
    { metrics: ['revenue'], where: [{ dimension: 'tenure_months', op: 'between', values: ['12', '24'] }] },
  ],
];
