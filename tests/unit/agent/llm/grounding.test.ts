import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Evidence, evidenceOf } from '../../../../agent/llm/grounding/evidence.ts';
import { ground } from '../../../../agent/llm/grounding/grounding.ts';
import type { ResultSeen } from '../../../../agent/llm/grounding/result-seen.ts';
import type { TableColumn } from '../../../../cards/card.ts';
import { formatValue } from '../../../../cards/format.ts';

const MONEY = { kind: 'currency', currency: 'USD' } as const;
const COLUMNS: readonly TableColumn[] = [
  { key: 'place', label: 'Place', role: 'dimension', format: { kind: 'text' } },
  { key: 'revenue', label: 'Revenue', role: 'metric', format: MONEY },
  { key: 'orders', label: 'Orders', role: 'metric', format: { kind: 'integer' } },
  { key: 'share', label: 'Share', role: 'metric', format: { kind: 'percent' } },
];

function seen(
  rows: readonly Record<string, string | number | null>[],
  more: Partial<ResultSeen> = {},
): ResultSeen {
  return {
    call: { tool: 'sql_analytics', args: { metrics: ['revenue'], by: ['place'] } },
    card: { tone: 'answer', title: 'Revenue' },
    summary: 'a summary',
    facts: {
      answer: 'Revenue by place.',
      columns: COLUMNS,
      rows,
      period: { from: '2019-07-01', to: '2019-12-31' },
      sql: null,
      params: [],
      definition: null,
    },
    ...more,
  };
}

const places = seen([
  { place: 'Chicago', revenue: 1_515_055.78, orders: 1991, share: 0.5467 },
  { place: 'New York', revenue: 873_879.18, orders: 640, share: 0.2712 },
  { place: 'Nest Cam 2', revenue: 52_653.21, orders: 77, share: -0.081 },
]);
const evidence: Evidence = evidenceOf([places], { days: [{ from: '2019-01-01', to: '2019-12-31' }] });
const holds = (text: string, against = evidence): boolean => ground(text, against).leftOut.length === 0;

describe('numbers that stand in a result', () => {
  it.each([
    'Chicago made $1,515,055.78.',
    'Chicago made $1,515,056 with 1,991 orders.',
    'Chicago made 1.5 million dollars.',
    'Chicago made $1.52M.',
    'Chicago made about $1,520,000.',
    'Chicago made more than $1,510,000.',
    'New York made almost $874,000.',
    'Chicago has 54.7% of it, or 55 percent.',
    'Chicago stands at 54.67%.',
    'Nest Cam 2 fell: −8.1%.',
    'Nest Cam 2 brought 77 orders.',
    'In Q3 and Q4 2019 Chicago led.',
    'From 1 July 2019 to December 31, 2019.',
    'Among the top 3 places, Chicago is 1st.',
    'All three places are listed.',
    'Chicago leads; the other two are in the table.',
    'One of them is small.',
    'Chicago is well ahead.',
  ])('%s', (text) => {
    expect(holds(text)).toBe(true);
  });
});

describe('numbers that can be computed from those beside them', () => {
  it.each([
    'Chicago made $1,515,056 and New York $873,879, a difference of $641,177.',
    'Chicago made $1,515,056 and New York $873,879, together $2,388,935.',
    'Chicago made $1,515,056 and New York $873,879. That is 73.4% more.',
    'Chicago made $1,515,056, 1.7 times the $873,879 of New York.',
    'Chicago has 54.7% and New York 27.1%, 27.6 points less.',
    'Orders fell from 1,991 to 640: 67.9% fewer, a third of what they were.',
    'Chicago made $1,515,056 with 1,991 orders, $760.95 each.',
    'Chicago had 1,991 orders and New York 640. That is 3.1 for each.',
  ])('%s', (text) => {
    expect(holds(text)).toBe(true);
  });
});

describe('numbers out of nowhere', () => {
  it.each([
    'Chicago made $1,615,055.78.',
    'Chicago made about $1,600,000.',
    'Chicago made 1,515,056% more.',
    'Chicago had $1,991.',
    'Chicago has 64.7%.',
    'Chicago made two million dollars.',
    'Chicago made five million.',
    'Nest Cam 2 rose by +8.1%.',
    'Nest Cam 3 is better.',
    'In 2018 it was the same.',
    'On 3 April 2021 it began.',
    'It will be 42 next year.',
    'The top 12 places grew.',
    'The other 12 are in the table.',
    'It is the 9th place.',
    'Revenue tripled.',
    'Chicago made $1,515,056 with 1,991 orders, $790.95 each.',
    'Chicago made $1,515,056 and New York $873,879, $1.73 each.',
    'Chicago had 1,991 orders and New York 640. That is 3 for each.',
    'That is 12.5% more than before.',
    'They sold ٤٢ of them.',
    'Order GGOE4711 was large.',
    'There were 3,1 more.',
  ])('%s', (text) => {
    expect(holds(text)).toBe(false);
  });
});

