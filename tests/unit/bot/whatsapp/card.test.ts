import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MESSAGE_CHARACTERS, MESSAGES_PER_CARD } from '../../../../bot/whatsapp/limits.ts';
import { renderWhatsApp } from '../../../../bot/whatsapp/render/card.ts';
import type { SendableCard } from '../../../../cards/card.ts';
import type { Format } from '../../../../cards/format.ts';
import { anySendableCard } from '../../../arbitraries/card.ts';

const usd: Format = { kind: 'currency', currency: 'USD', decimals: 0 };

const card: SendableCard = {
  tone: 'answer',
  title: 'Revenue by location',
  headlines: [
    {
      label: 'Q4 2019',
      value: 1_342_081,
      format: usd,
      change: { difference: 287_794, ratio: 0.273, format: usd, against: 'Q3 2019', good: 'up' },
    },
  ],
  text: ['Revenue grew in every location.'],
  table: {
    caption: 'By location',
    columns: [
      { key: 'place', label: 'Location', role: 'dimension', format: { kind: 'text' } },
      { key: 'revenue', label: 'Revenue', role: 'metric', format: usd },
      { key: 'orders', label: 'Orders', role: 'metric', format: { kind: 'integer' } },
    ],
    rows: Array.from({ length: 8 }, (_, index) => ({
      place: `Place ${index}`,
      revenue: 1000 * index,
      orders: index,
    })),
    omitted: 12,
  },
  code: { language: 'sql', text: 'select sum(revenue)\nfrom fct_sales' },
  buttons: [
    { label: 'Show query', token: 'a' },
    { label: 'Approve', token: 'b', confirm: 'Sends 1,204 messages.' },
    {
      label: 'Download CSV',
      token: 'c',
      form: {
        title: 'Export',
        submit: 'Export',
        fields: [
          { key: 'rows', label: 'Rows', options: [{ label: 'All (1,204)', value: 'all' }], initial: 'all' },
        ],
      },
    },
  ],
  footnotes: [{ kind: 'period', text: 'Period: Q4 2019' }],
};

const whole = (given: SendableCard) => renderWhatsApp(given).parts.join('\n\n');

