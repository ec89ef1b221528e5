/** Slips of the finger. */
import type { Phrasing } from './phrasing.ts';

export const typing: readonly Phrasing[] = [
  ['revenu by catgory', { metrics: ['revenue'], by: ['category'] }],
  [
    'revnue from Chciago',
    { metrics: ['revenue'], where: [{ dimension: 'location', op: 'in', values: ['Chicago'] }] },
  ],
  ['reveneu in novembr', { metrics: ['revenue'], period: { kind: 'month', month: 11 } }],
  ['slaes by locaton', { metrics: ['revenue'], by: ['location'] }],
  ['oders last mnth', { metrics: ['orders'], period: { kind: 'calendar', unit: 'month', offset: -1 } }],
  ['custmers by gender', { metrics: ['customers'], by: ['gender'] }],
  [
    'revenue from Calfornia',
    { metrics: ['revenue'], where: [{ dimension: 'location', op: 'in', values: ['California'] }] },
  ],
  [
    'avarage order value in Decmber',
    { metrics: ['average_order_value'], period: { kind: 'month', month: 12 } },
  ],
];
