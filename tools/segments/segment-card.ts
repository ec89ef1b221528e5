import type { CallButton, Card, Headline, Table } from '../../cards/card.ts';
import { type Format, formatValue } from '../../cards/format.ts';
import { HIGH_CHURN_RISK, isAtRisk, RISK_WORDS } from '../audience/at-risk.ts';
import type { ToolContext } from '../define-tool.ts';
import { dayLabel } from '../periods/period-label.ts';
import { roleAllows } from '../roles.ts';
import { health, sizeChange, valueChange } from './growth.ts';
import type { Move } from './read-moves.ts';
import type { SegmentData } from './segment-data.ts';

const COUNT: Format = { kind: 'integer' };
const PERCENT: Format = { kind: 'percent' };
/** How much more common than elsewhere an interest is from which it is called typical. */
const TYPICAL = 1.2;
const NAMED = 3;

/** One segment: figures, what its members are like, who came and went, members by number, and what can be done. */
export function segmentCard(
  data: SegmentData,
  _input: unknown,
  { workspace, actor }: Pick<ToolContext, 'workspace' | 'actor'>,
): Card {
  const { segment, rule, traits } = data;
  const money: Format = { kind: 'currency', currency: workspace.currency, decimals: 0 };
  const sentences = [segment.description, rule && `${rule}.`, traitsSentence(data), interestsSentence(data)];
  return {
    tone: 'answer',
    title: segment.parent ? `${segment.parent}: ${segment.name}` : segment.name,
    headlines: headlines(data, money),
    text: [
      ...sentences.filter((sentence) => sentence !== null && sentence !== ''),
      movesSentence(data),
      ...(segment.strategy ? [`What to do: ${segment.strategy}`] : []),
    ] as string[],
    ...(data.members.length > 0 && { table: memberTable(data, money) }),
    buttons: [
      ...buttonsFor(data, roleAllows(actor.role, 'analyst')),
      ...(isRisk(data) && traits.churn !== null ? [BY_CHURN_RISK] : []),
    ],
    footnotes: [
      ...(segment.day
        ? [
            {
              kind: 'freshness' as const,
              text: `Counted on ${dayLabel(segment.day)}; it is ${health(segment)}.`,
            },
          ]
        : []),
      ...(isRisk(data) ? [{ kind: 'note' as const, text: RISK_WORDS.segment.note }] : []),
      ...(segment.createdBy ? [{ kind: 'note' as const, text: `Saved by ${segment.createdBy}.` }] : []),
    ],
  };
}

const isRisk = ({ segment }: SegmentData): boolean => segment.method === 'rfm' && isAtRisk(segment.name);

const BY_CHURN_RISK: CallButton = {
  label: RISK_WORDS.segment.other,
  call: {
    tool: 'hybrid_discovery',
    args: { gate: { kind: 'trait', trait: 'churn_probability', op: '>=', value: HIGH_CHURN_RISK } },
  },
};

function headlines({ segment, traits }: SegmentData, money: Format): readonly Headline[] {
  const size = sizeChange(segment);
  const value = valueChange(segment, money);
  return [
    { label: 'Members', value: segment.members, format: COUNT, ...(size && { change: size }) },
    { label: 'Share of customers', value: segment.share, format: PERCENT },
    ...(segment.value === null
      ? []
      : [
          {
            label: 'Revenue per member',
            value: segment.value,
            format: money,
            ...(value && { change: value }),
          },
        ]),
    ...(traits.churn === null
      ? []
      : [{ label: 'Probability of having left', value: traits.churn, format: PERCENT }]),
    ...(traits.lifetimeValue === null
      ? []
      : [
          {
            label: `Expected revenue per member${traits.horizonDays ? `, ${traits.horizonDays} days` : ''}`,
            value: traits.lifetimeValue,
            format: money,
          },
        ]),
  ];
}

