import { z } from 'zod';
import { defineTool } from '../define-tool.ts';
import { parseSegments, routeSegments } from './command.ts';
import { overviewCard } from './overview-card.ts';
import { overviewData, readLastRun, readSegments } from './read-overview.ts';
import { METHODS } from './segment.ts';

const input = z.object({ method: z.enum(METHODS).optional() });
/** `segments`: every segment with its size, growth, value and what to do about it. */
export const segments = defineTool({
  name: 'segments',
  title: 'Segments',
  description:
    'Lists the customer segments (RFM, behaviour groups, saved rules and lists, unusual customers) with size, share, growth, average value, health and what to do about each. Use it for questions about which segments there are or how they are doing.',
  effect: 'read',
  role: 'viewer',
  input,
  output: overviewData,
  command: {
    word: 'segments',
    usage:
      'segments [show <name> | moves | makeup <name> | save <name>: <customer numbers> | recluster [how many] | scheme five|ten | rfm|kmeans|rule|static|outliers]',
    parse: parseSegments,
    route: routeSegments,
  },
  async run({ method }, { db }) {
    const data = {
      segments: [...(await readSegments(db, { method }))],
      lastRun: await readLastRun(db, 'rfm'),
    };
    if (data.segments.length > 0) return { kind: 'ok', data };
    return { kind: 'empty', because: 'There are no segments yet.', data };
  },
  card: overviewCard,
  summary: ({ segments: rows }) =>
    rows.length === 0
      ? 'There are no segments yet.'
      : rows.map(({ name, members, strategy }) => `${name}: ${members} (${strategy ?? 'saved'})`).join('; '),
  facts: ({ segments: rows }) => ({
    answer: `There are ${rows.length} segments.`,
    columns: [
      { key: 'segment', label: 'Segment', role: 'dimension', format: { kind: 'text' } },
      { key: 'members', label: 'Members', role: 'metric', format: { kind: 'integer' } },
    ],
    rows: rows.map(({ name, members }) => ({ segment: name, members })),
    period: null,
    sql: null,
    params: [],
    definition: null,
  }),
});
