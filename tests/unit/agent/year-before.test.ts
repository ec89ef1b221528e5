/** A year before is compared with where the data reach back, and said to be missing where they do not. */
import { expect, test } from 'vitest';
import { createAgent } from '../../../agent/create-agent.ts';
import type { Call } from '../../../cards/card.ts';
import { addDays } from '../../../tools/periods/calendar.ts';
import { model, shopVocabulary, workspace } from './shop.ts';

const agent = createAgent({ model });

function ask(text: string, from: string, lastCall?: Call, to = '2019-12-31') {
  const vocabulary = shopVocabulary();
  const sources = new Map(
    [...vocabulary.sources].map(([id, facts]) => [
      id,
      { ...facts, bounds: facts.bounds && { ...facts.bounds, from } },
    ]),
  );
  return agent.interpret(text, {
    conversation: lastCall ? { lastCall } : {},
    workspace: { ...workspace, data: { from, to }, today: addDays(to, 1) },
    vocabulary: { ...vocabulary, sources },
    now: new Date('2026-11-21T09:00:00Z'),
  });
}

const ASKED = ['revenue in November vs the same month last year', 'year over year revenue'];

test.each(ASKED)('%s: compared where 2018 has data', async (text) => {
  const read = await ask(text, '2018-01-01');
  expect(read.kind === 'call' && read.call.args).toMatchObject({
    metrics: ['revenue'],
    compareTo: { kind: 'year_before' },
  });
});

test.each(ASKED)('%s: said to have nothing to compare with where the data begin in 2019', async (text) => {
  const read = await ask(text, '2019-01-01');
  expect(read.kind === 'refuse' && read.because).toContain('the data begin in 2019');
});

const A_YEAR_APART = [
  'revenue Q4 vs Q4 last year',
  'December revenue vs December last year',
  'Q4 vs Q4 last year revenue',
];

test.each(A_YEAR_APART)('%s: one period and itself a year earlier', async (text) => {
  const before = await ask(text, '2018-01-01');
  expect(before.kind === 'call' && before.call.args).toMatchObject({
    metrics: ['revenue'],
    compareTo: { kind: 'year_before' },
  });
  const nothing = await ask(text, '2019-01-01');
  expect(nothing.kind === 'refuse' && nothing.because).toContain('the data begin in 2019');
});

test('a year that is named is that year', async () => {
  const read = await ask('revenue Q4 vs Q4 2018', '2018-01-01');
  expect(read.kind === 'call' && read.call.args).not.toMatchObject({ compareTo: { kind: 'year_before' } });
});

test('two periods side by side are each held against the year before', async () => {
  const q4 = { kind: 'quarter', quarter: 4 } as const;
  const last = {
    tool: 'sql_analytics',
    args: {
      metrics: ['revenue'],
      compareTo: { kind: 'periods', periods: [{ kind: 'quarter', quarter: 3, year: 2019 }, q4] },
    },
  };
  const read = await ask('and compare with the year before', '2018-01-01', last);
  expect(read.kind === 'call' && read.call.args).toMatchObject({
    compareTo: {
      kind: 'periods',
      periods: [
        { kind: 'quarter', quarter: 3, year: 2018 },
        { kind: 'quarter', quarter: 3, year: 2019 },
        { ...q4, year: 2018 },
        q4,
      ],
    },
  });
  const nothing = await ask('and compare with the year before', '2019-01-01', last);
  expect(nothing.kind === 'refuse' && nothing.because).toContain('the data begin in 2019');
});

test.each([
  ['revenue and orders by month compared with last year', 'year', 'year_before'],
  ['revenue compared with last month', 'month', 'previous'],
  ['orders by location compared to last week', 'week', 'previous'],
])('%s: the one in hand is held against it', async (text, unit, kind) => {
  const read = await ask(text, '2018-01-01', undefined, '2019-12-18');
  expect(read.kind === 'call' && read.call.args).toMatchObject({
    period: { kind: 'toDate', unit },
    compareTo: { kind },
  });
});

test('where the newest data are of last year itself, there is nothing after it', async () => {
  const read = await ask('revenue by month compared with last year', '2018-01-01');
  expect(read.kind === 'refuse' && read.because).toMatch(/^The newest data are of that year itself/u);
});