function traitsSentence({ traits: { orders, daysSinceOrder, engagement } }: SegmentData): string | null {
  const decimal = (value: number) => formatValue(value, { kind: 'number', decimals: 1 });
  const parts = [
    orders === null ? '' : `${decimal(orders)} orders`,
    daysSinceOrder === null ? '' : `the last ${formatValue(daysSinceOrder, COUNT)} days ago`,
    engagement === null ? '' : `engagement ${formatValue(engagement, COUNT)} of 100`,
  ].filter((part) => part !== '');
  return parts.length > 0 ? `On average ${parts.join(', ')}.` : null;
}

function interestsSentence({ interests }: SegmentData): string | null {
  if (interests.length === 0) return null;
  const parts = interests.slice(0, NAMED).map(({ name, share, everywhere }) => {
    const times = everywhere > 0 ? share / everywhere : 1;
    const typical =
      times >= TYPICAL ? `, ${formatValue(times, { kind: 'number', decimals: 1 })} times the usual` : '';
    return `${name} (${formatValue(share, PERCENT)}${typical})`;
  });
  return `They like ${parts.join(', ')}.`;
}

/** "In the last 30 days 41 came, most from Loyal Customers (20), and 12 left, most to Lost (9)." */
function movesSentence({ segment, moves }: SegmentData): string {
  const come = moves.filter(({ toId }) => toId === segment.id);
  const gone = moves.filter(({ fromId }) => fromId === segment.id);
  if (come.length + gone.length === 0)
    return 'Nobody came or left in the last 30 days, as far as was counted.';
  const total = (list: readonly Move[]) =>
    formatValue(
      list.reduce((sum, { customers }) => sum + customers, 0),
      COUNT,
    );
  const most = (list: readonly Move[], words: string, name: (move: Move) => string | null) =>
    list[0] && name(list[0])
      ? `, most ${words} ${name(list[0])} (${formatValue(list[0].customers, COUNT)})`
      : '';
  return `In the last 30 days ${total(come)} came${most(come, 'from', ({ from }) => from)}, and ${total(gone)} left${most(gone, 'to', ({ to }) => to)}.`;
}

function memberTable({ segment, members }: SegmentData, money: Format): Table {
  const fits = members.some(({ confidence }) => confidence !== null);
  const text = { role: 'text', format: { kind: 'text' } } as const;
  return {
    caption: `Members of ${segment.name} who spent most`,
    columns: [
      { key: 'customer_id', label: 'Customer', role: 'dimension', format: { kind: 'text' } },
      { key: 'location', label: 'Place', ...text },
      { key: 'interest', label: 'Interest', ...text },
      { key: 'orders', label: 'Orders', role: 'metric', format: COUNT },
      { key: 'revenue', label: 'Revenue', role: 'metric', format: money },
      { key: 'last_order', label: 'Last order', role: 'text', format: { kind: 'date' } },
      ...(fits ? [{ key: 'confidence', label: 'Fit', role: 'metric', format: PERCENT } as const] : []),
    ],
    rows: members,
    omitted: Math.max(0, segment.members - members.length),
  };
}

function buttonsFor({ segment }: SegmentData, isAnalyst: boolean): readonly CallButton[] {
  const args = { segment: segment.id };
  const isSaved = segment.method === 'rule' || segment.method === 'static';
  const buttons: CallButton[] = [
    { label: 'Download', call: { tool: 'download_segment', args } },
    { label: 'Who moved', call: { tool: 'segment_moves', args } },
    { label: 'Make-up', call: { tool: 'segment_makeup', args } },
  ];
  if (!isAnalyst) return buttons;
  buttons.push({ label: 'With names', call: { tool: 'segment_members', args } });
  if (segment.method !== 'rfm')
    buttons.push({
      label: 'Rename',
      call: { tool: 'rename_segment', args },
      form: {
        title: 'Rename the segment',
        submit: 'Rename',
        fields: [{ kind: 'text', key: 'name', label: 'Name', initial: segment.name, maxLength: 80 }],
      },
    });
  if (isSaved)
    buttons.push({
      label: 'Delete',
      call: { tool: 'delete_segment', args },
      style: 'danger',
      confirm: `Delete the segment “${segment.name}”? Its members stay customers.`,
    });
  return buttons;
}
