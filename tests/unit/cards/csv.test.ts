import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SEPARATORS, type Separator, toCsv } from '../../../cards/csv.ts';

describe('CSV', () => {
  it('ends lines with CRLF, quotes what needs it, leaves null empty', () => {
    expect(
      toCsv(
        [
          ['a', 'b,c', null],
          ['say "hi"', 'two\nlines', 1.5],
        ],
        'comma',
      ),
    ).toBe('a,"b,c",\r\n"say ""hi""","two\nlines",1.5\r\n');
  });

  it.each(['=1+1', '+A1', '-A1', '@SUM(A1)', '\t=1', '\r=1'])('disarms the formula %j', (text) => {
    const [[cell = ''] = []] = parse(toCsv([[text]], 'comma')) as string[][];
    expect(cell).toBe(`'${text}`);
  });

  it('leaves negative numbers alone, also as text', () => {
    expect(toCsv([[-5, '-5', '-5.25']], 'semicolon')).toBe('-5;-5;-5.25\r\n');
  });

  it('reads back as written, whatever the separator, and no cell begins a formula', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 12 });
    const rows = fc.array(fc.array(text, { minLength: 2, maxLength: 2 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(rows, fc.constantFrom<Separator>('comma', 'semicolon', 'tab'), (cells, separator) => {
        const written = toCsv(cells, separator);
        const read = parse(written, {
          delimiter: SEPARATORS[separator],
          recordDelimiter: '\r\n',
          relaxColumnCount: true,
        }) as string[][];
        const plain = (cell: string): string => cell.replace(/^'(?=[=+\-@\t\r])/, '');
        expect(read.map((row) => row.map(plain))).toEqual(cells.map((row) => row.map(plain)));
        for (const cell of read.flat())
          if (!/^-\d+(\.\d+)?$/.test(cell)) expect(cell).not.toMatch(/^[=+\-@\t\r]/);
      }),
    );
  });
});
