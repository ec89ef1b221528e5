/** When. */
import type { Phrasing } from './phrasing.ts';

export const dates: readonly Phrasing[] = [
  ['revenue yesterday', { metrics: ['revenue'], period: { kind: 'calendar', unit: 'day', offset: -1 } }],
  ['revenue today', { metrics: ['revenue'], period: { kind: 'calendar', unit: 'day', offset: 0 } }],
  ['revenue last week', { metrics: ['revenue'], period: { kind: 'calendar', unit: 'week', offset: -1 } }],
  ['revenue this month', { metrics: ['revenue'], period: { kind: 'calendar', unit: 'month', offset: 0 } }],
  [
    'revenue last quarter',
    { metrics: ['revenue'], period: { kind: 'calendar', unit: 'quarter', offset: -1 } },
  ],
  ['revenue last year', { metrics: ['revenue'], period: { kind: 'calendar', unit: 'year', offset: -1 } }],
  ['revenue this year', { metrics: ['revenue'], period: { kind: 'calendar', unit: 'year', offset: 0 } }],
  [
    'revenue in the past month',
    { metrics: ['revenue'], period: { kind: 'calendar', unit: 'month', offset: -1 } },
  ],
  ['revenue in the last 30 days', { metrics: ['revenue'], period: { kind: 'last', count: 30, unit: 'day' } }],
  ['past 30 days orders', { metrics: ['orders'], period: { kind: 'last', count: 30, unit: 'day' } }],
  [
    'revenue in the last 12 months',
    { metrics: ['revenue'], period: { kind: 'last', count: 12, unit: 'month' } },
  ],
  [
    'revenue in the last three weeks',
    { metrics: ['revenue'], period: { kind: 'last', count: 3, unit: 'week' } },
  ],
  [
    'revenue in the month before last',
    { metrics: ['revenue'], period: { kind: 'calendar', unit: 'month', offset: -2 } },
  ],
  [
    'revenue two months ago',
    { metrics: ['revenue'], period: { kind: 'calendar', unit: 'month', offset: -2 } },
  ],
  ['revenue 3 days ago', { metrics: ['revenue'], period: { kind: 'calendar', unit: 'day', offset: -3 } }],
  ['revenue in 2018', { metrics: ['revenue'], period: { kind: 'year', year: 2018 } }],
  ['revenue in March', { metrics: ['revenue'], period: { kind: 'month', month: 3 } }],
  ['revenue in Mar 2019', { metrics: ['revenue'], period: { kind: 'month', month: 3, year: 2019 } }],
  ['revenue last december', { metrics: ['revenue'], period: { kind: 'month', month: 12, year: 2019 } }],
  ['march last year revenue', { metrics: ['revenue'], period: { kind: 'month', month: 3, year: 2019 } }],
  ['sales in Q4 last year', { metrics: ['revenue'], period: { kind: 'quarter', quarter: 4, year: 2019 } }],
  [
    'revenue in the first half of 2019',
    { metrics: ['revenue'], period: { kind: 'half', half: 1, year: 2019 } },
  ],
  ['H2 revenue', { metrics: ['revenue'], period: { kind: 'half', half: 2 } }],
  ['revenue in the second quarter', { metrics: ['revenue'], period: { kind: 'quarter', quarter: 2 } }],
  [
    'revenue first quarter 2019',
    { metrics: ['revenue'], period: { kind: 'quarter', quarter: 1, year: 2019 } },
  ],
  [
    'revenue in the last quarter of 2019',
    { metrics: ['revenue'], period: { kind: 'quarter', quarter: 4, year: 2019 } },
  ],
  ['2019 Q3 revenue', { metrics: ['revenue'], period: { kind: 'quarter', quarter: 3, year: 2019 } }],
  ['revenue year to date', { metrics: ['revenue'], period: { kind: 'toDate', unit: 'year' } }],
  ['revenue this year so far', { metrics: ['revenue'], period: { kind: 'toDate', unit: 'year' } }],
  ['revenue ytd', { metrics: ['revenue'], period: { kind: 'toDate', unit: 'year' } }],
  ['revenue of all time', { metrics: ['revenue'] }],
  ['revenue on March 3rd', { metrics: ['revenue'], period: { kind: 'day', month: 3, day: 3 } }],
  [
    'revenue on the 3rd of March 2019',
    { metrics: ['revenue'], period: { kind: 'day', month: 3, day: 3, year: 2019 } },
  ],
  ['revenue on 3 March', { metrics: ['revenue'], period: { kind: 'day', month: 3, day: 3 } }],
  [
    'revenue on 2019-12-25',
    { metrics: ['revenue'], period: { kind: 'day', month: 12, day: 25, year: 2019 } },
  ],
  ['revenue in 2019-03', { metrics: ['revenue'], period: { kind: 'month', month: 3, year: 2019 } }],
  [
    'revenue on 12/25/2019',
    { metrics: ['revenue'], period: { kind: 'day', month: 12, day: 25, year: 2019 } },
  ],
  [
    'revenue on 25.12.2019',
    { metrics: ['revenue'], period: { kind: 'day', month: 12, day: 25, year: 2019 } },
  ],
  [
    'revenue from 2019-03-01 to 2019-03-31',
    { metrics: ['revenue'], period: { kind: 'range', from: '2019-03-01', to: '2019-03-31' } },
  ],
  [
    'revenue between March 3 and March 10',
    { metrics: ['revenue'], period: { kind: 'range', from: '2019-03-03', to: '2019-03-10' } },
  ],
  [
    'revenue from March 3 to 10',
    { metrics: ['revenue'], period: { kind: 'range', from: '2019-03-03', to: '2019-03-10' } },
  ],
  [
    'revenue from January to March 2019',
    {
      metrics: ['revenue'],
      period: { kind: 'months', fromMonth: 1, fromYear: 2019, toMonth: 3, toYear: 2019 },
    },
  ],
  [
    'revenue from November 2018 to February 2019',
    {
      metrics: ['revenue'],
      period: { kind: 'months', fromMonth: 11, fromYear: 2018, toMonth: 2, toYear: 2019 },
    },
  ],
  ['sales Jan-Mar', { metrics: ['revenue'], period: { kind: 'months', fromMonth: 1, toMonth: 3 } }],
  [
    'sales January through March',
    { metrics: ['revenue'], period: { kind: 'months', fromMonth: 1, toMonth: 3 } },
  ],
  [
    'revenue Q1-Q3',
    { metrics: ['revenue'], period: { kind: 'range', from: '2019-01-01', to: '2019-09-30' } },
  ],
  [
    'revenue between Q1 and Q3',
    { metrics: ['revenue'], period: { kind: 'range', from: '2019-01-01', to: '2019-09-30' } },
  ],
  ['revenue since September', { metrics: ['revenue'], period: { kind: 'since', from: '2019-09-01' } }],
  ['revenue since 2019-06-15', { metrics: ['revenue'], period: { kind: 'since', from: '2019-06-15' } }],
  ['revenue after March', { metrics: ['revenue'], period: { kind: 'since', from: '2019-04-01' } }],
  ['revenue before June', { metrics: ['revenue'], period: { kind: 'until', to: '2019-05-31' } }],
  ['revenue through June', { metrics: ['revenue'], period: { kind: 'until', to: '2019-06-30' } }],
  ['revenue from June on', { metrics: ['revenue'], period: { kind: 'since', from: '2019-06-01' } }],
  ['revenue until March 15', { metrics: ['revenue'], period: { kind: 'until', to: '2019-03-15' } }],
  [
    'revenue in the first 10 days of March',
    { metrics: ['revenue'], period: { kind: 'range', from: '2019-03-01', to: '2019-03-10' } },
  ],
  [
    'last 3 months of 2019 revenue',
    { metrics: ['revenue'], period: { kind: 'range', from: '2019-10-01', to: '2019-12-31' } },
  ],
  [
    'revenue in week 12',
    { metrics: ['revenue'], period: { kind: 'range', from: '2019-03-18', to: '2019-03-24' } },
  ],
  [
    'revenue in the week of March 6',
    { metrics: ['revenue'], period: { kind: 'range', from: '2019-03-04', to: '2019-03-10' } },
  ],
  ["revenue on new year's eve", { metrics: ['revenue'], period: { kind: 'day', month: 12, day: 31 } }],
  ['revenue on the first of May', { metrics: ['revenue'], period: { kind: 'day', month: 5, day: 1 } }],
  [
    "what's the revenue so far this quarter",
    { metrics: ['revenue'], period: { kind: 'toDate', unit: 'quarter' } },
  ],
  [
    'revenue from 1/15/2019 to 1/31/2019',
    { metrics: ['revenue'], period: { kind: 'range', from: '2019-01-15', to: '2019-01-31' } },
  ],
  [
    'May 1st through May 15th revenue',
    { metrics: ['revenue'], period: { kind: 'range', from: '2019-05-01', to: '2019-05-15' } },
  ],
  ['revenue in 04/2019', { metrics: ['revenue'], period: { kind: 'month', month: 4, year: 2019 } }],
  [
    'sales last Friday',
    { metrics: ['revenue'], period: { kind: 'range', from: '2019-12-27', to: '2019-12-27' } },
  ],
  ['sales last Friday in May', 'refuse'],
  [
    'sales on Fridays',
    { metrics: ['revenue'], where: [{ dimension: 'weekday', op: 'in', values: ['Friday'] }] },
  ],
  [
    'revenue last weekend',
    { metrics: ['revenue'], period: { kind: 'range', from: '2019-12-28', to: '2019-12-29' } },
  ],
  ['revenue last weekend of May', 'refuse'],
  ['revenue until end of May', { metrics: ['revenue'], period: { kind: 'until', to: '2019-05-31' } }],
  ['revenue until end of business', 'refuse'],
  [
    'revenue between 5 and 10 May',
    { metrics: ['revenue'], period: { kind: 'range', from: '2019-05-05', to: '2019-05-10' } },
  ],
  [
    'revenue between May 5 and 10',
    { metrics: ['revenue'], period: { kind: 'range', from: '2019-05-05', to: '2019-05-10' } },
  ],
  ['revenue between 10 and 5 May', 'refuse'],
  [
    'revenue in the second half of May',
    { metrics: ['revenue'], period: { kind: 'range', from: '2019-05-16', to: '2019-05-31' } },
  ],
  ['revenue in the third half of May', 'refuse'],
  [
    'revenue in the first week of March',
    { metrics: ['revenue'], period: { kind: 'range', from: '2019-03-01', to: '2019-03-07' } },
  ],
  ['revenue ytd 2019', { metrics: ['revenue'], period: { kind: 'toDate', unit: 'year' } }],
  [
    'revenue in 2019 without January',
    {
      metrics: ['revenue'],
      where: [{ dimension: 'month_name', op: 'not_in', values: ['January'] }],
      period: { kind: 'year', year: 2019 },
    },
  ],
  [
    'orders in 2019 except November and December',
    {
      metrics: ['orders'],
      where: [{ dimension: 'month_name', op: 'not_in', values: ['November', 'December'] }],
      period: { kind: 'year', year: 2019 },
    },
  ],
  [
    'revenue in 2019 excluding Q4',
    {
      metrics: ['revenue'],
      where: [{ dimension: 'month_name', op: 'not_in', values: ['October', 'November', 'December'] }],
      period: { kind: 'year', year: 2019 },
    },
  ],
  [
    'revenue except January to March',
    {
      metrics: ['revenue'],
      where: [{ dimension: 'month_name', op: 'not_in', values: ['January', 'February', 'March'] }],
    },
  ],
];
