import { isUtf8 } from 'node:buffer';
import type { FilePlan } from '../detect/file-plan.ts';
import type { Rejection } from '../encode/fact-encoder.ts';
import { RECORD, RecordScanner, STARVED } from './record-scanner.ts';
import { textBlocks } from './text-blocks.ts';

export interface RowVisitor {
  /** A row with the right number of fields. May say why it cannot be used. */
  row(record: RecordScanner): Rejection | null;
  /** A row that `row` said so of, or a line that is none. */
  reject(record: RecordScanner, rejection: Rejection): void;
}

/**
 * Reads the rows of a file one by one and hands each to the visitor, or says what is wrong with it. Yields the
 * bytes read after every block.
 */
export async function* readRows(
  plan: Pick<FilePlan, 'path' | 'dialect'>,
  visitor: RowVisitor,
  options: { readonly signal?: AbortSignal | undefined } = {},
): AsyncGenerator<number> {
  const { dialect } = plan;
  const scanner = new RecordScanner(dialect.delimiter.charCodeAt(0));
  const blocks = textBlocks(plan.path, dialect.encoding, {
    ...(options.signal ? { signal: options.signal } : {}),
    loneCarriageReturns: dialect.loneCarriageReturns,
  });
  const width = dialect.headers.length;
  let preamble = dialect.preamble;
  const drain = () => {
    const suspect = !isUtf8(scanner.bytes) || scanner.bytes.includes(0);
    for (let found = scanner.next(); found !== STARVED; found = scanner.next()) {
      if (preamble > 0) {
        preamble -= 1;
        continue;
      }
      const problem =
        found === RECORD
          ? ((suspect ? unstorable(scanner) : null) ?? misshapen(scanner, width))
          : { column: '', reason: scanner.problem };
      const rejection = problem ?? visitor.row(scanner);
      if (rejection) visitor.reject(scanner, rejection);
    }
  };
  for await (const block of blocks.read()) {
    scanner.feed(block, false);
    drain();
    yield blocks.bytesRead();
  }
  scanner.feed(Buffer.alloc(0), true);
  drain();
  yield blocks.bytesRead();
}

function unstorable(record: RecordScanner): Rejection | null {
  const line = record.bytes.subarray(record.recordStart, record.recordEnd);
  if (line.includes(0)) return { column: '', reason: 'the line holds NUL bytes' };
  return isUtf8(line) ? null : { column: '', reason: 'the line is not valid UTF-8' };
}

/** Blank fields beyond the last column do no harm. */
function misshapen(record: RecordScanner, width: number): Rejection | null {
  let { count } = record;
  while (count > width && record.starts[count - 1] === record.ends[count - 1]) count -= 1;
  return count === width
    ? null
    : { column: '', reason: `the line has ${count} fields and the header ${width}` };
}
