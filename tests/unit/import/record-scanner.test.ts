import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MALFORMED, RECORD, RecordScanner, STARVED } from '../../../db/import/read/record-scanner.ts';

type Seen = { readonly line: number; readonly fields?: string[]; readonly problem?: string };

/** Everything a scanner finds, fed the bytes in pieces of the given sizes. */
function scan(bytes: Buffer, cuts: readonly number[] = [], delimiter = ','): Seen[] {
  const scanner = new RecordScanner(delimiter.charCodeAt(0));
  const seen: Seen[] = [];
  const drain = () => {
    for (let found = scanner.next(); found !== STARVED; found = scanner.next())
      seen.push(
        found === MALFORMED
          ? { line: scanner.line, problem: scanner.problem }
          : { line: scanner.line, fields: Array.from({ length: scanner.count }, (_, i) => scanner.text(i)) },
      );
  };
  let at = 0;
  for (const cut of cuts) {
    scanner.feed(Buffer.from(bytes.subarray(at, at + cut)), false);
    at += cut;
    drain();
  }
  scanner.feed(Buffer.from(bytes.subarray(at)), true);
  drain();
  return seen;
}

const fieldsOf = (text: string, delimiter = ',') =>
  scan(Buffer.from(text), [], delimiter).map(({ fields, problem }) => fields ?? problem);

const cuts = fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 40 });

describe('records of delimited text', () => {
  it('are split at delimiters and line ends of either kind', () => {
    expect(fieldsOf('a,b\r\nc,\n\n,d')).toEqual([
      ['a', 'b'],
      ['c', ''],
      ['', 'd'],
    ]);
  });

  it('may quote delimiters, line ends and quotes', () => {
    expect(fieldsOf('"a,1","b\r\n2","say ""x"""\nnext,,')).toEqual([
      ['a,1', 'b\r\n2', 'say "x"'],
      ['next', '', ''],
    ]);
  });

  it('take a quote inside an unquoted field for text', () => {
    expect(fieldsOf('12" pipe,3\n')).toEqual([['12" pipe', '3']]);
  });

  it('are numbered by the line they begin on', () => {
    expect(scan(Buffer.from('a\n\n"b\nb"\nc')).map(({ line }) => line)).toEqual([1, 3, 5]);
  });

  it('with broken quoting cost their first line only', () => {
    expect(fieldsOf('"a"b,1\nc,2\n')).toEqual(['there is text after a closing quote', ['c', '2']]);
    expect(fieldsOf('a,"b\nc,2\n')).toEqual(['a quote is opened and never closed', ['c', '2']]);
  });

  it('keep their original text for the rejects, also after unescaping', () => {
    const scanner = new RecordScanner(44);
    scanner.feed(Buffer.from('a,"say ""x""",b\r\n'), true);
    expect(scanner.next()).toBe(RECORD);
    expect(scanner.original()).toBe('a,"say ""x""",b');
  });

  it('longer than a field may be are passed over without filling the memory', () => {
    const scanner = new RecordScanner(44);
    const found: (string | null)[] = [];
    const drain = () => {
      for (let kind = scanner.next(); kind !== STARVED; kind = scanner.next())
        found.push(kind === RECORD ? scanner.text(0) : null);
    };
    scanner.feed(Buffer.from('first,1\n"'), false);
    for (let i = 0; i < 10; i += 1) {
      scanner.feed(Buffer.alloc(1 << 20, 'x'), false);
      drain();
      expect(scanner.bytes.length).toBeLessThan(6 << 20);
    }
    scanner.feed(Buffer.from('",2\nlast,3\n'), true);
    drain();
    expect(found).toEqual(['first', null, 'last']);
  });

  it('are what csv-parse finds in any well-formed text, wherever the bytes are cut', () => {
    const field = fc.oneof(
      fc.string({ maxLength: 6 }),
      fc.stringMatching(/^[a,"\n\r é;]{0,6}$/),
      fc.constantFrom('', '1.5', '"', 'a"b', ',\n'),
    );
    fc.assert(
      fc.property(
        fc.constantFrom(',', ';', '\t', '|'),
        fc
          .integer({ min: 2, max: 4 })
          .chain((width) =>
            fc.array(fc.array(field, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 8 }),
          ),
        fc.constantFrom('\n', '\r\n'),
        cuts,
        (delimiter, rows, newline, pieces) => {
          const quoted = (value: string) =>
            /["\n\r ]/.test(value) || value.includes(delimiter) ? `"${value.replaceAll('"', '""')}"` : value;
          const text = rows.map((row) => row.map(quoted).join(delimiter)).join(newline) + newline;
          const expected = parse(text, {
            delimiter,
            relax_column_count: true,
            skip_empty_lines: true,
            record_delimiter: newline,
          });
          expect(scan(Buffer.from(text), pieces, delimiter).map(({ fields }) => fields)).toEqual(expected);
        },
      ),
    );
  });

  it('are found or reported in any bytes, the same wherever the bytes are cut', () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 80 }),
      fc.stringMatching(/^[a", \n\r]{0,60}$/).map((text) => Buffer.from(text)),
    );
    fc.assert(
      fc.property(bytes, cuts, (array, pieces) => {
        expect(scan(Buffer.from(array), pieces)).toEqual(scan(Buffer.from(array)));
      }),
      { numRuns: 500 },
    );
  });
});
