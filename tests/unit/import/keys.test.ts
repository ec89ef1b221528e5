import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ByteMap } from '../../../db/import/keys/byte-map.ts';
import { DailyOccurrences } from '../../../db/import/keys/daily-occurrences.ts';
import { LineContent } from '../../../db/import/keys/line-content.ts';
import type { LineCounter } from '../../../db/import/keys/line-counter.ts';
import { hash128 } from '../../../db/import/keys/line-hash.ts';
import { writeLineKey } from '../../../db/import/keys/line-key.ts';
import { Occurrences } from '../../../db/import/keys/occurrences.ts';
import { openLineCounter } from '../../../db/import/keys/open-line-counter.ts';
import { Decimal } from '../../../db/import/values/decimal.ts';

function hash(text: string, seed = 0): string {
  const out = new Int32Array(4);
  const bytes = new TextEncoder().encode(text);
  hash128(new DataView(bytes.buffer), bytes.length, seed, out);
  return [...out].map((word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
}

describe('the hash of a line', () => {
  it('is MurmurHash3 x86-128', () => {
    expect(hash('')).toBe('0'.repeat(32));
    expect(hash('The quick brown fox jumps over the lazy dog')).toBe('2f1583c3ecee2c675d7bf66ce5e91d2c');
  });

  it('tells lines apart that differ by a byte, and seeds', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), fc.string({ minLength: 1, maxLength: 3 }), (text, more) => {
        expect(hash(text)).not.toBe(hash(text + more));
        expect(hash(`${text}x`, 1)).not.toBe(hash(`${text}x`, 2));
      }),
    );
  });
});

describe('the key of a line', () => {
  it('stays what it was when the first lines were imported', () => {
    const content = new LineContent();
    const text = Buffer.from('GGOEN100000 in São Paulo');
    content.text(3, text, 0, text.length);
    content.integer(4, 17_897);
    content.decimal(7, new Decimal().parse('-1234567890.125'));
    content.decimal(8, new Decimal().parse('99999999999999999999.5'));
    const keyOf = (day: number, occurrence: number) => {
      const key = new Int32Array(4);
      writeLineKey(day, content.digest(occurrence), key);
      return Array.from(key, (word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
    };
    expect(keyOf(17_897, 0)).toBe('8045e969c0050715bdf8fac9f350d8f1');
    expect(keyOf(17_897, 1)).toBe('8045e9bd1c65b9a87a9d9591c3b4332f');
    expect(keyOf(-5, 0)).toBe('7ffffb69c0050715bdf8fac9f350d8f1');
  });
});

describe('occurrences of a line', () => {
  const file = fc.array(fc.tuple(fc.nat(20), fc.nat(3)), { maxLength: 200 });
  const counted = (lines: [number, number][], counter: LineCounter) =>
    lines.map(([low, high]) => counter.next(low, high, low % 3));

  it('are counted from 0, each kind for itself', () => {
    fc.assert(
      fc.property(file, (lines) => {
        const before = new Map<string, number>();
        const expected = lines.map((line) => {
          const count = before.get(String(line)) ?? 0;
          before.set(String(line), count + 1);
          return count;
        });
        expect(counted(lines, new Occurrences())).toEqual(expected);
      }),
    );
  });

  it('are counted alike whether each day has a table of its own or all days share one', () => {
    fc.assert(
      fc.property(file, (lines) => {
        expect(counted(lines, new DailyOccurrences())).toEqual(counted(lines, new Occurrences()));
      }),
    );
  });

  it('are counted alike in a file too long to remember', async () => {
    await fc.assert(
      fc.asyncProperty(file, async (lines) => {
        const long = await openLineCounter(lines.length, async (noting) => void counted(lines, noting), {
          mostRemembered: 0,
        });
        expect(counted(lines, long)).toEqual(counted(lines, new Occurrences()));
      }),
    );
  });

  it('stay right while the table grows', () => {
    const counter = new Occurrences();
    const lines = Array.from({ length: 30_000 }, (_, i): [number, number] => [i * 4096, i]);
    expect(counted(lines, counter).every((count) => count === 0)).toBe(true);
    expect(counted(lines, counter).every((count) => count === 1)).toBe(true);
    expect(counter.size).toBe(30_000);
    const often = Array.from({ length: 300 }, () => counter.next(4096, 1));
    expect(often).toEqual(Array.from({ length: 300 }, (_, i) => i + 2));
  });
});

describe('a map keyed by bytes', () => {
  it('finds what a Map of strings would', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 3 }), { maxLength: 60 }), (words) => {
        const map = new ByteMap<number>();
        const expected = new Map<string, number>();
        for (const [index, word] of words.entries()) {
          const bytes = Buffer.from(`<${word}>`);
          expect(map.get(bytes, 1, bytes.length - 1)).toBe(expected.get(word));
          if (expected.has(word)) continue;
          map.add(bytes, 1, bytes.length - 1, index);
          expected.set(word, index);
        }
        expect(map.size).toBe(expected.size);
      }),
    );
  });
});
