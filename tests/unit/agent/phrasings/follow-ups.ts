/** A thread. */
import type { Phrasing } from './phrasing.ts';

export const followUps: readonly Phrasing[] = [
  [
    ['revenue in November', 'and by location?'],
    { metrics: ['revenue'], by: ['location'], period: { kind: 'month', month: 11 } },
  ],
  [
    ['top 5 categories by revenue', 'only Q4'],
    {
      metrics: ['revenue'],
      by: ['category'],
      period: { kind: 'quarter', quarter: 4 },
      order: { by: 'revenue', direction: 'desc' },
      limit: 5,
    },
  ],
  [
    ['revenue in November', 'only Chicago'],
    {
      metrics: ['revenue'],
      where: [{ dimension: 'location', op: 'in', values: ['Chicago'] }],
      period: { kind: 'month', month: 11 },
    },
  ],
  [
    ['revenue in November', 'only Chicago', 'and orders?'],
    {
      metrics: ['orders'],
      where: [{ dimension: 'location', op: 'in', values: ['Chicago'] }],
      period: { kind: 'month', month: 11 },
    },
  ],
  [
    ['revenue in November', 'what about December?'],
    { metrics: ['revenue'], period: { kind: 'month', month: 12 } },
  ],
  [['revenue in November', 'same for August'], { metrics: ['revenue'], period: { kind: 'month', month: 8 } }],
  [['revenue in November', 'and units?'], { metrics: ['units'], period: { kind: 'month', month: 11 } }],
  [
    ['revenue in November', 'also orders'],
    { metrics: ['revenue', 'orders'], period: { kind: 'month', month: 11 } },
  ],
  [['revenue in November', 'in 2018'], { metrics: ['revenue'], period: { kind: 'year', year: 2018 } }],
  [
    ['revenue in March 2018', 'and April?'],
    { metrics: ['revenue'], period: { kind: 'month', month: 4, year: 2018 } },
  ],
  [
    ['revenue in 2018', 'only Q4'],
    { metrics: ['revenue'], period: { kind: 'quarter', quarter: 4, year: 2018 } },
  ],
  [['revenue by category', 'and by location?'], { metrics: ['revenue'], by: ['location'] }],
  [['revenue by category', 'by month instead'], { metrics: ['revenue'], grain: 'month' }],
  [['revenue by category', 'break that down by gender'], { metrics: ['revenue'], by: ['gender'] }],
  [['revenue by category', 'also by gender'], { metrics: ['revenue'], by: ['category', 'gender'] }],
  [['revenue by month', 'as a table'], { metrics: ['revenue'], grain: 'month', view: 'table' }],
  [['revenue by month', 'as a chart'], { metrics: ['revenue'], grain: 'month', view: 'chart' }],
  [
    ['top 5 categories by revenue', 'only Q4', 'top 3'],
    {
      metrics: ['revenue'],
      by: ['category'],
      period: { kind: 'quarter', quarter: 4 },
      order: { by: 'revenue', direction: 'desc' },
      limit: 3,
    },
  ],
  [
    ['top 5 categories by revenue', 'excluding Nest'],
    {
      metrics: ['revenue'],
      by: ['category'],
      where: [{ dimension: 'category', op: 'not_in', values: ['Nest'] }],
      order: { by: 'revenue', direction: 'desc' },
      limit: 5,
    },
  ],
  [['top 5 categories by revenue', 'sort ascending'], { asks: ['Bottom 5 instead', 'All, in that order'] }],
  [
    ['revenue by category', 'sort ascending'],
    { metrics: ['revenue'], by: ['category'], order: { by: 'revenue', direction: 'asc' } },
  ],
  [
    ['revenue in November', 'compare with the month before'],
    { metrics: ['revenue'], period: { kind: 'month', month: 11 }, compareTo: { kind: 'previous' } },
  ],
  [
    ['revenue in November', 'and the month before?'],
    { metrics: ['revenue'], period: { kind: 'range', from: '2019-10-01', to: '2019-10-31' } },
  ],
  [
    ['revenue in November', 'compare to October'],
    {
      metrics: ['revenue'],
      compareTo: {
        kind: 'periods',
        periods: [
          { kind: 'month', month: 11 },
          { kind: 'month', month: 10 },
        ],
      },
    },
  ],
  // The shop's data begin in 2019.
  [['revenue in November', 'year over year'], 'refuse'],
  [
    ['revenue in Chicago', 'compare with California'],
    {
      metrics: ['revenue'],
      compareTo: { kind: 'values', dimension: 'location', values: ['Chicago', 'California'] },
    },
  ],
  [
    ['revenue in Chicago', 'vs California'],
    {
      metrics: ['revenue'],
      compareTo: { kind: 'values', dimension: 'location', values: ['Chicago', 'California'] },
    },
  ],
  [
    ['revenue in Chicago', 'same for New York'],
    { metrics: ['revenue'], where: [{ dimension: 'location', op: 'in', values: ['New York'] }] },
  ],
  [
    ['revenue from Chicago in November', 'remove the filter'],
    { metrics: ['revenue'], period: { kind: 'month', month: 11 } },
  ],
  [
    ['revenue by category', 'over 10000'],
    { metrics: ['revenue'], by: ['category'], having: [{ metric: 'revenue', op: '>', value: 10000 }] },
  ],
  [
    ['revenue by category', 'as a share'],
    { metrics: ['revenue'], by: ['category'], transform: { kind: 'share' } },
  ],
  [
    ['revenue by month', 'cumulative'],
    { metrics: ['revenue'], grain: 'month', transform: { kind: 'cumulative' } },
  ],
  [
    ['revenue by month', 'month over month'],
    { metrics: ['revenue'], grain: 'month', transform: { kind: 'growth' } },
  ],
  [
    ['revenue by month', 'only women', 'what about men'],
    { metrics: ['revenue'], grain: 'month', where: [{ dimension: 'gender', op: 'in', values: ['M'] }] },
  ],
  [
    ['share of revenue from Nest-USA', 'and Apparel?'],
    {
      metrics: ['revenue'],
      where: [{ dimension: 'category', op: 'in', values: ['Apparel'] }],
      transform: { kind: 'share', of: [] },
    },
  ],
  [
    ['share of revenue from Nest-USA', 'in Chicago'],
    {
      metrics: ['revenue'],
      where: [
        { dimension: 'category', op: 'in', values: ['Nest-USA'] },
        { dimension: 'location', op: 'in', values: ['Chicago'] },
      ],
      transform: { kind: 'share', of: [{ dimension: 'location', op: 'in', values: ['Chicago'] }] },
    },
  ],
  [
    ['revenue Q3 vs Q4', 'only Chicago'],
    {
      metrics: ['revenue'],
      where: [{ dimension: 'location', op: 'in', values: ['Chicago'] }],
      compareTo: {
        kind: 'periods',
        periods: [
          { kind: 'quarter', quarter: 3 },
          { kind: 'quarter', quarter: 4 },
        ],
      },
    },
  ],
  [
    ['revenue Q3 vs Q4', 'by category'],
    {
      metrics: ['revenue'],
      by: ['category'],
      compareTo: {
        kind: 'periods',
        periods: [
          { kind: 'quarter', quarter: 3 },
          { kind: 'quarter', quarter: 4 },
        ],
      },
    },
  ],
  [
    ['top 10 customers by revenue', 'in Q4', 'only women'],
    {
      metrics: ['revenue'],
      by: ['customer'],
      where: [{ dimension: 'gender', op: 'in', values: ['F'] }],
      period: { kind: 'quarter', quarter: 4 },
      order: { by: 'revenue', direction: 'desc' },
      limit: 10,
    },
  ],
  [
    ['how many orders in May', 'how many were from Chicago?'],
    {
      metrics: ['orders'],
      where: [{ dimension: 'location', op: 'in', values: ['Chicago'] }],
      period: { kind: 'month', month: 5 },
    },
  ],
  [['how many orders in May', 'and in June?'], { metrics: ['orders'], period: { kind: 'month', month: 6 } }],
  [
    ['how many orders in May', 'trend'],
    { metrics: ['orders'], grain: 'day', period: { kind: 'month', month: 5 } },
  ],
  [
    ['AOV by category', 'for women only'],
    {
      metrics: ['average_order_value'],
      by: ['category'],
      where: [{ dimension: 'gender', op: 'in', values: ['F'] }],
    },
  ],
  [['revenue in November', 'orders by month'], { metrics: ['orders'], grain: 'month' }],
  [['revenue in November', 'why?'], 'refuse'],
  [['revenue in November', 'and employees?'], 'refuse'],
  [['revenue in November', 'and in Atlantis?'], 'refuse'],
  [['revenue in November', 'top 3'], 'refuse'],
  ['and by region?', { asks: ['Revenue', 'Orders', 'Units sold'] }],
  ['only Chicago', { asks: ['Revenue', 'Orders', 'Units sold'] }],
  ['as a table', 'refuse'],
  [
    ['revenue in March and April', '1'],
    { metrics: ['revenue'], period: { kind: 'months', fromMonth: 3, toMonth: 4 } },
  ],
  [
    ['revenue in March and April', 'the second'],
    {
      metrics: ['revenue'],
      compareTo: {
        kind: 'periods',
        periods: [
          { kind: 'month', month: 3 },
          { kind: 'month', month: 4 },
        ],
      },
    },
  ],
  [
    ['revenue in March and April', 'side by side'],
    {
      metrics: ['revenue'],
      compareTo: {
        kind: 'periods',
        periods: [
          { kind: 'month', month: 3 },
          { kind: 'month', month: 4 },
        ],
      },
    },
  ],
  [
    ['compare March with April', 'orders'],
    {
      metrics: ['orders'],
      compareTo: {
        kind: 'periods',
        periods: [
          { kind: 'month', month: 3 },
          { kind: 'month', month: 4 },
        ],
      },
    },
  ],
  [['what is revenue', '2'], { metrics: ['revenue'] }],
  // A bare metric keeps the rest; a whole question does not.
  [['revenue in Q3', 'AOV?'], { metrics: ['average_order_value'], period: { kind: 'quarter', quarter: 3 } }],
  [['revenue in Q3', 'how many orders?'], { metrics: ['orders'], period: { kind: 'quarter', quarter: 3 } }],
  [['revenue in Q3', 'how many orders did we have?'], { metrics: ['orders'] }],
  [['revenue in Q3', 'total orders'], { metrics: ['orders'] }],
  [
    ['new customers in July', 'their revenue'],
    {
      metrics: ['revenue'],
      where: [{ dimension: 'customer_type', op: 'in', values: ['New'] }],
      period: { kind: 'month', month: 7 },
    },
  ],
  [['orders in July', 'their revenue'], { metrics: ['revenue'], period: { kind: 'month', month: 7 } }],
  [
    ['what share of revenue comes from women?', 'of orders?'],
    {
      metrics: ['orders'],
      where: [{ dimension: 'gender', op: 'in', values: ['F'] }],
      transform: { kind: 'share', of: [] },
    },
  ],
  // Nobody is new and returning.
  [
    ['new customers in July', 'and returning?'],
    { metrics: ['returning_customers'], period: { kind: 'month', month: 7 } },
  ],
  [
    ['revenue in July', 'and returning?'],
    {
      metrics: ['revenue'],
      where: [{ dimension: 'customer_type', op: 'in', values: ['Returning'] }],
      period: { kind: 'month', month: 7 },
    },
  ],
  // On top of what is there, or in its place.
  [
    ['revenue in Chicago', 'also New York'],
    { metrics: ['revenue'], where: [{ dimension: 'location', op: 'in', values: ['Chicago', 'New York'] }] },
  ],
  [
    ['revenue in Chicago', 'plus California'],
    { metrics: ['revenue'], where: [{ dimension: 'location', op: 'in', values: ['Chicago', 'California'] }] },
  ],
  [
    ['revenue in Chicago', 'and California?'],
    { metrics: ['revenue'], where: [{ dimension: 'location', op: 'in', values: ['California'] }] },
  ],
  [['revenue in Chicago', 'plus Atlantis'], 'refuse'],
  [
    ['revenue excluding Nest-USA', 'and Apparel too'],
    {
      metrics: ['revenue'],
      where: [{ dimension: 'category', op: 'not_in', values: ['Nest-USA', 'Apparel'] }],
    },
  ],
  [['revenue excluding Nest-USA', 'add Nest-USA'], 'refuse'],
  [
    ['revenue in Q2', 'also Q3'],
    {
      metrics: ['revenue'],
      compareTo: {
        kind: 'periods',
        periods: [
          { kind: 'quarter', quarter: 2 },
          { kind: 'quarter', quarter: 3 },
        ],
      },
    },
  ],
  [
    ['revenue Chicago vs California', 'add New York'],
    {
      metrics: ['revenue'],
      compareTo: { kind: 'values', dimension: 'location', values: ['Chicago', 'California', 'New York'] },
    },
  ],
  [['revenue in Chicago', 'all locations'], { metrics: ['revenue'], by: ['location'] }],
  [
    ['revenue in Chicago', 'all categories'],
    {
      metrics: ['revenue'],
      by: ['category'],
      where: [{ dimension: 'location', op: 'in', values: ['Chicago'] }],
    },
  ],
  [
    ['ROAS in Q2', 'only online spend'],
    {
      metrics: ['roas'],
      where: [{ dimension: 'channel', op: 'in', values: ['Online'] }],
      period: { kind: 'quarter', quarter: 2 },
    },
  ],
  [
    ['orders in Q2', 'only online spend'],
    {
      metrics: ['spend'],
      where: [{ dimension: 'channel', op: 'in', values: ['Online'] }],
      period: { kind: 'quarter', quarter: 2 },
    },
  ],
  // A condition on another number adds, on the same one replaces.
  [
    ['categories with revenue over 200,000', 'over 100 orders'],
    {
      metrics: ['revenue'],
      by: ['category'],
      having: [
        { metric: 'revenue', op: '>', value: 200000 },
        { metric: 'orders', op: '>', value: 100 },
      ],
    },
  ],
  [
    ['categories with revenue over 200,000', 'over 100,000'],
    { metrics: ['revenue'], by: ['category'], having: [{ metric: 'revenue', op: '>', value: 100000 }] },
  ],
  [
    ['categories with revenue over 200,000', 'products instead'],
    { metrics: ['revenue'], by: ['product'], having: [{ metric: 'revenue', op: '>', value: 200000 }] },
  ],
  [['top 5 products by revenue', 'customers'], { asks: ['By customer', 'How many customers'] }],
  [
    ['top 5 products by revenue', 'by units'],
    { metrics: ['units'], by: ['product'], order: { by: 'units', direction: 'desc' }, limit: 5 },
  ],
  [['revenue in May', 'by units'], 'refuse'],
  [
    ['revenue by location', 'top 3 only'],
    { metrics: ['revenue'], by: ['location'], order: { by: 'revenue', direction: 'desc' }, limit: 3 },
  ],
  [['revenue in May', 'top 3 only'], 'refuse'],
  // Corrections.
  [['revenue in Q3', 'sorry I meant Q2'], { metrics: ['revenue'], period: { kind: 'quarter', quarter: 2 } }],
  [['revenue in Q3', 'no, Q2'], { metrics: ['revenue'], period: { kind: 'quarter', quarter: 2 } }],
  [['revenue in Q3', 'I meant orders'], { metrics: ['orders'], period: { kind: 'quarter', quarter: 3 } }],
  [
    ['orders in Chicago', 'actually in California'],
    { metrics: ['orders'], where: [{ dimension: 'location', op: 'in', values: ['California'] }] },
  ],
  [['revenue in Q3', 'no'], 'refuse'],
  [['revenue in Q3', 'sorry, I meant profit'], 'refuse'],
  ['sorry I meant Q2', 'refuse'],
  // Of them.
  [
    ['new customers in July', 'how many of them were women?'],
    {
      metrics: ['new_customers'],
      where: [{ dimension: 'gender', op: 'in', values: ['F'] }],
      period: { kind: 'month', month: 7 },
    },
  ],
  [['revenue in July', 'how many of them were women?'], 'refuse'],
  [
    ['revenue in Q3', 'sorry, I meant orders by month'],
    { asks: ['Orders by month, Q3 2019', 'Orders by month, all dates'] },
  ],
  [['revenue in Chicago', 'also orders in New York'], 'refuse'],
  // “their” is said of those in the list.
  [
    ['top 5 customers by revenue', 'their orders'],
    {
      metrics: ['revenue', 'orders'],
      by: ['customer'],
      order: { by: 'revenue', direction: 'desc' },
      limit: 5,
    },
  ],
  [
    ['revenue from new customers in July', 'and returning?'],
    { metrics: ['returning_customer_revenue'], period: { kind: 'month', month: 7 } },
  ],
];
