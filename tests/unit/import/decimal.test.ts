import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeTuples } from '../../../db/import/encode/decode-tuples.ts';
import { TupleWriter } from '../../../db/import/encode/tuple-writer.ts';
import { Decimal } from '../../../db/import/values/decimal.ts';
import { readNumber } from '../../../db/import/values/read-number.ts';

const decimal = fc
  .tuple(
    fc.oneof(fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n }), fc.bigInt({ min: -99_999n, max: 99_999n })),
    fc.integer({ min: 0, max: 18 }),
  )
  .map(([mantissa, scale]) => ({ mantissa, scale }));
type Plain = { mantissa: bigint; scale: number };
const of = ({ mantissa, scale }: Plain) => new Decimal().setBig(mantissa, scale);
const at = (value: Decimal, scale: number) => value.asBig() * 10n ** BigInt(scale - value.scale);

function read(text: string, decimalSign: '.' | ',' = '.'): string | null {
  const bytes = Buffer.from(text);
  const out = new Decimal();
  return readNumber(bytes, 0, bytes.length, { decimal: decimalSign }, out) ? out.toString() : null;
}

describe('decimals', () => {
  it('multiply, add and subtract exactly, however long', () => {
    fc.assert(
      fc.property(decimal, decimal, (a, b) => {
        expect(at(new Decimal().product(of(a), of(b)), a.scale + b.scale)).toBe(a.mantissa * b.mantissa);
        const scale = Math.max(a.scale, b.scale);
        expect(at(new Decimal().sum(of(a), of(b), 1), scale)).toBe(at(of(a), scale) + at(of(b), scale));
        expect(at(new Decimal().sum(of(a), of(b), -1), scale)).toBe(at(of(a), scale) - at(of(b), scale));
      }),
    );
  });

  it('divide rounded half away from zero', () => {
    const divide = (a: string, b: string, places: number) =>
      new Decimal().quotient(new Decimal().parse(a), new Decimal().parse(b), places).toString();
    expect(divide('10', '3', 4)).toBe('3.3333');
    expect(divide('-0.5', '1', 0)).toBe('-1');
    expect(divide('59.97', '-3', 6)).toBe('-19.99');
  });

  it('come back from the binary COPY format as they went in', () => {
    fc.assert(
      fc.property(decimal, (plain) => {
        const writer = new TupleWriter(64);
        writer.begin(1);
        writer.numeric(of(plain));
        const [row] = [...decodeTuples([writer.bytes.subarray(0, writer.at)], ['numeric'])];
        expect(row).toEqual([of(plain).toString()]);
      }),
    );
  });
});

describe('numbers as people write them', () => {
  it.each([
    ['153.71', '153.71'],
    ['6.50', '6.5'],
    ['-0', '0'],
    ['.5', '0.5'],
    ['1,234.56', '1234.56'],
    ['1,23,456.5', '123456.5'],
    ['$1,234.50', '1234.5'],
    ['-$5', '-5'],
    ['€ 12', '12'],
    ['12.30 EUR', '12.3'],
    ['(1,200.00)', '-1200'],
    ['15-', '-15'],
    ['1 234.5', '1234.5'],
    ['1.5e3', '1500'],
    ['1E-2', '0.01'],
    ['57.650000000000006', '57.650000000000006'],
    ['99999999999999999999.99', '99999999999999999999.99'],
  ])('%s is %s', (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  it.each([
    ['1.234,56', '1234.56'],
    ['12,5', '12.5'],
    ['-3,99 €', '-3.99'],
    ['1.234.567', '1234567'],
  ])('%s with a decimal comma is %s', (text, expected) => {
    expect(read(text, ',')).toBe(expected);
  });

  it.each(['', '-', 'abc', '1.2.3', '12,34.5', '1,2', '--5', '1e999', 'Infinity', '0x10', '.'])(
    '“%s” is no number',
    (text) => {
      expect(read(text)).toBeNull();
    },
  );
});
