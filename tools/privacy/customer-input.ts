import { z } from 'zod';
import type { Call } from '../../cards/card.ts';
import type { Outcome } from '../define-tool.ts';
import { personHash } from './person.ts';

export const customerInput = z.object({ customer_id: z.string().trim().min(1).max(255) });

/** What is kept of a call in the audit and beside the answer: the hash, or the trail itself would hold the person. */
export function keptArguments({ customer_id: id }: Call['args'], tenantId: string): Call['args'] {
  return typeof id === 'string' ? { person: personHash(tenantId, id.trim()) } : {};
}

export function nothingHeld(): Extract<Outcome<never>, { kind: 'empty' }> {
  return {
    kind: 'empty',
    because:
      'Nothing is held about a customer with that id. Ids are those of the customer list, written exactly so.',
  };
}

/** "1 row in dim_customer, 31 in fct_events" */
export function describeRows(rows: Readonly<Record<string, number>>): string {
  const parts = Object.entries(rows).map(
    ([table, count], i) =>
      `${count.toLocaleString('en')}${i === 0 ? (count === 1 ? ' row' : ' rows') : ''} in ${table}`,
  );
  return parts.join(', ');
}
