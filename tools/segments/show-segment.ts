import { z } from 'zod';
import { describeAudience } from '../audience/describe-gate.ts';
import { defineTool, type ToolContext } from '../define-tool.ts';
import { UserError } from '../errors.ts';
import { findSegment, type NamedSegment } from './find-segment.ts';
import { readMoves } from './read-moves.ts';
import { readSegments } from './read-overview.ts';
import { readInterests, readMembers, readTraits } from './read-segment.ts';
import { savedCriteria } from './run-saved.ts';
import { segmentCard } from './segment-card.ts';
import { segmentData } from './segment-data.ts';

/** Days that “who moved” looks back. */
const MOVES_DAYS = 30;
const SAMPLE = 10;

/** `show_segment`: who is in a segment, what they are like, who came and went. */
export const showSegment = defineTool({
  name: 'show_segment',
  title: 'Segment',
  description:
    'Shows one segment: what it is, its size and growth, what its members are like (averages, interests, churn, lifetime value), who moved in and out, and members by number. Use it for “show me at-risk customers”.',
  effect: 'read',
  role: 'viewer',
  followUps: true,
  input: z.object({ segment: z.string().min(1) }),
  output: segmentData,
  async run({ segment: said }, context) {
    const { db, workspace } = context;
    const found = await findSegment(db, said, (id) => ({ tool: 'show_segment', args: { segment: id } }));
    if (found.kind !== 'found') return found;
    const { id, method } = found.segment;
    const [row] = await readSegments(db, { id });
    if (!row) throw new Error(`segment ${id} went while it was read`);
    return {
      kind: 'ok',
      data: {
        segment: row,
        rule: ruleOf(found.segment, context),
        traits: await readTraits(db, id, workspace.today),
        interests: await readInterests(db, id),
        moves: [...(await readMoves(db, { method, segmentId: id, last: workspace.today, days: MOVES_DAYS }))],
        members: await readMembers(db, id, { limit: SAMPLE, personal: false }),
      },
    };
  },
  card: segmentCard,
  summary: ({ segment, traits: { orders, churn } }) =>
    `${segment.name}: ${segment.members} members; ${segment.description ?? ''} Orders on average ${orders?.toFixed(1) ?? 'unknown'}; churn ${churn?.toFixed(2) ?? 'not scored'}.`,
  facts: ({ segment, members }) => ({
    answer: `${segment.name} has ${segment.members} members.`,
    columns: [
      { key: 'customer_id', label: 'Customer', role: 'dimension', format: { kind: 'text' } },
      { key: 'revenue', label: 'Revenue', role: 'metric', format: { kind: 'number', decimals: 2 } },
    ],
    rows: members.map(({ customer_id, revenue }) => ({ customer_id, revenue })),
    period: null,
    sql: null,
    params: [],
    definition: segment.description,
  }),
});

function ruleOf({ method, criteria }: NamedSegment, { workspace }: ToolContext): string | null {
  if (method !== 'rule' && method !== 'static') return null;
  const saved = savedCriteria.safeParse(criteria);
  const { gate, interest } = saved.data ?? {};
  try {
    const words = [
      ...(gate ? [describeAudience(gate, workspace)] : []),
      ...(interest ? [`interested in ${interest}`] : []),
    ].join('; ');
    if (method === 'rule') return `${words}; kept current`;
    return words ? `A list kept as saved, found as: ${words}` : 'A list kept as saved';
  } catch (error) {
    // A rule can outlive what it speaks of; the segment is shown all the same.
    if (error instanceof UserError) return error.message;
    throw error;
  }
}
