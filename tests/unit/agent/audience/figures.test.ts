/** Figures of people whom only a gate can name, in one question or in the thread. */
import { describe, expect, it, test } from 'vitest';
import { converse } from './boutique.ts';

const figures: readonly (readonly [said: readonly string[], restated: string])[] = [
  [
    ['revenue from at-risk customers by month'],
    'Revenue by month, all dates, customers who belong to At Risk',
  ],
  [
    ['average order value of at-risk customers'],
    'Average order value, all dates, customers who belong to At Risk',
  ],
  [['how much did loyal customers spend in Q3'], 'Revenue, Q3 2026, customers who belong to Loyal'],
  [['how many orders did VIPs place in Q3'], 'Orders, Q3 2026, customers who belong to Champions'],
  [
    ['revenue in October from customers who bought socks but not shoes in the last 60 days by category'],
    'Revenue by category, October 2026, customers who bought Socks in the last 60 days (22 Sep – 20 Nov 2026), but not Shoes',
  ],
  [
    ['customers who bought socks in the last 60 days', 'and their average order value'],
    'Average order value, all dates, customers who bought Socks in the last 60 days (22 Sep – 20 Nov 2026)',
  ],
  [
    ['women in Berlin who never bought bags', 'how much did they spend last month'],
    'Revenue, October 2026, customers who are women and live in Berlin, but did not buy Bags',
  ],
  [
    [
      'customers who never bought bags',
      'revenue from them',
      'by month',
      'only Berlin',
      'how many orders did they place',
    ],
    'Orders, location Berlin, all dates, customers who did not buy Bags',
  ],
  [
    ['customers who never bought bags', 'revenue from them', 'only Socks', 'how many orders did they place'],
    'Orders, all dates, customers who did not buy Bags',
  ],
  [
    ['customers who never bought bags', 'revenue from them', 'only Berlin', 'what did they spend in Paris'],
    'Revenue, location Paris, all dates, customers who did not buy Bags',
  ],
  [
    ['customers who never bought bags', 'revenue from them', 'only Berlin'],
    'Revenue, location Berlin, all dates, customers who did not buy Bags',
  ],
  [['at-risk customers by age group'], 'Customers by age band, all dates, customers who belong to At Risk'],
  [
    ['revenue from women over 50 by month'],
    'Revenue by month, all dates, customers who are women and are over 50 years old',
  ],
  [['how much do VIPs spend per order'], 'Average order value, all dates, customers who belong to Champions'],
  [
    ['what did women who never bought bags spend on average per order'],
    'Average order value, all dates, customers who are women, but did not buy Bags',
  ],
  [
    ['women in Berlin who never bought bags', 'what did they spend on average per order'],
    'Average order value, all dates, customers who are women and live in Berlin, but did not buy Bags',
  ],
  [
    ['women in Berlin who never bought bags', 'and their AOV', 'what about Paris'],
    'Average order value, all dates, customers who are women and live in Paris, but did not buy Bags',
  ],
  [
    ['revenue of VIPs by month', 'and the at-risk'],
    'Revenue by month, all dates, customers who belong to At Risk',
  ],
];

test.each(figures)('%s', async (said, restated) => {
  const read = await converse(said);
  expect(read).toMatchObject({ kind: 'call', call: { tool: 'sql_analytics' }, restated });
});

describe('in the thread', () => {
  it('keeps the people for “save” and “export” behind their figures', async () => {
    const turns = ['customers who never bought bags', 'and their average order value'];
    expect(await converse([...turns, 'save them as Bagless'])).toMatchObject({
      call: { tool: 'save_segment', args: { name: 'Bagless', gate: { kind: 'not' } } },
    });
    expect(await converse([...turns, 'export them'])).toMatchObject({ call: { tool: 'download_audience' } });
  });

  it('leaves a question of its own to everybody', async () => {
    const read = await converse(['customers who never bought bags', 'revenue by month']);
    expect(read.kind === 'call' && read.call.args.people).toBeUndefined();
  });

  it('refuses figures of people found by an interest', async () => {
    expect(await converse(['customers who love jazz', 'and their average order value'])).toMatchObject({
      kind: 'refuse',
      because: expect.stringContaining('saved as a segment'),
    });
  });
});

