import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sameQuestion } from '../../../../agent/verified/same-question.ts';
import { metricWords, readSignature } from '../../../../agent/verified/signature.ts';
import type { Call } from '../../../../cards/card.ts';
import { datesWouldAge, datesWouldMove } from '../../../../tools/verified/may-verify.ts';
import { standsAlone } from '../../../../tools/whole-question.ts';
import { model } from '../shop.ts';
import { SAVED } from './questions.ts';

const words = metricWords(model.metrics.values());
/** As the answer before the rules is looked for, without the rules' own objection. */
function isSame(question: string, asked: string, call: Call): boolean {
  return (
    standsAlone(asked) &&
    sameQuestion({ saved: readSignature(question, words), asked: readSignature(asked, words), call })
  );
}

const paraphrases = SAVED.flatMap(({ question, call, same }) =>
  same.map((asked) => ({ question, call, asked })),
);
const nearMisses = SAVED.flatMap(({ question, call, other }) =>
  other.map((asked) => ({ question, call, asked })),
);

describe('a verified question', () => {
  it.each(paraphrases)('“$question” is asked by “$asked”', ({ question, call, asked }) => {
    expect(isSame(question, asked, call)).toBe(true);
  });

  it.each(nearMisses)('“$question” is not asked by “$asked”', ({ question, call, asked }) => {
    expect(isSame(question, asked, call)).toBe(false);
    expect(isSame(asked, question, call)).toBe(false);
  });

  it('is not asked by any of the other questions', () => {
    const wrong: string[] = [];
    for (const { question, call } of SAVED)
      for (const other of SAVED)
        if (other.question !== question)
          for (const asked of [other.question, ...other.same])
            if (isSame(question, asked, call)) wrong.push(`${question} / ${asked}`);
    expect(wrong).toEqual([]);
  });

  it('does not lend a metric’s other name to a call of another metric', () => {
    const gross: Call = { tool: 'sql_analytics', args: { metrics: ['gross_revenue'] } };
    expect(isSame('sales last month', 'revenue last month', gross)).toBe(false);
    expect(isSame('sales last month', 'Sales last month?', gross)).toBe(true);
  });
});

const PERIODS = [
  'last month',
  'this month',
  'last year',
  'last 7 days',
  'last 8 days',
  'Q1',
  'Q2 2019',
  'Q2',
  'March',
  'April',
  '2018',
  '2019',
  'yesterday',
];
const METRICS = ['revenue', 'orders', 'customers', 'units sold', 'average order value', 'new customers'];
const PLACES = [
  'in Chicago',
  'in California',
  'by location',
  'by category',
  'not in Chicago',
  'without Chicago',
  'for women',
  'for men',
  '',
];
const shape = fc.record({
  metric: fc.constantFrom(...METRICS),
  place: fc.constantFrom(...PLACES),
  period: fc.constantFrom(...PERIODS),
});
const say = ({ metric, place, period }: { metric: string; place: string; period: string }) =>
  `${metric} ${place} ${period}`.replace(/\s+/g, ' ');
const callOf = (metric: string): Call => ({
  tool: 'sql_analytics',
  args: {
    metrics: [
      ...new Set(
        words
          .at(
            metric.split(' ').map((text) => ({ kind: 'word', text, raw: text })),
            0,
          )
          .flatMap(({ meanings }) => meanings),
      ),
    ],
  },
});

describe('any two questions', () => {
  it('are the same only where metric, place and period are', () => {
    fc.assert(
      fc.property(shape, shape, (saved, asked) => {
        const equal =
          saved.metric === asked.metric && saved.place === asked.place && saved.period === asked.period;
        expect(isSame(say(saved), say(asked), callOf(saved.metric))).toBe(equal);
      }),
      { numRuns: 400 },
    );
  });

  it('are the same with a framing that says nothing, and different with one more number', () => {
    const framing = fc.constantFrom(
      'what was the',
      'show me',
      'please tell me',
      'could you show me our',
      'hi,',
    );
    fc.assert(
      fc.property(shape, framing, fc.integer({ min: 2, max: 99 }), (saved, frame, number) => {
        const question = say(saved);
        const call = callOf(saved.metric);
        expect(isSame(question, `${frame} ${question}?`, call)).toBe(true);
        expect(isSame(question, `top ${number} ${question}`, call)).toBe(false);
        expect(isSame(question, `${question} over ${number}`, call)).toBe(false);
      }),
      { numRuns: 150 },
    );
  });
});

describe('what may be kept', () => {
  it.each([
    'and by location?',
    'only Chicago',
    'revenue',
    'as a table',
    'how many of them came back',
    'same for August',
  ])('not “%s”: it needs a question before it', (text) => expect(standsAlone(text)).toBe(false));

  it('not fixed dates under a question that counts from today', () => {
    const period = { kind: 'range', from: '2019-12-01', to: '2019-12-31' };
    const call = (args: object): Call => ({ tool: 'sql_analytics', args: { metrics: ['revenue'], ...args } });
    expect(datesWouldAge('revenue last month', call({ period }))).toBe(true);
    expect(
      datesWouldAge('revenue last month', call({ period: { kind: 'month', month: 12, year: 2019 } })),
    ).toBe(true);
    expect(
      datesWouldAge('revenue last month', call({ period: { kind: 'calendar', unit: 'month', offset: -1 } })),
    ).toBe(false);
    expect(datesWouldAge('revenue in December 2019', call({ period }))).toBe(false);
  });

  it('not a period that counts from today under a question that names its dates', () => {
    const call = (period: object): Call => ({
      tool: 'sql_analytics',
      args: { metrics: ['orders'], period: { ...period } },
    });
    const lastMonth = call({ kind: 'calendar', unit: 'month', offset: -1 });
    expect(datesWouldMove('Orders, October 2026', lastMonth)).toBe(true);
    expect(datesWouldMove('orders in Q3', lastMonth)).toBe(true);
    expect(datesWouldMove('orders last month', lastMonth)).toBe(false);
    expect(datesWouldMove('orders last month against October 2025', lastMonth)).toBe(false);
    expect(datesWouldMove('how are orders doing', lastMonth)).toBe(false);
    expect(datesWouldMove('orders in October', call({ kind: 'month', month: 10 }))).toBe(false);
  });
});
