import { z } from 'zod';
import { readable } from '../../db/readable.ts';
import { defineTool } from '../define-tool.ts';
import { customerInput, describeRows, keptArguments, nothingHeld } from './customer-input.ts';
import { forgetPerson } from './forget-person.ts';
import { countHoldings } from './holdings.ts';

const output = z.object({ rows: z.record(z.string(), z.number()) });

/** `erase_person`: removes a customer from everywhere, for good. */
export const erasePerson = defineTool({
  name: 'erase_person',
  title: 'Erase a customer’s data',
  description:
    'Removes one customer for good from every table, from answers and cards, and makes sure that an import cannot bring them back into an audience or a send. Sales lines keep their amounts without the customer. For requests to be forgotten.',
  effect: 'write',
  role: 'approver',
  input: customerInput,
  output,
  keptArguments,
  async run({ customer_id }, { db, now, progress }) {
    progress('Looking through every table');
    const held = await countHoldings(readable(db), db.tenantId, customer_id);
    if (Object.keys(held).length === 0) return nothingHeld();
    const rows = await db.write((tx) => forgetPerson(tx, db.tenantId, customer_id, now()));
    return { kind: 'ok', data: { rows: { ...rows } } };
  },
  card: ({ rows }) => ({
    tone: 'notice',
    title: 'The customer is erased',
    text: [
      `Removed or made nameless: ${describeRows(rows)}.`,
      'Sales lines keep what was sold, without the customer, so that revenue stays true. A hash of the id stays, so that a later import cannot bring them back into an audience.',
      'Not reached from here: messages that were sent already, files outside the database, and backups.',
    ],
    private: true,
  }),
  summary: ({ rows }) => `Erased: ${describeRows(rows)}.`,
});
