import type { Cell } from '../../cards/card.ts';
import { toCsv } from '../../cards/csv.ts';
import type { Attachment } from '../define-tool.ts';

/** Customers and their variations, for the system that sends. */
export function splitFile(test: string, people: readonly (readonly [string, string])[]): Attachment {
  const rows: readonly (readonly Cell[])[] = [['customer_id', 'variation'], ...people];
  return {
    name: `${test.toLowerCase().replace(/[^a-z0-9]+/g, '-')}-split.csv`,
    mime: 'text/csv; charset=utf-8',
    bytes: Buffer.from(toCsv(rows, 'comma')),
    private: false,
  };
}