describe('a card on WhatsApp', () => {
  it('reads like a message', () => {
    expect(renderWhatsApp(card).parts).toEqual([
      `*Revenue by location*
Q4 2019: *$1,342,081*
▲ +$287,794 (+27.3%) vs Q3 2019

Revenue grew in every location.

*By location*
Place 0: Revenue $0 · Orders 0
Place 1: Revenue $1,000 · Orders 1
Place 2: Revenue $2,000 · Orders 2
Place 3: Revenue $3,000 · Orders 3
Place 4: Revenue $4,000 · Orders 4
… and 15 more rows

\`\`\`
select sum(revenue)
from fct_sales
\`\`\`

_Period: Q4 2019_

Reply *1* Show query · *2* Approve · *3* Download CSV (All)`,
    ]);
  });

  it('names the one value of a row where nothing above says what it is', () => {
    const columns = [
      { key: 'proposal', label: 'Proposal', role: 'text', format: { kind: 'text' } },
      { key: 'priority', label: 'Priority', role: 'text', format: { kind: 'text' } },
      { key: 'worth', label: 'Expected in 90 days', role: 'metric', format: { kind: 'integer' } },
    ] as const;
    const rows = [
      { proposal: 'Win them back', priority: 'high', worth: 1_200 },
      { proposal: 'Stop the test', priority: 'high', worth: null },
    ];
    const table = { caption: 'Proposals', columns, rows, omitted: 0 };
    expect(whole({ tone: 'answer', title: 'Proposals', table })).toContain(
      'Win them back / high: Expected in 90 days 1,200\nStop the test / high: –',
    );
  });

  it('names no column where there is one value a row, and the title says what it is', () => {
    const columns = card.table?.columns.slice(0, 2) ?? [];
    const text = whole({
      ...card,
      table: { caption: '', columns, rows: [{ place: 'Chicago', revenue: 5 }], omitted: 0 },
    });
    expect(text).toContain('\nChicago: $5\n');
  });

  it('shows the newest of a run of periods', () => {
    const columns = [
      { key: 'month', label: 'Month', role: 'time', format: { kind: 'bucket', grain: 'month' } },
      { key: 'orders', label: 'Orders', role: 'metric', format: { kind: 'integer' } },
    ] as const;
    const rows = Array.from({ length: 9 }, (_, index) => ({ month: `2019-0${index + 1}`, orders: index }));
    const text = whole({
      tone: 'answer',
      title: 'Orders',
      table: { caption: 'Orders', columns, rows, omitted: 0 },
    });
    expect(text).toBe(
      '*Orders*\n\n… 4 earlier rows\nMay 2019: 4\nJun 2019: 5\nJul 2019: 6\nAug 2019: 7\nSep 2019: 8',
    );
  });

  it('says what a word of a row is of, and nothing of what is not known', () => {
    const columns = [
      ...(card.table?.columns.slice(0, 2) ?? []),
      { key: 'sure', label: 'Between', role: 'text' as const, format: { kind: 'text' as const } },
    ];
    const rows = [
      { place: 'Chicago', revenue: 5, sure: '$4 to $6' },
      { place: 'Paris', revenue: 7, sure: null },
    ];
    const said = whole({ ...card, table: { caption: 'By place', columns, rows, omitted: 0 } });
    expect(said).toContain('Chicago: Revenue $5 · Between $4 to $6\nParis: Revenue $7\n');
  });

  it('leaves out a table that repeats the headline numbers', () => {
    const columns = card.table?.columns.slice(0, 2) ?? [];
    const table = { caption: 'By period', columns, rows: [{ place: 'Q4', revenue: 1_342_081 }], omitted: 0 };
    expect(whole({ ...card, table })).not.toContain('By period');
  });

  it('tears no paragraph apart within a message', () => {
    const long = 'word '.repeat(300).trim();
    const { parts } = renderWhatsApp({ tone: 'answer', title: 'x', text: ['short', long] });
    expect(parts.join(' ').replace('*x*\n\nshort\n\n', '')).toBe(long);
  });

  it.each([
    ['*not bold* _nor italic_ ~nor struck~', '∗not bold∗ ˍnor italicˍ ∼nor struck∼'],
    ['`code` ```block```', 'ˋcodeˋ ˋˋˋblockˋˋˋ'],
    ['fct_sales 2*3 a~b', 'fct_sales 2*3 a~b'],
    ['> quoted', '› quoted'],
  ])('shows %j as it is, not as marks', (given, shown) => {
    expect(whole({ tone: 'answer', title: 'x', text: [given] })).toBe(`*x*\n\n${shown}`);
  });

  it('splits a long answer between paragraphs, and keeps the choices at the end', () => {
    const text = Array.from(
      { length: 10 },
      (_, index) => `Paragraph ${index}: ${'word '.repeat(50).trim()}.`,
    );
    const { parts } = renderWhatsApp({ ...card, table: undefined, code: undefined, text });
    expect(parts).toHaveLength(2);
    expect(parts[0]?.endsWith('word.')).toBe(true);
    expect(parts[1]?.startsWith('Paragraph')).toBe(true);
    expect(parts[1]).toContain('Reply *1* Show query');
  });

  it('says where the rest is when two messages are not enough', () => {
    const text = Array.from({ length: 30 }, () => 'word '.repeat(60).trim());
    expect(whole({ ...card, text })).toContain(
      '…more: this does not fit here. Reply *3* for all of it as a file.',
    );
    expect(whole({ ...card, text, buttons: [] })).toContain('…more: this does not fit here. Ask for less');
  });

  it('counts the choices it does not list', () => {
    const buttons = Array.from({ length: 14 }, (_, index) => ({ label: `Choice ${index + 1}`, token: 'x' }));
    expect(whole({ ...card, buttons })).toMatch(/\*12\* Choice 12 · … and 2 more$/);
  });

  it('offers the steps behind it by a word, which takes no number', () => {
    const showSteps = { label: 'Show the steps', token: 't9' };
    const tail = (card: SendableCard) => renderWhatsApp(card).parts.at(-1)?.split('\n').at(-1);
    const buttons = [{ label: 'Show query', token: 't1' }];
    expect(tail({ tone: 'answer', title: 'Sales', buttons, showSteps })).toBe(
      'Reply *1* Show query · *steps* How I got there',
    );
    expect(tail({ tone: 'answer', title: 'Sales', showSteps })).toBe('Reply *steps* How I got there');
  });

  it('carries the chart as a picture, with the same in characters', () => {
    const { media } = renderWhatsApp({
      ...card,
      chart: { kind: 'bar', title: 'Bars', labels: ['A'], series: [{ name: '', values: [1] }], format: usd },
    });
    expect(media).toMatchObject({ caption: 'Bars' });
    expect(media?.fallback).toMatch(/^```\nBars\nA █+ \$1\n```$/);
  });

  it('says something even for an empty card', () => {
    expect(renderWhatsApp({ tone: 'answer', title: '' }).parts).toEqual(['–']);
  });

  it('is total and stays within the limits for any card', () => {
    fc.assert(
      fc.property(anySendableCard, (any) => {
        const { parts, media } = renderWhatsApp(any);
        expect(parts.length).toBeGreaterThan(0);
        expect(parts.length).toBeLessThanOrEqual(MESSAGES_PER_CARD);
        const texts = media ? [...parts, media.caption, media.fallback] : parts;
        for (const text of texts) {
          expect(text.length).toBeLessThanOrEqual(MESSAGE_CHARACTERS);
          expect(text).not.toMatch(/(?!\n)\p{Cc}|\p{Surrogate}/u);
          // Fences come in pairs, or the rest of the message would be code.
          expect((text.match(/```/g) ?? []).length % 2).toBe(0);
        }
        for (const part of parts) expect(part.trim()).not.toBe('');
      }),
      { numRuns: 300 },
    );
  });

  it('keeps every listed choice whatever else the card holds', () => {
    fc.assert(
      fc.property(anySendableCard, (any) => {
        const buttons = [
          { label: 'Show query', token: 'a' },
          { label: 'As table', token: 'b' },
        ];
        expect(renderWhatsApp({ ...any, buttons }).parts.at(-1)).toMatch(
          /Reply \*1\* Show query · \*2\* As table(?: · \*steps\* How I got there)?$/,
        );
      }),
      { numRuns: 100 },
    );
  });
});
