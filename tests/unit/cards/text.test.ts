import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Card } from '../../../cards/card.ts';
import type { ChartSpec } from '../../../cards/chart.ts';
import { displayWidth } from '../../../cards/display-width.ts';
import type { Format } from '../../../cards/format.ts';
import { renderText } from '../../../cards/text.ts';
import { anyCard } from '../../arbitraries/card.ts';

const usd: Format = { kind: 'currency', currency: 'USD', decimals: 0 };

const chart: ChartSpec = {
  kind: 'bar',
  title: 'Revenue by location',
  labels: ['Chicago', 'California'],
  series: [{ name: 'Revenue', values: [200, 100] }],
  format: usd,
};

const card: Card = {
  tone: 'answer',
  title: 'Revenue, Q4 against Q3',
  headlines: [
    {
      label: 'Q4 2019',
      value: 1_342_080.724,
      format: usd,
      change: { difference: 287_794.38, ratio: 0.27297, format: usd, against: 'Q3 2019', good: 'up' },
    },
    { label: 'Q3 2019', value: 1_054_286.34, format: usd },
  ],
  text: ['Revenue grew in every location.'],
  chart,
  table: {
    caption: 'By location',
    columns: [
      { key: 'place', label: 'Location', role: 'dimension', format: { kind: 'text' } },
      { key: 'revenue', label: 'Revenue', role: 'metric', format: usd },
    ],
    rows: [
      { place: 'Chicago', revenue: 1_515_055.78 },
      { place: '売上', revenue: 9 },
    ],
    omitted: 3,
  },
  steps: [{ title: 'Read sales', state: 'done', detail: '365 days', durationMs: 1200 }],
  code: { language: 'sql', text: 'select 1\nfrom fct_sales' },
  buttons: [
    { label: 'Show query', call: { tool: 'show_query', args: {} } },
    { label: 'As table', call: { tool: 'ask', args: {} } },
  ],
  footnotes: [{ kind: 'period', text: 'Period: Q3 and Q4 2019' }],
};

describe('a card as text', () => {
  it('shows the numbers with their change in words and an arrow', () => {
    const text = renderText(card);
    expect(text).toContain('Revenue, Q4 against Q3\n──────────────────────');
    expect(text).toContain('  Q4 2019  $1,342,081   ▲ +$287,794 (+27.3%) vs Q3 2019');
    expect(text).toContain('  Q3 2019  $1,054,286\n');
  });

  it('aligns the table by what is seen, numbers to the right, and says what is left out', () => {
    const lines = renderText(card).split('\n');
    const from = lines.indexOf('By location');
    expect(lines.slice(from + 1, from + 6)).toEqual([
      'Location     Revenue',
      '────────  ──────────',
      'Chicago   $1,515,056',
      '売上              $9',
      '… and 3 more rows',
    ]);
    expect(renderText(card, { maxRows: 1 })).toContain('… and 4 more rows');
  });

  it('numbers the buttons in their order and keeps code, steps and footnotes', () => {
    const text = renderText(card);
    expect(text).toContain('[1] Show query   [2] As table');
    expect(text).toContain('  select 1\n  from fct_sales');
    expect(text).toContain('✓ Read sales: 365 days (1.2 s)');
    expect(text.endsWith('Period: Q3 and Q4 2019')).toBe(true);
  });

  it('draws the chart in blocks, or leaves it out', () => {
    expect(renderText(card)).toMatch(/Chicago\s+█+ +\$200\n\s*California █+ +\$100/);
    expect(renderText(card, { withoutChart: true })).not.toContain('█');
  });

  it('colours only when asked', () => {
    expect(renderText(card)).not.toContain('\u001b');
    expect(renderText(card, { colour: true })).toContain('\u001b[32m▲ +$287,794');
  });

  it('leaves out extra columns before it cuts the others, and gives them the room', () => {
    const text = { role: 'text', format: { kind: 'text' } } as const;
    const why = 'bought Socks twice, the last 3 days ago; likes luxury';
    const people = (extra: object): Card => ({
      tone: 'answer',
      title: '',
      table: {
        caption: '',
        columns: [
          { key: 'id', label: 'Customer', ...text },
          { key: 'mail', label: 'E-mail', ...text, ...extra },
          { key: 'why', label: 'Why', ...text },
        ],
        rows: [{ id: 'C1', mail: 'somebody.somewhere@example.org', why }],
        omitted: 0,
      },
    });
    expect(renderText(people({}), { width: 70 })).not.toContain(why);
    const kept = renderText(people({ extra: true }), { width: 70 });
    expect(kept).toContain(why);
    expect(kept).toContain('(columns that did not fit: E-mail)');
    expect(renderText(people({ extra: true }), { width: 120 })).toContain('somebody.somewhere@example.org');
  });

  it('names columns that do not fit', () => {
    const columns = Array.from({ length: 12 }, (_, index) => ({
      key: `k${index}`,
      label: `Column ${index}`,
      role: 'metric' as const,
      format: { kind: 'integer' } as const,
    }));
    const text = renderText({
      tone: 'answer',
      title: 'Wide',
      table: { caption: '', columns, rows: [], omitted: 0 },
    });
    expect(text).toContain('(columns that did not fit: Column 8, Column 9, Column 10, Column 11)');
  });

  it('is total, and no data reaches the terminal as a control or escape character', () => {
    fc.assert(
      fc.property(anyCard, fc.integer({ min: 0, max: 200 }), (any, width) => {
        const text = renderText(any, { width });
        expect(text).not.toMatch(/(?!\n)\p{Cc}|[\u202a-\u202e\u2066-\u2069]|\p{Surrogate}/u);
      }),
      { numRuns: 150 },
    );
  });

  it('keeps every line within the width, code apart', () => {
    fc.assert(
      fc.property(anyCard, fc.integer({ min: 40, max: 160 }), (any, width) => {
        const lines = renderText({ ...any, code: undefined }, { width }).split('\n');
        expect(lines.filter((line) => displayWidth(line) > width)).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });
});
