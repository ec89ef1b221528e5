/** What an answer should have been: how evaluation sets and reviews write it. */
import { z } from 'zod';

export const expectation = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('value'), value: z.number() }),
  /** A label and a number each, in their order. */
  z.object({ kind: z.literal('rows'), rows: z.array(z.tuple([z.string(), z.number()])).min(1) }),
  /** Right is to ask back or to refuse. */
  z.object({ kind: z.literal('not_answered') }),
]);
export type Expectation = z.infer<typeof expectation>;

/** As people type it: “1250.5”, “not answered”, or “Chicago = 12; New York = 9”. Null where it is none of these. */
export function readExpectation(text: string): Expectation | null {
  const said = text.trim();
  if (/^(?:not answered|nothing|refuse|refused|ask back)$/iu.test(said)) return { kind: 'not_answered' };
  const value = numberOf(said);
  if (value !== null) return { kind: 'value', value };
  const rows = said
    .split(/[;\n]/u)
    .filter((row) => row.trim() !== '')
    .map((row): readonly [string, number | null] => {
      const at = row.lastIndexOf('=');
      return [row.slice(0, Math.max(0, at)).trim(), at < 0 ? null : numberOf(row.slice(at + 1))];
    });
  const read = expectation.safeParse({ kind: 'rows', rows });
  return read.success && rows.every(([label]) => label !== '') ? read.data : null;
}

/** “1,250.50”, “12.5 %” (a fraction, as shares are), “-3”. */
function numberOf(text: string): number | null {
  const [, digits = '', percent] = /^[$€£]?\s*(-?\d[\d,]*(?:\.\d+)?)\s*(%)?$/u.exec(text.trim()) ?? [];
  if (digits === '') return null;
  const value = Number(digits.replaceAll(',', ''));
  return percent ? value / 100 : value;
}

export function sayExpectation(expected: Expectation): string {
  switch (expected.kind) {
    case 'value':
      return String(expected.value);
    case 'rows':
      return expected.rows.map(([label, value]) => `${label} = ${value}`).join('; ');
    case 'not_answered':
      return 'no answer';
  }
}
