import { z } from 'zod';
import type { Card } from '../../cards/card.ts';
import { formatValue } from '../../cards/format.ts';
import { defineTool } from '../define-tool.ts';
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
  days: z.coerce.number().int().min(1).max(400).default(30),
});
const output = z.object({ segment: z.string().nullable(), days: z.number(), moves: z.array(move) });
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
  async run({ method, segment, to, days }, { db, workspace }) {
    const { today } = workspace;
    if (segment === undefined) {
      const moves = await readMoves(db, { method, today, days });
      return moves.length > 0
        ? { kind: 'ok', data: { segment: null, days, moves: [...moves] } }
        : {
            kind: 'empty',
            because: `Nobody moved in the last ${days} days, as far as segments were counted.`,
          };
    }
    const found = await findSegment(db, segment, (id) => ({
      tool: 'segment_moves',
      args: { segment: id, ...(to === undefined ? {} : { to }), days },
    }));
    if (found.kind !== 'found') return found;
    const from = found.segment;
    const target =
      to === undefined
        ? null
        : await findSegment(db, to, (id) => ({
            tool: 'segment_moves',
            args: { segment: from.id, to: id, days },
          }));
    if (target && target.kind !== 'found') return target;
    const moves = await readMoves(db, {
      method: from.method,
      segmentId: from.id,
      ...(target ? { toId: target.segment.id } : {}),
      today,
      days,
    });
    if (moves.length > 0) {
      const name = target ? `${from.name} → ${target.segment.name}` : from.name;
      return { kind: 'ok', data: { segment: name, days, moves: [...moves] } };
    }
    return {
      kind: 'empty',
      because: target
        ? `Nobody moved from “${from.name}” to “${target.segment.name}” in the last ${days} days.`
        : `Nobody came to or left “${from.name}” in the last ${days} days.`,
    };
  },
  card: movesCard,
  summary: ({ moves }) =>
    moves
      .slice(0, DRAWN)
      .map((each) => `${words(each)}: ${each.customers}`)
      .join('; '),
});

const words = ({ from, to }: Move): string => `${from ?? 'In none'} → ${to ?? 'in none'}`;

function movesCard({ segment, days, moves }: MovesData): Card {
  const title = segment ? `Who moved: ${segment}` : 'Who moved between segments';
  const total = moves.reduce((sum, { customers }) => sum + customers, 0);
  const shown = moves.slice(0, DRAWN);
  const text = { role: 'dimension', format: { kind: 'text' } } as const;
  return {
    tone: 'answer',
    title,
    text: [
      `${formatValue(total, { kind: 'integer' })} ${total === 1 ? 'move' : 'moves'} in the last ${days} days.`,
    ],
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