describe('how many they are, behind their figures', () => {
  it('counts the people', async () => {
    const read = await converse(['revenue of VIPs by month', 'how many people is that']);
    expect(read).toMatchObject({ call: { tool: 'show_segment', args: { segment: 'Champions' } } });
  });

  it('counts nobody where the figures were of a part of them', async () => {
    const read = await converse(['revenue of VIPs by month', 'only women', 'how many people is that']);
    expect(read.kind).toBe('refuse');
  });
});

describe('segments by other words than their names', () => {
  test.each([
    ['compare revenue of VIPs and at-risk customers', 'compare revenue of Champions and At Risk'],
    ['what share of revenue comes from VIPs', 'what share of revenue comes from Champions'],
  ])('%s', async (said, byName) => {
    const named = await converse([byName]);
    if (named.kind !== 'call') throw new Error(JSON.stringify(named));
    expect(await converse([said])).toMatchObject({ kind: 'call', call: named.call });
  });

  it('takes at-risk customers for the segment, and customers at risk for their churn risk', async () => {
    expect(await converse(['what percentage of at-risk customers live in Berlin'])).toMatchObject({
      call: { tool: 'hybrid_discovery', args: { among: { trait: 'segment', values: ['At Risk'] } } },
    });
    expect(await converse(['customers at risk by location'])).toMatchObject({
      call: { tool: 'sql_analytics', args: { metrics: ['customers_at_risk'] } },
    });
  });

  it('leaves what we spent to marketing', async () => {
    const read = await converse(['what did we spend per order']);
    expect(JSON.stringify(read)).not.toContain('average_order_value');
  });
});

describe('whom “customers” are', () => {
  it.each([
    'how many customers live in Berlin',
    'how many customers from Paris do we have',
    'what share of customers are women',
  ])('are everybody on the list: %s', async (said) => {
    expect(await converse([said])).toMatchObject({
      call: { tool: 'sql_analytics', args: { metrics: ['customer_base'] } },
      notes: [expect.stringContaining('everybody on the customer list')],
    });
  });

  it.each(['how many buyers live in Berlin', 'how many customers from Berlin bought socks'])(
    'are who ordered where that is said: %s',
    async (said) => {
      expect(await converse([said])).toMatchObject({ call: { args: { metrics: ['customers'] } } });
    },
  );

  it('says that nothing spent is not counted as little', async () => {
    expect(await converse(['how many customers spent less than 50'])).toMatchObject({
      notes: [expect.stringContaining('who never did is left out')],
    });
    expect(await converse(['how many customers spent more than 50'])).toMatchObject({ notes: [] });
  });
});

describe('two groups with no number named', () => {
  it.each([
    'how do sock buyers differ from sneaker buyers',
    'what is the difference between sock buyers and sneaker buyers',
  ])('are not counted, but told in several numbers: %s', async (said) => {
    const of = (category: string) => ({ kind: 'did', targets: [{ of: 'category', values: [category] }] });
    expect(await converse([said])).toMatchObject({
      call: {
        tool: 'group_figures',
        args: {
          groups: [of('Socks'), of('Sneakers')],
          metrics: ['revenue', 'orders', 'average_order_value', 'revenue_per_customer'],
        },
      },
    });
  });

  it.each([
    'VIPs compared with at-risk',
    'how do VIPs differ from at-risk customers',
    'compare VIPs with at-risk',
  ])('are told in several numbers where metrics can split them: %s', async (said) => {
    expect(await converse([said])).toMatchObject({
      call: {
        tool: 'sql_analytics',
        args: { by: ['segment'], where: [{ dimension: 'segment', values: ['Champions', 'At Risk'] }] },
      },
    });
  });
});

describe('an age or a number', () => {
  it('is asked back', async () => {
    expect(await converse(['women over 50 orders'])).toMatchObject({
      kind: 'clarify',
      options: [
        { call: { tool: 'sql_analytics', args: { metrics: ['orders'] } } },
        { call: { tool: 'hybrid_discovery' } },
      ],
    });
  });

  it('is a number where nobody is that young', async () => {
    expect(await converse(['women over 5 orders'])).toMatchObject({ call: { tool: 'hybrid_discovery' } });
  });
});

