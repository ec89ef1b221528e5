import type { FilePlan } from '../detect/file-plan.ts';
import type { LineContent } from '../keys/line-content.ts';
import type { RecordScanner } from '../read/record-scanner.ts';
import { Cell } from './cell.ts';
import type { TuplePart } from './fact-encoder.ts';
import { JsonObject, jsonName } from './json-object.ts';
import type { TupleWriter } from './tuple-writer.ts';

/** The columns that no field claims, as a JSON object; blank ones are left out. */
export class Attributes {
  readonly json = new JsonObject();
  readonly #cells: readonly { name: Uint8Array; cell: Cell }[];

  constructor(plan: FilePlan, more: readonly { name: string; column: number }[] = []) {
    this.#cells = [...plan.binding.extras, ...more].map(({ name, column }) => ({
      name: jsonName(name),
      cell: new Cell(name, column),
    }));
  }

  load(record: RecordScanner): this {
    this.json.clear();
    for (const { name, cell } of this.#cells)
      if (cell.load(record)) this.json.add(name, cell.bytes, cell.from, cell.to);
    return this;
  }

  addTo(content: LineContent, field: number): void {
    if (this.json.length > 0) content.text(field, this.json.bytes, 0, this.json.length);
  }

  /** The column, if the file has anything for it. */
  parts(column: string): TuplePart[] {
    return this.#cells.length === 0
      ? []
      : [{ column: [column, 'jsonb'], write: (writer) => this.write(writer) }];
  }

  write(writer: TupleWriter): void {
    writer.json(this.json.bytes, this.json.length);
  }
}
