import { RECORD, RecordScanner, STARVED } from '../read/record-scanner.ts';

/** The rarer one in text first: of two that fit equally well, it is taken. */
export const DELIMITERS = ['\t', '|', ';', ','] as const;
export type Delimiter = (typeof DELIMITERS)[number];

const RECORDS = 200;
const BYTES = 256 * 1024;

/**
 * The delimiter under which the records of the sample agree best on having several fields. A file with one
 * column only has none; a comma is then as good as any.
 */
export function detectDelimiter(sample: Buffer): Delimiter {
  let best: Delimiter = ',';
  let bestScore = 0;
  for (const delimiter of DELIMITERS) {
    const score = agreement(sample, delimiter);
    if (score > bestScore) [best, bestScore] = [delimiter, score];
  }
  return best;
}

/** Fields of the header times the share of records that have as many. */
function agreement(sample: Buffer, delimiter: Delimiter): number {
  const scanner = new RecordScanner(delimiter.charCodeAt(0));
  // The scanner unescapes in place.
  scanner.feed(Buffer.from(sample.subarray(0, BYTES)), true);
  let expected = 0;
  let agreeing = 0;
  let records = 0;
  for (let found = scanner.next(); found !== STARVED && records < RECORDS; found = scanner.next()) {
    records += 1;
    if (found !== RECORD) continue;
    if (expected === 0) expected = scanner.count;
    if (scanner.count === expected) agreeing += 1;
  }
  if (expected < 2) return 0;
  return (agreeing / records) ** 2 * Math.log2(expected + 1);
}

const NAMES: Readonly<Record<Delimiter, string>> = {
  ',': 'commas',
  ';': 'semicolons',
  '\t': 'tabs',
  '|': 'bars (|)',
};

export function delimiterName(delimiter: Delimiter): string {
  return NAMES[delimiter];
}
