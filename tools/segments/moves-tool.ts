import { z } from 'zod';
import type { Card } from '../../cards/card.ts';
import { formatValue } from '../../cards/format.ts';
import { defineTool } from '../define-tool.ts';
import { dayLabel } from '../periods/period-label.ts';
import { findSegment } from './find-segment.ts';
import { type Move, move, readMoves } from './read-moves.ts';
import { METHODS } from './segment.ts';

/** Moves drawn in the chart, and listed. */
const DRAWN = 10;
const LISTED = 30;

const input = z.object({
  method: z.enum(METHODS).default('rfm'),
  segment: z.string().min(1).optional(),
  /** Only those who went from `segment` to this one. */
  to: z.string().min(1).optional(),
  /** Only those who came to `segment`, or only those who left it. */
  direction: z.enum(['in', 'out']).optional(),
  days: z.coerce.number().int().min(1).max(400).default(30),
  /** The last of the days; today unless told. */
  until: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/u)
    .optional(),
});
const output = z.object({
  segment: z.string().nullable(),
  direction: z.enum(['in', 'out']).nullable(),
  days: z.number(),
  until: z.string().nullable(),
  moves: z.array(move),
});
type MovesData = z.infer<typeof output>;

/** `segment_moves`: who went from which segment to which. */
export const segmentMoves = defineTool({
  name: 'segment_moves',
  title: 'Who moved between segments',
  description:
    'Shows how many customers moved from which segment to which in the last days, of all segments of a method or of one. Use it for questions about who became loyal, who slipped, who left a segment.',
  effect: 'read',
  role: 'viewer',
  input,
  output,
  async run({ method, segment, to, direction, days, until }, { db, workspace }) {
    const asked = { days, ...(until === undefined ? {} : { until }) };
    const last = until ?? workspace.today;
    const when = daysInWords(days, until ?? null);
    if (segment === undefined) {
      const moves = await readMoves(db, { method, last, days });
      return moves.length > 0
        ? {
            kind: 'ok',
            data: { segment: null, direction: null, days, until: until ?? null, moves: [...moves] },
          }
        : { kind: 'empty', because: `Nobody moved ${when}, as far as segments were counted.` };
    }
    const found = await findSegment(db, segment, (id) => ({
      tool: 'segment_moves',
      args: {
        segment: id,
        ...(to === undefined ? {} : { to }),
        ...(direction === undefined ? {} : { direction }),
        ...asked,
      },
    }));
    if (found.kind !== 'found') return found;
    const { segment: one } = found;
    const target =
      to === undefined
        ? null
        : await findSegment(db, to, (id) => ({
            tool: 'segment_moves',
            args: { segment: one.id, to: id, ...asked },
          }));
    if (target && target.kind !== 'found') return target;
    const moves = await readMoves(db, {
      method: one.method,
      ...sides(one.id, target?.segment.id, direction),
      last,
      days,
    });
    const name = target ? `${one.name} → ${target.segment.name}` : one.name;
    if (moves.length > 0)
      return {
        kind: 'ok',
        data: { segment: name, direction: direction ?? null, days, until: until ?? null, moves: [...moves] },
      };
    const did = target
      ? `moved from “${one.name}” to “${target.segment.name}”`
      : `${DID[direction ?? 'both']} “${one.name}”`;
    return { kind: 'empty', because: `Nobody ${did} ${when}, as far as segments were counted.` };
  },
  card: movesCard,
  summary: ({ moves }) =>
    moves
      .slice(0, DRAWN)
      .map((each) => `${words(each)}: ${each.customers}`)
      .join('; '),
});

const words = ({ from, to }: Move): string => `${from ?? 'In none'} → ${to ?? 'in none'}`;

const daysInWords = (days: number, until: string | null): string =>
  until === null ? `in the last ${days} days` : `in the ${days} days up to ${dayLabel(until)}`;

const DID = { in: 'came to', out: 'left', both: 'came to or left' } as const;

/** The moves asked for: from one segment to another, to it, from it, or both. */
function sides(id: string, to: string | undefined, direction: 'in' | 'out' | undefined) {
  if (to !== undefined) return { fromId: id, toId: to };
  if (direction === undefined) return { segmentId: id };
  return direction === 'in' ? { toId: id } : { fromId: id };
}

const TITLES = { in: 'Who came to', out: 'Who left' } as const;

/** “10 customers came to At Risk”: of one direction they are people, of several segments moves. */
function headline({ segment, direction, days, until, moves }: MovesData): string {
  const total = moves.reduce((sum, { customers }) => sum + customers, 0);
  const count = formatValue(total, { kind: 'integer' });
  const when = daysInWords(days, until);
  const people = `${count} ${total === 1 ? 'customer' : 'customers'}`;
  if (direction === 'in') return `${people} came to ${segment} ${when}.`;
  if (direction === 'out') return `${people} left ${segment} ${when}.`;
  return `${count} ${total === 1 ? 'move' : 'moves'} ${when}.`;
}

function movesCard(data: MovesData): Card {
  const { segment, direction, moves } = data;
  const title = segment
    ? `${direction ? TITLES[direction] : 'Who moved:'} ${segment}`
    : 'Who moved between segments';
  const shown = moves.slice(0, DRAWN);
  const text = { role: 'dimension', format: { kind: 'text' } } as const;
  return {
    tone: 'answer',
    title,
    text: [headline(data)],
    ...(shown.length > 1 && {
      chart: {
        kind: 'bar',
        title,
        labels: shown.map(words),
        series: [{ name: 'Customers', values: shown.map(({ customers }) => customers) }],
        format: { kind: 'integer' },
      },
    }),
    table: {
      caption: title,
      columns: [
        { key: 'from', label: 'From', ...text },
        { key: 'to', label: 'To', ...text },
        { key: 'customers', label: 'Customers', role: 'metric', format: { kind: 'integer' } },
      ],
      rows: moves.slice(0, LISTED).map(({ from, to, customers }) => ({
        from: from ?? 'in none',
        to: to ?? 'in none',
        customers,
      })),
      omitted: Math.max(0, moves.length - LISTED),
    },
    footnotes: [{ kind: 'note', text: 'Between one counting and the next; who moved twice counts twice.' }],
  };
}