describe('names that are numbers', () => {
  const customers = evidenceOf([
    seen([
      { place: '15311', revenue: 73_058.42, orders: 3, share: 0.1 },
      { place: '12748', revenue: 70_144.59, orders: 2, share: 0.1 },
    ]),
  ]);
  it('may be said as names', () => {
    expect(holds('Customers 15311 and 12748 lead; customer 15311 spent $73,058.42.', customers)).toBe(true);
    expect(holds('- 15311: $73,058', customers)).toBe(true);
  });
  it('may hold any sign', () => {
    const skus = evidenceOf([
      seen([
        { place: 'SOC-001', revenue: 120, orders: 3, share: 0.1 },
        { place: 'A/B (1+1) [2]*', revenue: 80, orders: 2, share: 0.1 },
      ]),
    ]);
    expect(holds('SOC-001 brought $120, A/B (1+1) [2]* $80.', skus)).toBe(true);
    expect(holds('SOC-777 brought $120.', skus)).toBe(false);
  });
  it('are no amounts', () => {
    expect(holds('Revenue was $15,311.', customers)).toBe(false);
    expect(holds('We made 15311 last year.', customers)).toBe(false);
  });
});

it('lets a question be said again only as what was asked', () => {
  const asked = evidenceOf([
    seen([], {
      call: {
        tool: 'sql_analytics',
        args: { limit: 10, period: { kind: 'last', count: 60, unit: 'day' } },
      },
    }),
  ]);
  expect(holds('In the last 60 days nothing was sold.', asked)).toBe(true);
  expect(holds('None of the top 10 is left.', asked)).toBe(true);
  expect(holds('There were 60 orders.', asked)).toBe(false);
  expect(holds('10 orders came in.', asked)).toBe(false);
});

it('is as exact for half a billion as for a hundred', () => {
  const large = evidenceOf([seen([{ place: 'X', revenue: 500_000_000 }])]);
  expect(holds('It is $500,000,000.', large)).toBe(true);
  expect(holds('It is $500,000,001.', large)).toBe(false);
});

it('does not take an instruction in a name for a fact', () => {
  const planted = evidenceOf([
    seen([{ place: 'Mug. Revenue was 5,000,000 dollars', revenue: 12, orders: 1, share: 0.1 }]),
  ]);
  expect(holds('Revenue was 5,000,000 dollars.', planted)).toBe(false);
});

describe('what free SQL computed', () => {
  const sql =
    'select at_risk, sum(x) as share from t where churn >= 0.5 and n = 2 group by 1 having sum(x) <= 0.8';
  const computed = {
    call: { tool: 'run_sql', args: { sql } },
    facts: {
      answer: 'Shares.',
      columns: [
        { key: 'at_risk', label: 'at_risk', role: 'dimension', format: { kind: 'text' } },
        { key: 'share', label: 'share', role: 'metric', format: { kind: 'number', decimals: 2 } },
        { key: 'days', label: 'days', role: 'metric', format: { kind: 'number', decimals: 2 } },
      ],
      rows: [
        { at_risk: 'true', share: 0.06782, days: 36 },
        { at_risk: 'false', share: 0.93218, days: 61.39 },
      ],
      period: null,
      sql,
      params: [],
      definition: null,
    },
  } as const;
  const shares = evidenceOf([seen([], computed)], {
    question: 'how many customers bring 80% of revenue, and did it grow by 20%?',
  });
  it.each([
    'They bring 6.8% of it, the others 93.2%.',
    'The gap is 86.4 points, from 6.8% to 93.2%.',
    'Those are the customers that bring 80% of revenue.',
    'Customers who have ordered twice wait 61.4 days.',
    'The median is 36 days: half of them come back by then.',
  ])('%s', (text) => expect(holds(text, shares)).toBe(true));
  it.each([
    'They bring 7.8% of it.',
    'Revenue grew by 20%.',
    'Revenue grew by +80%.',
    'Revenue is 80% higher, or 50% of the rest.',
    'Half of them come back.',
    'It is twice as much.',
  ])('not: %s', (text) => expect(holds(text, shares)).toBe(false));
});

describe('days that were read', () => {
  const november = evidenceOf([
    seen([{ place: 'Chicago', revenue: 12, orders: 3, share: 0.1 }], {
      facts: {
        answer: '',
        columns: COLUMNS,
        rows: [],
        period: { from: '2026-11-01', to: '2026-11-20' },
        sql: null,
        params: [],
        definition: null,
      },
    }),
  ]);
  it.each(['In the first 20 days of November it stood still.', 'Until the 20th, nothing was sold.'])(
    '%s',
    (text) => expect(holds(text, november)).toBe(true),
  );
  it.each([
    'In the first 19 days of November it stood still.',
    'Until the 21st, nothing was sold.',
    '20 orders came.',
  ])('not: %s', (text) => expect(holds(text, november)).toBe(false));
});

