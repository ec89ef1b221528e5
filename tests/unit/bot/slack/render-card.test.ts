/** Any card becomes blocks that Slack takes, whole where it fits, and honest about what is missing where not. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { renderCard } from '../../../../bot/slack/render/card.ts';
import { renderForm } from '../../../../bot/slack/render/form.ts';
import { renderHome } from '../../../../bot/slack/render/home.ts';
import type { SendableCard } from '../../../../cards/card.ts';
import { anySendableCard } from '../../../arbitraries/card.ts';
import { blockProblems, viewProblems } from '../../../doubles/slack-blocks.ts';

const CONTROL = /<[!@#]/;

describe('any card', () => {
  test('keeps to every limit of a message, in both looks', () => {
    fc.assert(
      fc.property(anySendableCard, fc.constantFrom('message' as const, 'plain' as const), (card, look) => {
        const { blocks, text } = renderCard(card, { look });
        expect(blockProblems(blocks, 'message')).toEqual([]);
        expect(text.length).toBeGreaterThan(0);
        expect(text.length).toBeLessThan(3_001);
      }),
      { numRuns: 300 },
    );
  });

  test('cannot mention, link or call anybody, whatever is in its data', () => {
    fc.assert(
      fc.property(anySendableCard, (card) => {
        const { blocks, text } = renderCard(card);
        expect(JSON.stringify(blocks)).not.toMatch(CONTROL);
        expect(text).not.toMatch(/[<>]/);
      }),
      { numRuns: 200 },
    );
  });

  test('looks the same every time', () => {
    fc.assert(
      fc.property(anySendableCard, (card) => {
        expect(renderCard(card)).toEqual(renderCard(card));
      }),
      { numRuns: 30 },
    );
  });

  test('together with others keeps to the limits of App Home', () => {
    fc.assert(
      fc.property(fc.array(anySendableCard, { maxLength: 12 }), (cards) => {
        expect(viewProblems({ ...renderHome(cards) })).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  test('with a form whose fields share a key opens a modal with the first of them', () => {
    const field = (label: string) => ({
      key: 'k',
      label,
      options: [{ label: 'A', value: 'a' }],
      initial: 'a',
    });
    const view = renderForm({ title: 'T', submit: 'Go', fields: [field('One'), field('Two')] }, '{}');
    expect(view?.blocks).toHaveLength(1);
    expect(JSON.stringify(view?.blocks)).toContain('One');
    expect(viewProblems({ ...view })).toEqual([]);
  });

  test('with a form opens a modal that Slack takes', () => {
    fc.assert(
      fc.property(anySendableCard, (card) => {
        for (const { form } of card.buttons ?? []) {
          const view = form && renderForm(form, '{}');
          if (view && view.blocks.length > 0) expect(viewProblems({ ...view })).toEqual([]);
        }
      }),
      { numRuns: 500 },
    );
  });
});

const USD = { kind: 'currency', currency: 'USD', decimals: 0 } as const;
const tableOf = (rows: number, omitted = 0): NonNullable<SendableCard['table']> => ({
  caption: 'Revenue by customer',
  columns: [
    { key: 'customer', label: 'Customer', role: 'dimension', format: { kind: 'text' } },
    { key: 'revenue', label: 'Revenue', role: 'metric', format: USD },
  ],
  rows: Array.from({ length: rows }, (_, index) => ({
    customer: `Customer ${index}`,
    revenue: 1_000 * index,
  })),
  omitted,
});
const base: SendableCard = { tone: 'answer', title: 'Revenue' };
const types = (card: SendableCard) => renderCard(card).blocks.map(({ type }) => type);

describe('a table', () => {
  test('of a few rows is shown whole', () => {
    expect(types({ ...base, table: tableOf(12) })).toContain('table');
    expect(renderCard({ ...base, table: tableOf(12) }).dropped).toEqual([]);
  });

  test('of many rows can be sorted by number', () => {
    const { blocks } = renderCard({ ...base, table: tableOf(40) });
    const table = blocks.find(({ type }) => type === 'data_table');
    expect(JSON.stringify(table)).toContain('{"type":"raw_number","value":39000,"text":"$39,000"}');
  });

  test('of a thousand rows says how many are missing and where they are', () => {
    const card: SendableCard = {
      ...base,
      table: tableOf(1_000),
      buttons: [{ label: 'Download CSV', token: 't' }],
    };
    const { blocks, dropped } = renderCard(card);
    const shown = blocks.find(({ type }) => type === 'data_table') as { rows: unknown[] } | undefined;
    const missing = 1_000 - ((shown?.rows.length ?? 1) - 1);
    expect(dropped).toEqual([`+${missing} more rows (download CSV for all)`]);
    expect(JSON.stringify(blocks)).toContain(`+${missing} more rows (download CSV for all)`);
  });

  test('counts rows that the card itself left out', () => {
    expect(renderCard({ ...base, table: tableOf(5, 12) }).dropped).toEqual(['+12 more rows']);
  });
});

test('sixty buttons become twenty-five, and the card says so', () => {
  const buttons = Array.from({ length: 60 }, (_, index) => ({
    label: `Choice ${index}`,
    token: `t${index}`,
  }));
  const { blocks, dropped } = renderCard({ ...base, buttons });
  const actions = blocks.find(({ type }) => type === 'actions') as { elements: unknown[] };
  expect(actions.elements).toHaveLength(25);
  expect(dropped).toEqual(['+35 more choices']);
});

test.each([
  [200, 'up', '▲ up $200 (20.0%) vs Q3'],
  [-200, 'up', '▼ down $200 (20.0%) vs Q3'],
  [-200, 'down', '▼ down $200 (20.0%) vs Q3, better'],
  [200, 'down', '▲ up $200 (20.0%) vs Q3, worse'],
  [0, 'up', 'unchanged vs Q3'],
] as const)('a change of %i where %s is good is told in words: %s', (difference, good, words) => {
  const change = { difference, ratio: difference / 1_000, format: USD, against: 'Q3', good };
  const { blocks, text } = renderCard({
    ...base,
    headlines: [{ label: 'Net', value: 1_200, format: USD, change }],
  });
  expect(blocks[1]).toMatchObject({ text: { text: `Net\n*$1,200*\n${words}` } });
  expect(text).toContain(words);
});

test('the double that checks all this refuses what Slack refuses', () => {
  const header = (text: string) => ({ type: 'header', text: { type: 'plain_text', text } });
  const section = (text: string) => ({ type: 'section', text: { type: 'mrkdwn', text } });
  expect(blockProblems([header('a'.repeat(151))], 'message')).not.toEqual([]);
  expect(blockProblems([header('')], 'message')).not.toEqual([]);
  expect(blockProblems([section('a'.repeat(3_001))], 'message')).not.toEqual([]);
  expect(blockProblems([section('<!channel>')], 'message')).not.toEqual([]);
  expect(
    blockProblems(
      Array.from({ length: 51 }, () => section('a')),
      'message',
    ),
  ).not.toEqual([]);
  expect(blockProblems([{ type: 'table', rows: [] }], 'message')).not.toEqual([]);
  expect(blockProblems([{ type: 'alert' }], 'message')).not.toEqual([]);
  expect(blockProblems([section('fine')], 'message')).toEqual([]);
});

test('text keeps its stars, underscores, ticks and angle brackets as characters', () => {
  const text = 'a *b* _c_ `d` ~e~ 1 < 2 & 3 > 2';
  const { blocks } = renderCard({ ...base, text: [text] });
  expect(blocks[1]).toMatchObject({ type: 'rich_text', elements: [{ elements: [{ type: 'text', text }] }] });
});

test('a button with a form can be told from one that counts at once', () => {
  const form = { title: 'Export', submit: 'Go', fields: [] };
  const { blocks } = renderCard({
    ...base,
    buttons: [
      { label: 'A', token: 'a' },
      { label: 'B', token: 'b', form },
    ],
  });
  expect(blocks.at(-1)).toMatchObject({
    elements: [
      { action_id: 'press:0', value: 'a' },
      { action_id: 'form:1', value: 'b' },
    ],
  });
});

test('a button that spends money asks first', () => {
  const { blocks } = renderCard({
    ...base,
    buttons: [{ label: 'Send', token: 'a', confirm: 'Send to 1,200 people?' }],
  });
  expect(JSON.stringify(blocks)).toContain('Send to 1,200 people?');
});
