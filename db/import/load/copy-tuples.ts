import type { Transaction } from '../../db.ts';
import { decodeTuples } from '../encode/decode-tuples.ts';
import type { CopyColumns } from '../encode/fact-encoder.ts';

/** Copies encoded tuples into a table, by the fastest way the engine has. Returns the number of rows. */
export async function copyTuples(
  tx: Transaction,
  table: string,
  columns: CopyColumns,
  pieces: Iterable<Buffer>,
): Promise<number> {
  const names = columns.map(([name]) => name);
  if (tx.copyBinary) return tx.copyBinary(table, names, pieces);
  return tx.copyIn(
    table,
    names,
    decodeTuples(
      pieces,
      columns.map(([, type]) => type),
    ),
  );
}
