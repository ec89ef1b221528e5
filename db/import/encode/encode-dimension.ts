import type { FilePlan } from '../detect/file-plan.ts';
import type { Dimension, DimensionColumn } from '../load/dimensions.ts';
import type { RecordScanner } from '../read/record-scanner.ts';
import { Attributes } from './attributes.ts';
import { type Cell, cellOf } from './cell.ts';
import { type DimensionField, dimensionField } from './dimension-field.ts';
import type { CopyColumns, Rejection } from './fact-encoder.ts';
import type { TupleWriter } from './tuple-writer.ts';

export interface DimensionEncoder {
  /** The columns of the staging table: the row's number, the key, what the file has, and the attributes. */
  readonly columns: CopyColumns;
  /** The dimension's columns that the file has. */
  readonly given: readonly DimensionColumn[];
  encode(record: RecordScanner, ordinal: number, writer: TupleWriter): Rejection | null;
}

/** Turns the records of customers, products, coupons or tax rates into tuples of a staging table. */
export function createDimensionEncoder(plan: FilePlan, dimension: Dimension): DimensionEncoder {
  const fieldsOf = (columns: readonly DimensionColumn[]) =>
    columns.flatMap((column) => {
      const cell: Cell | null = cellOf(plan, column.name);
      return cell === null ? [] : [{ column, field: dimensionField(plan, column, cell) }];
    });
  const keys = fieldsOf(dimension.key);
  const others = fieldsOf(dimension.columns);
  const fields: readonly { column: DimensionColumn; field: DimensionField }[] = [...keys, ...others];
  const attributes = dimension.hasAttributes ? new Attributes(plan) : null;
  const columns: CopyColumns = [
    ['ordinal', 'bigint'],
    ...fields.map(({ column, field }) => [column.name, field.type] as const),
    ...(attributes ? [['attributes', 'jsonb'] as const] : []),
  ];
  return {
    columns,
    given: others.map(({ column }) => column),
    encode: (record, ordinal, writer) => {
      for (const { field } of fields) {
        const reason = field.load(record);
        if (reason !== null) return { column: field.header, reason };
      }
      for (const { field } of keys)
        if (!field.present) return { column: field.header, reason: 'the value is missing' };
      writer.begin(columns.length);
      writer.bigint(ordinal);
      for (const { field } of fields) {
        if (field.present) field.write(writer);
        else writer.null();
      }
      attributes?.load(record).write(writer);
      return null;
    },
  };
}
