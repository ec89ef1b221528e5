/** The people of a segment, with names for those who may see them. */
import { z } from 'zod';
import type { Cell, TableColumn } from '../../cards/card.ts';
import { toCsv } from '../../cards/csv.ts';
import { formatValue } from '../../cards/format.ts';
import { defineTool } from '../define-tool.ts';
import { roleAllows } from '../roles.ts';
import { findSegment } from './find-segment.ts';
import { member, person, readMembers } from './read-segment.ts';

/** The reader role refuses more rows than 50,000. */
const FILE_ROWS = 49_999;

const text = { role: 'text', format: { kind: 'text' } } as const;
const MEMBER_COLUMNS: readonly TableColumn[] = [
  { key: 'customer_id', label: 'Customer', role: 'dimension', format: { kind: 'text' } },
  { key: 'location', label: 'Place', ...text },
  { key: 'age', label: 'Age', role: 'metric', format: { kind: 'integer' } },
  { key: 'interest', label: 'Interest', ...text },
  { key: 'orders', label: 'Orders', role: 'metric', format: { kind: 'integer' } },
  { key: 'revenue', label: 'Revenue', role: 'metric', format: { kind: 'number', decimals: 2 } },
  { key: 'last_order', label: 'Last order', role: 'text', format: { kind: 'date' } },
  { key: 'confidence', label: 'Fit', role: 'metric', format: { kind: 'percent' } },
];
const PERSONAL_COLUMNS: readonly TableColumn[] = [
  { key: 'name', label: 'Name', ...text },
  { key: 'email', label: 'E-mail', ...text },
  { key: 'phone', label: 'Phone', ...text },
];

const memberOutput = z.object({ segment: z.string(), people: z.array(person) });

/** `segment_members`: members with name, e-mail and phone, to the asker alone. */
export const segmentMembers = defineTool({
  name: 'segment_members',
  title: 'Members with names',
  description:
    'Lists the members of a segment with name, e-mail and phone, privately. Use it where somebody wants to know who exactly is in a segment.',
  effect: 'read',
  role: 'analyst',
  input: z.object({ segment: z.string().min(1), limit: z.coerce.number().int().min(1).max(100).default(20) }),
  output: memberOutput,
  async run({ segment, limit }, { db }) {
    const found = await findSegment(db, segment, (id) => ({
      tool: 'segment_members',
      args: { segment: id, limit },
    }));
    if (found.kind !== 'found') return found;
    const people = await readMembers(db, found.segment.id, { limit, personal: true });
    return people.length > 0
      ? { kind: 'ok', data: { segment: found.segment.name, people } }
      : { kind: 'empty', because: `Nobody is in “${found.segment.name}” at the moment.` };
  },
  card: ({ segment, people }) => ({
    tone: 'answer',
    title: `${segment}: members`,
    table: {
      caption: `Members of ${segment} who spent most`,
      columns: [...PERSONAL_COLUMNS, ...MEMBER_COLUMNS.filter(({ key }) => key !== 'confidence')],
      rows: people,
      omitted: 0,
    },
    private: true,
  }),
  summary: ({ segment, people }) => `${people.length} members of ${segment}, with names, sent privately.`,
});

const fileOutput = z.object({
  segment: z.string(),
  /** Names and addresses are in it. */
  personal: z.boolean(),
  members: z.array(z.union([person, member])),
  isAll: z.boolean(),
});

/** `download_segment`: the members as a file; with names and addresses for analysts, by direct message. */
export const downloadSegment = defineTool({
  name: 'download_segment',
  title: 'Download segment',
  description:
    'Sends the members of a segment as a CSV file: numbers and traits, for analysts with name, e-mail and phone as well, privately.',
  effect: 'read',
  role: 'viewer',
  input: z.object({ segment: z.string().min(1) }),
  output: fileOutput,
  async run({ segment }, { db, actor }) {
    const found = await findSegment(db, segment, (id) => ({
      tool: 'download_segment',
      args: { segment: id },
    }));
    if (found.kind !== 'found') return found;
    const personal = roleAllows(actor.role, 'analyst');
    const rows = await readMembers(db, found.segment.id, { limit: FILE_ROWS + 1, personal });
    if (rows.length === 0)
      return { kind: 'empty', because: `Nobody is in “${found.segment.name}” at the moment.` };
    const members = rows.slice(0, FILE_ROWS);
    return {
      kind: 'ok',
      data: { segment: found.segment.name, personal, members, isAll: rows.length <= FILE_ROWS },
    };
  },
  card: (data) => ({
    tone: 'notice',
    title: 'Download segment',
    text: [sentence(data)],
    private: data.personal,
  }),
  summary: (data) => sentence(data),
  attachments: (data) => {
    const columns = data.personal ? [...PERSONAL_COLUMNS, ...MEMBER_COLUMNS] : MEMBER_COLUMNS;
    const rows = data.members.map((each) =>
      columns.map(({ key }): Cell => (each as Record<string, Cell>)[key] ?? null),
    );
    const csv = toCsv([columns.map(({ label }) => label), ...rows], 'comma');
    return [
      {
        name: fileName(data.segment),
        mime: 'text/csv; charset=utf-8',
        bytes: Buffer.from(csv),
        private: data.personal,
      },
    ];
  },
});

function sentence({ segment, members, personal, isAll }: z.infer<typeof fileOutput>): string {
  const count = formatValue(members.length, { kind: 'integer' });
  const which = isAll ? `${count} members` : `the ${count} members who spent most`;
  return `${fileName(segment)} holds ${which} of ${segment}.${personal ? ' It holds personal data and goes to you alone.' : ''}`;
}

function fileName(segment: string): string {
  const slug = segment
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return `segment-${slug || 'members'}.csv`;
}
