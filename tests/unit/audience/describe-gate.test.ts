import { expect, it } from 'vitest';
import { describeAudience, describeGate } from '../../../tools/audience/describe-gate.ts';
import { gate } from '../../../tools/audience/gate.ts';
import type { Workspace } from '../../../tools/workspace.ts';

const workspace: Workspace = {
  tenantId: '00000000-0000-4000-8000-000000000001',
  name: 'Shop',
  timezone: 'UTC',
  currency: 'USD',
  today: '2026-11-21',
  clockIsBehind: false,
  data: { from: '2025-11-01', to: '2026-11-20' },
  isDemo: false,
  version: '1',
};
const did = (category: string, more: object = {}) => ({
  kind: 'did',
  action: 'purchase',
  targets: [{ of: 'category', values: [category] }],
  ...more,
});
const last60 = { within: { kind: 'last', count: 60, unit: 'day' } };
const trait = (name: string, more: object) => ({ kind: 'trait', trait: name, ...more });

it.each<[string, object, string]>([
  ['everyone', { kind: 'everyone' }, 'everyone'],
  [
    'the days of a period said, and what is left out',
    { kind: 'all', of: [did('Socks', last60), { kind: 'not', gate: did('Shoes', last60) }] },
    'bought Socks in the last 60 days (22 Sep – 20 Nov 2026), but not Shoes',
  ],
  [
    'what is left out of other days',
    { kind: 'all', of: [did('Socks', last60), { kind: 'not', gate: did('Shoes') }] },
    'bought Socks in the last 60 days (22 Sep – 20 Nov 2026), but did not buy Shoes',
  ],
  [
    'several targets of one line',
    {
      kind: 'did',
      action: 'view',
      targets: [
        { of: 'category', values: ['Socks', 'Shoes'] },
        { of: 'color', values: ['red'] },
        { of: 'device', values: ['mobile'] },
      ],
    },
    'looked at red Socks or Shoes on mobile',
  ],
  [
    'a part of a name',
    { kind: 'did', action: 'purchase', targets: [{ of: 'product', op: 'contains', values: ['wool'] }] },
    'bought something with “wool” in its name',
  ],
  [
    'how often',
    did('Socks', { measure: { of: 'times', op: '>=', value: 3 } }),
    'bought Socks at least 3 times',
  ],
  [
    'an amount',
    did('Shoes', { measure: { of: 'amount', op: '>', value: 500 }, within: { kind: 'year', year: 2025 } }),
    'spent over $500 on Shoes in 2025',
  ],
  [
    'one order',
    did('Shoes', { measure: { of: 'amount', each: 'order', op: '>', value: 200 } }),
    'spent over $200 on Shoes in a single order',
  ],
  [
    'kinds of goods',
    { kind: 'did', action: 'purchase', measure: { of: 'categories', op: '>=', value: 4 } },
    'bought at least 4 different categories',
  ],
  [
    'one kind',
    { kind: 'did', action: 'purchase', measure: { of: 'categories', op: '=', value: 1 } },
    'bought exactly 1 category',
  ],
  [
    'a discount',
    { kind: 'did', action: 'purchase', targets: [{ of: 'discount', op: 'in', values: ['true'] }] },
    'bought something with a discount',
  ],
  [
    'an average',
    { kind: 'did', action: 'purchase', measure: { of: 'average_order', op: '>', value: 80.5 } },
    'bought something for over $80.50 an order on average',
  ],
  ['an event type of their own', { kind: 'did', action: 'newsletter_opened' }, 'had “newsletter opened”'],
  [
    'traits',
    {
      kind: 'all',
      of: [
        trait('location', { op: 'in', values: ['Berlin'] }),
        trait('gender', { op: 'in', values: ['F'] }),
        trait('age', { op: 'between', value: 25, upper: 34 }),
        trait('email_consent', { op: 'in', values: ['true'] }),
        trait('churn_probability', { op: '>=', value: 0.6 }),
      ],
    },
    'live in Berlin, are women, are 25 to 34 years old, agreed to e-mail and have a churn risk of at least 60%',
  ],
  [
    'either of two',
    {
      kind: 'any',
      of: [did('Socks'), { kind: 'all', of: [did('Bags'), trait('age', { op: '<', value: 30 })] }],
    },
    'bought Socks or (bought Bags and are under 30 years old)',
  ],
  [
    'a day in their life',
    { kind: 'milestone', of: 'signup', within: { kind: 'month', month: 3 } },
    'joined in March 2026',
  ],
  [
    'a segment they are not in',
    { kind: 'not', gate: trait('segment', { op: 'in', values: ['At Risk'] }) },
    'do not belong to At Risk',
  ],
])('%s', (_, said, words) => {
  expect(describeGate(gate.parse(said), workspace)).toBe(words);
});

it('names the people', () => {
  expect(describeAudience({ kind: 'everyone' }, workspace)).toBe('All customers');
  expect(describeAudience(gate.parse(did('Socks')), workspace)).toBe('Customers who bought Socks');
});

it('refuses days that no calendar has', () => {
  const within = { kind: 'day', month: 2, day: 30, year: 2026 };
  expect(() => describeGate(gate.parse(did('Socks', { within })), workspace)).toThrow(/no 30 February/u);
});
