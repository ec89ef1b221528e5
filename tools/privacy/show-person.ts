import { z } from 'zod';
import type { CallButton } from '../../cards/card.ts';
import { readable } from '../../db/readable.ts';
import { defineTool } from '../define-tool.ts';
import { customerInput, describeRows, nothingHeld } from './customer-input.ts';
import { countHoldings } from './holdings.ts';

const input = customerInput.extend({ wish: z.enum(['export', 'erase']).optional() });
const output = z.object({ customer_id: z.string(), rows: z.record(z.string(), z.number()) });

/** `show_person`: how much is held about a customer, with the buttons that hand it out or erase it. */
export const showPerson = defineTool({
  name: 'show_person',
  title: 'What is held about a customer',
  description:
    'Counts what is held about one customer, table by table, and offers to export or to erase it. Use it where a person asks for their data or to be forgotten.',
  effect: 'read',
  role: 'approver',
  input,
  output,
  command: { word: 'person', usage: 'person [export|erase] <customer id>', parse: parseCommand },
  async run({ customer_id: id }, { db }) {
    const rows = await countHoldings(readable(db), db.tenantId, id);
    return Object.keys(rows).length > 0 ? { kind: 'ok', data: { customer_id: id, rows } } : nothingHeld();
  },
  card: ({ customer_id, rows }, { wish }) => {
    const buttons: Record<'export' | 'erase', CallButton> = {
      export: { label: 'Export', call: { tool: 'export_person', args: { customer_id } } },
      erase: {
        label: 'Erase',
        style: 'danger',
        call: { tool: 'erase_person', args: { customer_id } },
        confirm: `Erase customer ${customer_id} for good? Sales keep their amounts without the customer. This cannot be taken back.`,
      },
    };
    return {
      tone: 'notice',
      title: `What is held about customer ${customer_id}`,
      table: {
        caption: 'Rows by table',
        columns: [
          { key: 'table', label: 'Table', role: 'dimension', format: { kind: 'text' } },
          { key: 'rows', label: 'Rows', role: 'metric', format: { kind: 'integer' } },
        ],
        rows: Object.entries(rows).map(([table, count]) => ({ table, rows: count })),
        omitted: 0,
      },
      buttons: wish ? [buttons[wish]] : [buttons.export, buttons.erase],
      private: true,
    };
  },
  summary: ({ rows }) => `${describeRows(rows)}.`,
});

/** `person C000017`, `person erase C000017`; more words are a question. */
function parseCommand(text: string): Record<string, unknown> | null {
  const words = text.trim().split(/\s+/).filter(Boolean);
  const [first = '', second] = words;
  if (second === undefined) return { customer_id: first };
  const wish = first.toLowerCase();
  return words.length === 2 && (wish === 'export' || wish === 'erase') ? { customer_id: second, wish } : null;
}
