/** The law of the rules: no word that could change a number is ever left out of an answer. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createAgent } from '../../../agent/create-agent.ts';
import type { Interpretation } from '../../../agent/interpretation.ts';
import { STRUCTURE } from '../../../agent/rules/lexicon/structure-words.ts';
import { metricQuery } from '../../../tools/metrics/metric-query.ts';
import { converse } from './converse.ts';
import { metricClasses } from './phrasings/metric-classes.ts';
import { model, shopVocabulary, workspace } from './shop.ts';

const agent = createAgent({ model });
const vocabulary = shopVocabulary();
const interpret = (
  text: string,
  lastCall?: { tool: string; args: Record<string, unknown> },
): Promise<Interpretation> =>
  agent.interpret(text, {
    conversation: lastCall ? { lastCall } : {},
    workspace,
    vocabulary,
    now: new Date(0),
  });

/** Words that no dictionary of the shop holds and no slip of the finger explains. */
const ALIEN = [
  'zorbulon',
  'unsubscribed',
  'profitability',
  'Atlantis',
  'wholesale',
  'hypothetical',
  'refundable',
  'Timbuktu',
];
const answered = Object.values(metricClasses)
  .flat()
  .flatMap(([said, expected]) =>
    typeof said === 'string' && typeof expected === 'object' && !('asks' in expected) ? [said] : [],
  );

describe('negative twins: the same question with one alien word is not answered', () => {
  test.each(answered)('%s', async (question) => {
    for (const [index, word] of ALIEN.entries()) {
      const words = question.split(' ');
      const at = (question.length + index * 3) % (words.length + 1);
      const twin = [...words.slice(0, at), word, ...words.slice(at)].join(' ');
      expect((await interpret(twin)).kind, twin).not.toBe('call');
    }
  });
});

/** Each of these changes what the sentence asks; a rule that skipped it would answer another question. */
const TWINS: readonly (readonly [string, string])[] = [
  ['revenue from Chicago', 'revenue from Chicago suburbs'],
  ['revenue in November', 'predicted revenue in November'],
  ['how many customers bought in May', 'how many customers nearly bought in May'],
  ['customers by location', 'lost customers by location'],
  ['top 5 categories by revenue', 'top 5 categories by revenue per employee'],
  ['orders in May', 'cancelled orders in May'],
  ['orders in May', 'average orders in May'],
  ['revenue in Q4', 'expected revenue in Q4'],
  ['revenue by category', 'revenue by category manager'],
  ['share of revenue from women', 'share of revenue from women over 40'],
  ['revenue from women', 'revenue from older women'],
  ['units sold in June', 'units almost sold in June'],
  ['revenue in December', 'revenue in December unless refunded'],
  ['AOV in May', 'AOV in May without outliers'],
  ['revenue last month', 'revenue last month adjusted for inflation'],
  ['revenue by month', 'revenue by month if prices rise'],
  ['cumulative revenue by month', 'cumulative profit by month'],
  ['categories with revenue over 200k', 'categories with revenue over 200k pounds of tea'],
  ['spend in June', 'spend in June on TikTok'],
  ['compare Q3 and Q4 revenue', 'compare Q3 and Q4 revenue with the plan'],
  ['compare Chicago and California revenue', 'compare Chicago and Berlin revenue'],
  ['revenue from Chicago and New York', 'revenue from Chicago and Boston'],
  ['revenue excluding Chicago', 'revenue excluding Boston'],
  ['revenue in May', 'revenue not in May'],
  ['orders on Mondays', 'orders on holidays'],
  ['revenue per customer', 'revenue per visitor session'],
];

describe('twins that ask something else', () => {
  test.each(TWINS)('“%s” is answered, “%s” is not', async (plain, twin) => {
    expect((await interpret(plain)).kind).toBe('call');
    expect((await interpret(twin)).kind).not.toBe('call');
  });
});

/** Words of the shop and of the grammar, in any order, with some noise. */
const word = fc.constantFrom(
  ...[...STRUCTURE.values()].flat(),
  ...[...model.metrics.values()].flatMap((metric) => [metric.label, ...metric.synonyms]),
  ...[...model.dimensions.values()].flatMap((dimension) => [dimension.label, dimension.plural]),
  ...vocabulary.spellings.keys(),
  ...[
    '2019',
    'Q3',
    'may',
    'march',
    'last month',
    '10',
    '200k',
    '$5',
    '3/4/2019',
    '2019-02-30',
    'H1',
    '5%',
    '1.000',
    'first',
    '🎉',
    "'s",
    '-',
    'zorbulon',
  ],
);
const mix = fc.array(word, { minLength: 1, maxLength: 14 }).map((words) => words.join(' '));