describe('each month', () => {
  it.each([
    ['how many customers bought each month', 'bought something in each of the'],
    ['how many women ordered every quarter', 'are women and bought something in each of the'],
  ])('is asked back where it counts: %s', async (said, all) => {
    expect(await converse([said])).toMatchObject({
      kind: 'clarify',
      options: [
        { label: expect.stringMatching(/^Customers.* by (month|quarter)/u), call: { tool: 'sql_analytics' } },
        { label: expect.stringContaining(all), call: { tool: 'hybrid_discovery' } },
      ],
    });
  });

  it('is each and every one where it is said so, or where people are wanted', async () => {
    for (const said of [
      'how many customers bought in every single month',
      'customers who bought every month',
    ])
      expect(await converse([said])).toMatchObject({
        call: { tool: 'hybrid_discovery' },
        restated: expect.stringContaining('bought something in each of the'),
      });
  });
});

describe('behind a share of people', () => {
  const share = 'what percentage of VIPs bought bags';

  it('tells the same share of others', async () => {
    expect(await converse([share, 'and of at-risk customers'])).toMatchObject({
      call: {
        tool: 'hybrid_discovery',
        args: {
          among: { trait: 'segment', values: ['At Risk'] },
          gate: { kind: 'all', of: [{ trait: 'segment', values: ['At Risk'] }, { kind: 'did' }] },
        },
      },
    });
  });

  it('narrows the whole with the part', async () => {
    expect(await converse([share, 'only Berlin'])).toMatchObject({
      call: { args: { among: { kind: 'all', of: [{ values: ['Champions'] }, { values: ['Berlin'] }] } } },
    });
  });

  it('takes those for the whole of the next share', async () => {
    const first = 'how many of our customers are from Poland';
    expect(await converse([first, 'and how many of those bought socks'])).toMatchObject({
      call: { args: { among: { trait: 'country', values: ['PL'] }, gate: { kind: 'all' } } },
    });
  });

  it('does not forget the share', async () => {
    expect(await converse([share, 'and by month'])).toMatchObject({ kind: 'refuse' });
  });
});

describe('other days in the thread', () => {
  it.each([
    ['90 days', 90],
    ['and 90 days?', 90],
    ['what about 120', 120],
    ['last 45 days', 45],
  ] as const)('%s', async (said, count) => {
    const { call } = (await converse(['customers who have not bought in the last 30 days', said])) as {
      call: { args: unknown };
    };
    expect(call.args).toMatchObject({ gate: { kind: 'not', gate: { within: { kind: 'last', count } } } });
  });

  it('counts what did not happen until now', async () => {
    const read = await converse(['customers who have not bought in the last 30 days', 'last 3 months']);
    expect(read).toMatchObject({
      call: { args: { gate: { kind: 'not', gate: { within: { kind: 'last', unit: 'day' } } } } },
    });
  });
});

it('asks the proposals what they would bring, not the till', async () => {
  expect(await converse(['what would it bring?'])).toMatchObject({ call: { tool: 'suggestions' } });
});

describe('what people buy most', () => {
  it.each([
    [
      'what do champions buy most',
      'Units sold by product, top 10, all dates, customers who belong to Champions',
    ],
    [
      'which categories do women over 50 buy most often',
      'Units sold by category, top 10, all dates, customers who are women and are over 50 years old',
    ],
    [
      'what categories do sock buyers buy in 2026',
      'Units sold by category, top 10, 2026, customers who bought Socks',
    ],
    [
      'what do customers who never bought bags spend most on',
      'Revenue by category, top 10, all dates, customers who did not buy Bags',
    ],
  ])('%s', async (said, restated) => {
    expect(await converse([said])).toMatchObject({ kind: 'call', restated });
  });

  it('is asked of the people of the thread', async () => {
    expect(await converse(['women in Berlin who never bought bags', 'what do they buy most'])).toMatchObject({
      restated:
        'Units sold by product, top 10, all dates, customers who are women and live in Berlin, but did not buy Bags',
    });
  });
});

