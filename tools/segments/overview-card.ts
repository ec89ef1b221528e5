import type { CallButton, Card, Table } from '../../cards/card.ts';
import type { ChartSpec } from '../../cards/chart.ts';
import { formatValue } from '../../cards/format.ts';
import type { ToolContext } from '../define-tool.ts';
import { dayLabel } from '../periods/period-label.ts';
import { health, sizeChange } from './growth.ts';
import type { OverviewData, SegmentRow } from './read-overview.ts';
import { METHOD_LABELS, type Method } from './segment.ts';

const LISTED = 30;
/** Segments that the card offers to open. */
const OFFERED = 3;
const WHY: Readonly<Record<string, string>> = {
  first: 'for the first time',
  schedule: 'by schedule',
  drift: 'because behaviour has changed',
  asked: 'because someone asked',
};

/** Every segment in a table, the largest picture of them, and a door to those that changed most. */
export function overviewCard(
  { segments: rows, lastRun }: OverviewData,
  { method }: { readonly method?: Method | undefined },
  { workspace }: Pick<ToolContext, 'workspace'>,
): Card {
  const title = method ? `Segments: ${METHOD_LABELS[method]}` : 'Segments';
  if (rows.length === 0)
    return {
      tone: 'notice',
      title,
      text: ['There are no segments of this kind yet.'],
      buttons: [
        { label: 'Segment by RFM now', call: { tool: 'resegment', args: { method: 'rfm' } } },
        { label: 'Find behaviour groups', call: { tool: 'resegment', args: { method: 'kmeans' } } },
      ],
    };
  return {
    tone: 'answer',
    title,
    ...(lastRun && {
      headlines: [
        { label: 'Customers who bought', value: lastRun.customers, format: { kind: 'integer' } },
        { label: 'Segments', value: rows.length, format: { kind: 'integer' } },
      ],
    }),
    text: rows.filter(isNotable).slice(0, OFFERED).map(sentence),
    ...chartOf(rows),
    table: tableOf(rows, workspace.currency),
    buttons: buttonsFor(rows),
    footnotes: [
      ...(lastRun
        ? [
            {
              kind: 'freshness' as const,
              text: `RFM counted on ${dayLabel(lastRun.day)}, ${WHY[lastRun.reason] ?? lastRun.reason}.`,
            },
          ]
        : []),
      {
        kind: 'definition',
        text: 'Share: of all customers. Value: revenue per member in all. Growth: members against about a month ago.',
      },
    ],
  };
}

const isNotable = (row: SegmentRow): boolean => !['steady', 'new', 'empty'].includes(health(row));

function sentence(row: SegmentRow): string {
  const change = sizeChange(row);
  const members = formatValue(row.members, { kind: 'integer' });
  const against = change ? ` (${signed(change.difference)} since ${change.against})` : '';
  return `${row.name}: ${members} customers${against}, ${health(row)}.${row.strategy ? ` What to do: ${row.strategy}` : ''}`;
}

const signed = (value: number): string =>
  `${value < 0 ? '−' : '+'}${formatValue(Math.abs(value), { kind: 'integer' })}`;

function chartOf(rows: readonly SegmentRow[]): { chart?: ChartSpec } {
  const method = rows.some((row) => row.method === 'rfm') ? 'rfm' : rows[0]?.method;
  // A group holds the segments below it: drawn beside them it would count twice.
  const parents = new Set(rows.map(({ parent }) => parent));
  const drawn = rows.filter((row) => row.method === method && !parents.has(row.name)).slice(0, LISTED);
  if (drawn.length < 2) return {};
  return {
    chart: {
      kind: 'bar',
      title: 'Customers by segment',
      labels: drawn.map(({ name }) => name),
      series: [{ name: 'Customers', values: drawn.map(({ members }) => members) }],
      format: { kind: 'integer' },
    },
  };
}

function tableOf(rows: readonly SegmentRow[], currency: string): Table {
  const text = { role: 'text', format: { kind: 'text' }, extra: true } as const;
  return {
    caption: 'Segments',
    columns: [
      { key: 'name', label: 'Segment', role: 'dimension', format: { kind: 'text' } },
      { key: 'kind', label: 'Kind', ...text },
      { key: 'members', label: 'Members', role: 'metric', format: { kind: 'integer' } },
      { key: 'share', label: 'Share', role: 'metric', format: { kind: 'percent' } },
      { key: 'growth', label: 'Growth', role: 'metric', format: { kind: 'percent' } },
      { key: 'value', label: 'Value', role: 'metric', format: { kind: 'currency', currency, decimals: 0 } },
      { key: 'health', label: 'Health', ...text },
      { key: 'strategy', label: 'What to do', ...text },
    ],
    rows: rows.slice(0, LISTED).map((row) => ({
      name: row.parent ? `↳ ${row.name}` : row.name,
      kind: METHOD_LABELS[row.method],
      members: row.members,
      share: row.share,
      growth: sizeChange(row)?.ratio ?? null,
      value: row.value,
      health: health(row),
      strategy: row.strategy,
    })),
    omitted: Math.max(0, rows.length - LISTED),
  };
}

function buttonsFor(rows: readonly SegmentRow[]): readonly CallButton[] {
  const first = [...rows].sort((a, b) => Number(isNotable(b)) - Number(isNotable(a))).slice(0, OFFERED);
  return [
    ...first.map(({ id, name }) => ({
      label: `Show ${name}`,
      call: { tool: 'show_segment', args: { segment: id } },
    })),
    { label: 'Who moved', call: { tool: 'segment_moves', args: {} } },
    ...(rows.some(({ method }) => method === 'kmeans')
      ? []
      : [{ label: 'Find behaviour groups', call: { tool: 'resegment', args: { method: 'kmeans' } } }]),
  ];
}