async function isSound(read: Interpretation): Promise<void> {
  const calls =
    read.kind === 'call' ? [read.call] : read.kind === 'clarify' ? read.options.map(({ call }) => call) : [];
  for (const call of calls)
    if (call.tool === 'sql_analytics') expect(metricQuery.parse(call.args)).toEqual(call.args);
  if (read.kind === 'clarify') expect(read.options.length).toBeGreaterThan(0);
  if (read.kind === 'refuse') expect(read.because.length).toBeGreaterThan(10);
}

/** Words that must leave their mark on the query wherever they stand, and how the mark looks. */
const MARKS: readonly (readonly [string, RegExp])[] = [
  ['Chicago', /"Chicago"/],
  ['tax', /tax/],
  ['by gender', /"gender"/],
  ['women', /"gender"/],
  ['excluding Apparel', /not_in.*Apparel/],
  ['over 5000', /5000/],
  ['top 3', /"limit":3/],
  ['in 2018', /2018/],
  ['online', /"Online"/],
  ['cumulative', /cumulative/],
  ['share', /share|rate/],
  ['average', /average|_per_|rolling|rate/],
];
const noise = fc.array(
  fc.constantFrom(
    ...[...STRUCTURE].filter(([name]) => name !== 'clear').flatMap(([, phrases]) => phrases),
    ...['location', 'category', 'in May', 'last month', 'New York', 'Office', '10', '200k', 'by month'],
  ),
  { maxLength: 4 },
);

test('every word that matters leaves its mark on the query, wherever it stands', async () => {
  const metric = fc.constantFrom(
    'revenue',
    'orders',
    'units',
    'customers',
    'AOV',
    'spend',
    'new customers',
    'discount',
  );
  await fc.assert(
    fc.asyncProperty(
      metric,
      noise,
      fc.constantFrom(...MARKS),
      fc.nat(),
      async (asked, around, [said, mark], at) => {
        const words = [asked, ...around];
        words.splice(at % (words.length + 1), 0, said);
        const read = await interpret(words.join(' '));
        if (read.kind === 'call' && read.call.tool === 'sql_analytics')
          expect(JSON.stringify(read.call.args), words.join(' ')).toMatch(mark);
      },
    ),
    { numRuns: 2_000 },
  );
});

describe('any text at all', () => {
  test('is interpreted without a throw, and every call fits its tool', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(fc.string({ unit: 'grapheme', maxLength: 120 }), fc.string({ maxLength: 120 }), mix),
        async (text) => {
          await isSound(await interpret(text));
        },
      ),
      { numRuns: 1_500 },
    );
  });

  test('so is any follow-up to any answer', async () => {
    const starts = await Promise.all(
      [
        'revenue by month',
        'top 5 categories by revenue',
        'share of revenue from women',
        'Q3 vs Q4 revenue',
      ].map((text) => interpret(text)),
    );
    await fc.assert(
      fc.asyncProperty(mix, fc.constantFrom(...starts), async (text, start) => {
        await isSound(
          await interpret(
            text,
            start.kind === 'call' ? { tool: start.call.tool, args: { ...start.call.args } } : undefined,
          ),
        );
      }),
      { numRuns: 800 },
    );
  });

  test('that holds an unknown word is never answered', async () => {
    await fc.assert(
      fc.asyncProperty(mix, fc.constantFrom(...ALIEN), fc.nat(), async (text, alien, at) => {
        const words = text.split(' ');
        const place = at % (words.length + 1);
        const read = await interpret([...words.slice(0, place), alien, ...words.slice(place)].join(' '));
        expect(read.kind === 'call' && read.call.tool === 'sql_analytics').toBe(false);
      }),
      { numRuns: 1_000 },
    );
  });

  test('of ten thousand characters gets a kind sentence', async () => {
    const read = await interpret('revenue by month and '.repeat(500));
    expect(read.kind === 'refuse' && read.because).toMatch(/characters long/);
  });

  test.each(['', '   ', '🎉🎉', '👍', '\n\t', '…', '​'])(
    'that asks nothing (%j) gets a friendly line',
    async (text) => {
      expect((await converse([text])).kind).toBe('smalltalk');
    },
  );
});

test('what a refusal suggests can be answered', async () => {
  for (const question of [
    'how many employees do we have?',
    'revenue from Atlantis',
    'why did sales drop?',
    '売上は',
  ]) {
    const read = await interpret(question);
    if (read.kind !== 'refuse') throw new Error(question);
    expect(read.suggestions.length).toBeGreaterThan(0);
    for (const suggestion of read.suggestions)
      expect((await interpret(suggestion)).kind, suggestion).toBe('call');
  }
});

test('what is restated means the same when asked again', async () => {
  for (const question of answered) {
    const first = await interpret(question);
    if (first.kind !== 'call') throw new Error(question);
    const again = await interpret(first.restated);
    if (again.kind === 'call') expect(again.restated, question).toBe(first.restated);
  }
});