test.each([
  [
    ['what is the average spend of at-risk customers'],
    'Revenue per customer, all dates, customers who belong to At Risk',
  ],
  [
    ['how many units did customers who bought socks buy in October'],
    'Units sold, October 2026, customers who bought Socks',
  ],
  [
    ['average order value of repeat customers'],
    'Average order value, all dates, customers who bought something in at least 2 orders',
  ],
  [
    ['customers who returned shoes', 'how much revenue did they bring'],
    'Revenue, all dates, customers who returned Shoes',
  ],
])('%s', async (said, restated) => {
  expect(await converse(said)).toMatchObject({ call: { tool: 'sql_analytics' }, restated });
});

test.each([
  ['do we have more men or women', ['customer_base']],
  ['do men spend more than women', ['revenue_per_customer', 'revenue']],
  ['which segment spends the most per order', ['average_order_value']],
])('%s', async (said, metrics) => {
  expect(await converse([said])).toMatchObject({ call: { tool: 'sql_analytics', args: { metrics } } });
});

it('counts those who bought again among those who bought', async () => {
  expect(await converse(['what percentage of buyers came back for a second order'])).toMatchObject({
    call: {
      tool: 'hybrid_discovery',
      args: {
        among: { kind: 'did', action: 'purchase', targets: [] },
        gate: { kind: 'all', of: [{ kind: 'did' }, { measure: { of: 'orders', op: '>=', value: 2 } }] },
      },
    },
  });
});

describe('people by their name alone in a thread', () => {
  it.each([
    ['women in Berlin', 'only VIPs', 'Customers who are women, live in Berlin and belong to Champions'],
    [
      'how many lost customers live in Berlin',
      'and at-risk ones',
      'Customers who live in Berlin and belong to At Risk',
    ],
  ])('%s – %s', async (first, then, restated) => {
    expect(await converse([first, then])).toMatchObject({ call: { tool: 'hybrid_discovery' }, restated });
  });

  it('ranks those on the list', async () => {
    expect(await converse(['women in Berlin who spent more than 1000', 'top 3 by revenue'])).toMatchObject({
      call: { tool: 'sql_analytics', args: { by: ['customer'], limit: 3, people: { kind: 'all' } } },
    });
  });
});

it('takes “them” in the thread for the goods before', async () => {
  expect(
    await converse(['people who looked at bags in the last two weeks', 'and bought them']),
  ).toMatchObject({
    call: {
      args: { gate: { of: [{ action: 'view' }, { action: 'purchase', targets: [{ values: ['Bags'] }] }] } },
    },
  });
});

describe('one customer', () => {
  it.each([
    ['when did customer 17850 last order', 'desc'],
    ["what was customer 17850's last purchase", 'desc'],
    ['first order of customer 17850', 'asc'],
  ])('%s', async (said, direction) => {
    expect(await converse([said])).toMatchObject({
      call: {
        args: {
          where: [{ dimension: 'customer', values: ['17850'] }],
          having: [{ metric: 'orders', value: 1 }],
          grain: 'day',
          order: { by: 'time', direction },
          limit: 1,
        },
      },
    });
  });

  it.each(['which segment is customer 17850 in', 'what segment does customer 17850 belong to'])(
    '%s',
    async (said) => {
      expect(await converse([said])).toMatchObject({
        call: { args: { by: ['segment'], where: [{ dimension: 'customer', values: ['17850'] }] } },
      });
    },
  );

  it('is refused where nobody has the number', async () => {
    expect(await converse(['last order of customer 99999'])).toMatchObject({ kind: 'refuse' });
  });
});

it('says that nobody is listed by what they opened', async () => {
  expect(await converse(['who clicked the newsletter'])).toMatchObject({
    kind: 'refuse',
    because: expect.stringContaining('not who they were'),
  });
});

it('says which days are whose', async () => {
  const read = await converse(['revenue from customers who bought socks but not shoes last month']);
  expect(read).toMatchObject({ notes: [expect.stringContaining('I took the days for who they are')] });
});

test.each([
  ['how many champions agreed to SMS but not to e-mail', 'agreed to SMS, but did not agree to e-mail'],
  ['customers who have not bought in 30 days', 'did not buy anything in the last 30 days'],
])('%s', async (said, restated) => {
  expect(await converse([said])).toMatchObject({
    call: { tool: 'hybrid_discovery' },
    restated: expect.stringContaining(restated),
  });
});
