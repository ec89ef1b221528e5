/** One number. */
import type { Phrasing } from './phrasing.ts';

export const values: readonly Phrasing[] = [
  [
    'What were total sales last month?',
    { metrics: ['revenue'], period: { kind: 'calendar', unit: 'month', offset: -1 } },
  ],
  ['total revenue in 2019', { metrics: ['revenue'], period: { kind: 'year', year: 2019 } }],
  ['what was our revenue in november?', { metrics: ['revenue'], period: { kind: 'month', month: 11 } }],
  ["what's our revenue in november", { metrics: ['revenue'], period: { kind: 'month', month: 11 } }],
  ['whats revenue in november', { metrics: ['revenue'], period: { kind: 'month', month: 11 } }],
  ['revenue nov', { metrics: ['revenue'], period: { kind: 'month', month: 11 } }],
  ['Nov sales', { metrics: ['revenue'], period: { kind: 'month', month: 11 } }],
  ['sales figures november', { metrics: ['revenue'], period: { kind: 'month', month: 11 } }],
  ['i need sales numbers for nov', { metrics: ['revenue'], period: { kind: 'month', month: 11 } }],
  ['REVENUE IN NOVEMBER', { metrics: ['revenue'], period: { kind: 'month', month: 11 } }],
  ['revenue, november', { metrics: ['revenue'], period: { kind: 'month', month: 11 } }],
  ['Revenue? November?', { metrics: ['revenue'], period: { kind: 'month', month: 11 } }],
  ['November 2019 - revenue', { metrics: ['revenue'], period: { kind: 'month', month: 11, year: 2019 } }],
  ['rev for nov', { metrics: ['revenue'], period: { kind: 'month', month: 11 } }],
  ['how much did we sell in Q3', { metrics: ['revenue'], period: { kind: 'quarter', quarter: 3 } }],
  [
    'how much did we make last month',
    { metrics: ['revenue'], period: { kind: 'calendar', unit: 'month', offset: -1 } },
  ],
  ['how much money did we make in 2019', { metrics: ['revenue'], period: { kind: 'year', year: 2019 } }],
  [
    'how much did we earn from Chicago',
    { metrics: ['revenue'], where: [{ dimension: 'location', op: 'in', values: ['Chicago'] }] },
  ],
  ['how much did we take in May', { metrics: ['revenue'], period: { kind: 'month', month: 5 } }],
  [
    'how many orders did we get in March 2019?',
    { metrics: ['orders'], period: { kind: 'month', month: 3, year: 2019 } },
  ],
  ['how many orders were placed in Q1?', { metrics: ['orders'], period: { kind: 'quarter', quarter: 1 } }],
  ['number of orders in August', { metrics: ['orders'], period: { kind: 'month', month: 8 } }],
  ['# of orders in August', { metrics: ['orders'], period: { kind: 'month', month: 8 } }],
  ['how many transactions in August', { metrics: ['orders'], period: { kind: 'month', month: 8 } }],
  ['total units sold in March', { metrics: ['units'], period: { kind: 'month', month: 3 } }],
  ['how many units did we sell in June', { metrics: ['units'], period: { kind: 'month', month: 6 } }],
  ['how many items did we sell in December', { metrics: ['units'], period: { kind: 'month', month: 12 } }],
  ['quantity sold in May', { metrics: ['units'], period: { kind: 'month', month: 5 } }],
  ['qty in May', { metrics: ['units'], period: { kind: 'month', month: 5 } }],
  ['how much discount did we give in Q4', { metrics: ['discount'], period: { kind: 'quarter', quarter: 4 } }],
  ['total discount given in 2019', { metrics: ['discount'], period: { kind: 'year', year: 2019 } }],
  ['how much tax did we collect in 2019', { metrics: ['tax'], period: { kind: 'year', year: 2019 } }],
  ['what were delivery charges in July', { metrics: ['delivery'], period: { kind: 'month', month: 7 } }],
  ['gross sales in Q4', { metrics: ['gross_sales'], period: { kind: 'quarter', quarter: 4 } }],
  ['invoice value in 2019', { metrics: ['invoice_value'], period: { kind: 'year', year: 2019 } }],
  [
    'How many customers bought something in the last 60 days?',
    { metrics: ['customers'], period: { kind: 'last', count: 60, unit: 'day' } },
  ],
  ['how many customers ordered in August', { metrics: ['customers'], period: { kind: 'month', month: 8 } }],
  [
    'how many customers made a purchase in May',
    { metrics: ['customers'], period: { kind: 'month', month: 5 } },
  ],
  [
    'how many customers placed an order in May',
    { metrics: ['customers'], period: { kind: 'month', month: 5 } },
  ],
  ['how many people bought in May', { metrics: ['customers'], period: { kind: 'month', month: 5 } }],
  [
    'how many different products did we sell in May',
    { metrics: ['products_sold'], period: { kind: 'month', month: 5 } },
  ],
  [
    'average order value in November',
    { metrics: ['average_order_value'], period: { kind: 'month', month: 11 } },
  ],
  [
    'what is the average order value in Q4',
    { metrics: ['average_order_value'], period: { kind: 'quarter', quarter: 4 } },
  ],
  [
    'AOV for Apparel',
    { metrics: ['average_order_value'], where: [{ dimension: 'category', op: 'in', values: ['Apparel'] }] },
  ],
  ['median order value in Q4', { metrics: ['median_order_value'], period: { kind: 'quarter', quarter: 4 } }],
  ['largest order in Q4', { metrics: ['largest_order'], period: { kind: 'quarter', quarter: 4 } }],
  [
    'revenue per customer in December',
    { metrics: ['revenue_per_customer'], period: { kind: 'month', month: 12 } },
  ],
  [
    'sales per customer in December',
    { metrics: ['revenue_per_customer'], period: { kind: 'month', month: 12 } },
  ],
  ['units per order in Q2', { metrics: ['units_per_order'], period: { kind: 'quarter', quarter: 2 } }],
  [
    'how many units per order did we sell in June',
    { metrics: ['units_per_order'], period: { kind: 'month', month: 6 } },
  ],
  ['what is the average number of units per order', { metrics: ['units_per_order'] }],
  ['number of orders per customer', { metrics: ['orders_per_customer'] }],
  [
    'orders per customer in Q4',
    { metrics: ['orders_per_customer'], period: { kind: 'quarter', quarter: 4 } },
  ],
  ["What's our ROAS for 2019?", { metrics: ['roas'], period: { kind: 'year', year: 2019 } }],
  ['return on ad spend in November', { metrics: ['roas'], period: { kind: 'month', month: 11 } }],
  ['cost per order in June', { metrics: ['cost_per_order'], period: { kind: 'month', month: 6 } }],
  [
    'cost per acquisition in Q3',
    { metrics: ['customer_acquisition_cost'], period: { kind: 'quarter', quarter: 3 } },
  ],
  ['repeat rate in Q4', { metrics: ['repeat_rate'], period: { kind: 'quarter', quarter: 4 } }],
  ['discount rate in December', { metrics: ['discount_rate'], period: { kind: 'month', month: 12 } }],
  ["what's the average delivery charge", { metrics: ['delivery_per_order'] }],
  ['marketing spend in June', { metrics: ['spend'], period: { kind: 'month', month: 6 } }],
  ['how much did we spend on marketing in May', { metrics: ['spend'], period: { kind: 'month', month: 5 } }],
  ['how much did we spend in May', { metrics: ['spend'], period: { kind: 'month', month: 5 } }],
  [
    'how much did we spend online in May',
    {
      metrics: ['spend'],
      where: [{ dimension: 'channel', op: 'in', values: ['Online'] }],
      period: { kind: 'month', month: 5 },
    },
  ],
  [
    'online spend last month',
    {
      metrics: ['spend'],
      where: [{ dimension: 'channel', op: 'in', values: ['Online'] }],
      period: { kind: 'calendar', unit: 'month', offset: -1 },
    },
  ],
  [
    'what is the offline spend in Q1?',
    {
      metrics: ['spend'],
      where: [{ dimension: 'channel', op: 'in', values: ['Offline'] }],
      period: { kind: 'quarter', quarter: 1 },
    },
  ],
  [
    'online ROAS in June',
    {
      metrics: ['roas'],
      where: [{ dimension: 'channel', op: 'in', values: ['Online'] }],
      period: { kind: 'month', month: 6 },
    },
  ],
  ['how much did customers spend in May', { metrics: ['revenue'], period: { kind: 'month', month: 5 } }],
  [
    'how much did women spend',
    { metrics: ['revenue'], where: [{ dimension: 'gender', op: 'in', values: ['F'] }] },
  ],
  [
    'how many new customers did we get in July?',
    { metrics: ['new_customers'], period: { kind: 'month', month: 7 } },
  ],
  [
    'how many customers did we acquire in July',
    { metrics: ['new_customers'], period: { kind: 'month', month: 7 } },
  ],
  ['new customers in July', { metrics: ['new_customers'], period: { kind: 'month', month: 7 } }],
  [
    'how many returning customers did we have in August',
    { metrics: ['returning_customers'], period: { kind: 'month', month: 8 } },
  ],
  [
    'Please could you be so kind as to tell me what our revenue was in the month of May 2019, thank you',
    { metrics: ['revenue'], period: { kind: 'month', month: 5, year: 2019 } },
  ],
  [
    'could you please show me the total revenue for the month of October 2019?',
    { metrics: ['revenue'], period: { kind: 'month', month: 10, year: 2019 } },
  ],
  ['May I see sales for June?', { metrics: ['revenue'], period: { kind: 'month', month: 6 } }],
  ['may sales', { metrics: ['revenue'], period: { kind: 'month', month: 5 } }],
  [
    'hey, can you give me the revenue for yesterday please',
    { metrics: ['revenue'], period: { kind: 'calendar', unit: 'day', offset: -1 } },
  ],
  [
    'how did sales do last quarter',
    { metrics: ['revenue'], period: { kind: 'calendar', unit: 'quarter', offset: -1 } },
  ],
  [
    'how did Chicago do in Q4?',
    {
      metrics: ['revenue'],
      where: [{ dimension: 'location', op: 'in', values: ['Chicago'] }],
      period: { kind: 'quarter', quarter: 4 },
    },
  ],
  [
    'how much revenue did we make from Apparel in Q4',
    {
      metrics: ['revenue'],
      where: [{ dimension: 'category', op: 'in', values: ['Apparel'] }],
      period: { kind: 'quarter', quarter: 4 },
    },
  ],
  [
    'What was the revenue on Christmas Day?',
    { metrics: ['revenue'], period: { kind: 'day', month: 12, day: 25 } },
  ],
  ['total customers in May', { metrics: ['customers'], period: { kind: 'month', month: 5 } }],
  [
    'how much money did we make from Apparel',
    { metrics: ['revenue'], where: [{ dimension: 'category', op: 'in', values: ['Apparel'] }] },
  ],
  ['what did we make in November', { metrics: ['revenue'], period: { kind: 'month', month: 11 } }],
  ['average revenue per order', { metrics: ['average_order_value'] }],
  ['average spend per customer', { metrics: ['revenue_per_customer'] }],
  ['spend per order', { metrics: ['cost_per_order'] }],
  ['how did orders do in May', { metrics: ['orders'], period: { kind: 'month', month: 5 } }],
  ['revenue including tax', { metrics: ['revenue_with_tax'] }],
  ['revenue plus tax', { metrics: ['revenue_with_tax'] }],
  ['revenue excluding tax', { metrics: ['revenue'] }],
  ['revenue including tax and delivery', { metrics: ['invoice_value'] }],
];
