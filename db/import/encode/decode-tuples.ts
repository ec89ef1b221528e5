import type { SqlValue } from '../../db.ts';
import { isoDay } from '../values/calendar.ts';

export type ColumnType = 'text' | 'uuid' | 'numeric' | 'date' | 'timestamptz' | 'bigint' | 'jsonb';

/** Reads binary COPY tuples back into rows, for an engine that cannot take them as they are. */
export function* decodeTuples(
  pieces: Iterable<Buffer>,
  types: readonly ColumnType[],
): Generator<readonly SqlValue[]> {
  for (const piece of pieces) {
    let at = 0;
    while (at < piece.length) {
      at += 2;
      const row: SqlValue[] = [];
      for (const type of types) {
        const length = piece.readInt32BE(at);
        at += 4;
        row.push(length < 0 ? null : decode(type, piece.subarray(at, at + length)));
        at += Math.max(0, length);
      }
      yield row;
    }
  }
}

function decode(type: ColumnType, value: Buffer): SqlValue {
  switch (type) {
    case 'uuid':
      return value.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
    case 'date':
      return isoDay(value.readInt32BE(0) + 10_957);
    case 'timestamptz':
      return timestamp(value.readBigInt64BE(0));
    case 'bigint':
      return value.readBigInt64BE(0);
    case 'numeric':
      return numeric(value);
    case 'jsonb':
      return value.toString('utf8', 1);
    case 'text':
      return value.toString('utf8');
  }
}

function timestamp(micros: bigint): string {
  const seconds = micros / 1_000_000n - (micros % 1_000_000n < 0n ? 1n : 0n);
  const rest = micros - seconds * 1_000_000n;
  const iso = new Date((Number(seconds) + 946_684_800) * 1000).toISOString();
  return iso.replace('.000Z', `.${rest.toString().padStart(6, '0')}Z`);
}

function numeric(value: Buffer): string {
  const count = value.readInt16BE(0);
  const weight = value.readInt16BE(2);
  const scale = value.readUInt16BE(6);
  const group = (n: number) => (n < 0 || n >= count ? 0 : value.readInt16BE(8 + n * 2));
  let whole = '';
  for (let n = 0; n <= weight; n += 1) whole += String(group(n)).padStart(4, '0');
  let fraction = '';
  for (let n = weight + 1; fraction.length < scale; n += 1) fraction += String(group(n)).padStart(4, '0');
  const text = (whole.replace(/^0+/, '') || '0') + (scale > 0 ? `.${fraction.slice(0, scale)}` : '');
  return value.readUInt16BE(4) === 0x4000 ? `-${text}` : text;
}
