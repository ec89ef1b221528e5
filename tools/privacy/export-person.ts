import { z } from 'zod';
import { readable } from '../../db/readable.ts';
import { defineTool } from '../define-tool.ts';
import { customerInput, describeRows, keptArguments, nothingHeld } from './customer-input.ts';
import { readHoldings } from './holdings.ts';

const output = z.object({
  customer_id: z.string(),
  exported_at: z.string(),
  workspace: z.string(),
  tables: z.record(z.string(), z.array(z.unknown())),
});

/** `export_person`: all that is held about a customer, as one JSON file by direct message. */
export const exportPerson = defineTool({
  name: 'export_person',
  title: 'Export a customer’s data',
  description:
    'Hands out everything that is held about one customer as a JSON file: their row, sales, events, profile, scores, segments and the answers that speak of them. For requests for access.',
  // It changes nothing, but who took a person's data out must be on record.
  effect: 'write',
  role: 'approver',
  input: customerInput,
  output,
  keptArguments,
  async run({ customer_id }, { db, workspace, now }) {
    const tables = await readHoldings(readable(db), db.tenantId, customer_id);
    if (Object.keys(tables).length === 0) return nothingHeld();
    const copies = Object.entries(tables).map(([table, rows]) => [table, [...rows]]);
    return {
      kind: 'ok',
      data: {
        customer_id,
        exported_at: now().toISOString(),
        workspace: workspace.name,
        tables: Object.fromEntries(copies),
      },
    };
  },
  card: ({ tables }) => ({
    tone: 'notice',
    title: 'Export of a customer’s data',
    text: [`${describeRows(countOf(tables))}. The file holds personal data and goes to you alone.`],
    private: true,
  }),
  summary: ({ tables }) => `${describeRows(countOf(tables))}.`,
  attachments: (data) => [
    {
      name: `person-${data.customer_id.replace(/[^A-Za-z0-9]+/g, '-')}.json`,
      mime: 'application/json',
      bytes: Buffer.from(`${JSON.stringify(data, null, 2)}\n`, 'utf8'),
      private: true,
    },
  ],
});

function countOf(tables: Readonly<Record<string, readonly unknown[]>>): Record<string, number> {
  return Object.fromEntries(Object.entries(tables).map(([table, rows]) => [table, rows.length]));
}