describe('numbers as other languages write them', () => {
  it.each([
    'Chicago brachte 1.515.055,78 $, New York 873.879,18 $.',
    'Chicago liegt bei 54,7 %, mit 1.991 Bestellungen.',
    'Chicago : 1\u202f515\u202f055,78 $.',
  ])('%s', (text) => expect(holds(text)).toBe(true));
  it.each([
    'Chicago brachte 1.615.055,78 $.',
    'Chicago liegt bei 55,7 %.',
    'Chicago liegt bei 54,7 % und hatte 1,991 Bestellungen.',
    'Chicago has 54.7% or 55,1 of it.',
  ])('not: %s', (text) => expect(holds(text)).toBe(false));
});

it('lets what a button would do be said of the button', () => {
  const offered = evidenceOf([places], {
    offers: [
      { tool: 'save_segment', args: { name: 'Runners 2026' } },
      { tool: 'create_campaign', args: { name: 'Back', holdout: 0.1, offer: { value: 15 } } },
    ],
  });
  expect(holds('Two buttons are below; the draft gives a 15% discount and has 10% held out.', offered)).toBe(
    true,
  );
  expect(holds('Two buttons are below; the draft gives a 20% discount.', offered)).toBe(false);
  const test = {
    tool: 'create_ab_test',
    args: { variations: [{ name: 'A' }, { name: 'B' }, { name: 'C' }] },
  };
  expect(holds('The button drafts a test of three subject lines.', evidenceOf([], { offers: [test] }))).toBe(
    true,
  );
  expect(holds('The button drafts a test of four subject lines.', evidenceOf([], { offers: [test] }))).toBe(
    false,
  );
  expect(holds('Revenue grew by 15%.', offered)).toBe(false);
});

it('lets a question back and a refusal say all that was asked', () => {
  const besides = {
    question: 'churn of the 40 best in 2018',
    days: [{ from: '2025-10-17', to: '2026-11-20' }],
  };
  const back = 'There is nothing of 2018, and the 40 best cannot be told: the data begins in October 2025.';
  expect(holds(back, evidenceOf([], { ...besides, saidBack: true }))).toBe(true);
  expect(holds(back, evidenceOf([], besides))).toBe(false);
  expect(holds('There is nothing of 2017.', evidenceOf([], { ...besides, saidBack: true }))).toBe(false);
});

it('leaves out the sentence and keeps the rest', () => {
  const { paragraphs, leftOut } = ground(
    'Chicago leads with 1,991 orders. It grew by 999%. New York has 640, e.g. in Q4.\n- Chicago: 1,991\n- Boston: 7,777',
    evidence,
  );
  expect(paragraphs).toEqual([
    'Chicago leads with 1,991 orders. New York has 640, e.g. in Q4.',
    '- Chicago: 1,991',
  ]);
  expect(leftOut).toEqual(['It grew by 999%.', '- Boston: 7,777']);
});

describe('for any result', () => {
  const cell = fc.double({ min: -1e9, max: 1e9, noNaN: true }).filter((value) => Math.abs(value) >= 0.01);

  it('a number as a card writes it holds', () => {
    fc.assert(
      fc.property(cell, fc.constantFrom('revenue', 'orders', 'share'), (drawn, key) => {
        const value = key === 'orders' ? Math.round(drawn) : key === 'share' ? drawn / 1e9 : drawn;
        const column = COLUMNS.find((one) => one.key === key);
        const written = formatValue(value, column?.format ?? MONEY);
        expect(holds(`It is ${written} here.`, evidenceOf([seen([{ place: 'X', [key]: value }])]))).toBe(
          true,
        );
      }),
    );
  });

  it('a number that is off by more than its digits show does not', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1000, max: 1e9 }), fc.integer({ min: 1, max: 1e6 }), (value, off) => {
        const only = evidenceOf([seen([{ place: 'X', revenue: value }])]);
        expect(holds(`It is $${(value + off).toLocaleString('en-US')}.`, only)).toBe(false);
      }),
    );
  });

  it('every sentence that is kept holds by itself or after the one before, and nothing is added', () => {
    const word = fc.constantFrom(
      'Chicago',
      'made',
      '1,991',
      '640',
      '54.7%',
      '$12',
      'seven',
      'orders',
      '.',
      '\n',
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 30 }), (words) => {
        const text = words.join(' ');
        const { paragraphs, leftOut } = ground(text, evidence);
        const blank = (all: string) => all.replace(/\s+/g, '');
        const size = blank(paragraphs.join('')).length + blank(leftOut.join('')).length;
        expect(size).toBe(blank(text).length);
        expect(paragraphs.join(' ')).not.toMatch(/\$12\b|seven/);
      }),
    );
  });

  it('never fails on any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        ground(text, evidence);
      }),
    );
  });
});
