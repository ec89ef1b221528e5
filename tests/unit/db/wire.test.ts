import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  AnswerReader,
  commandComplete,
  errorResponse,
  Framer,
  queryMessage,
  queryText,
  readyForQuery,
  type TransactionStatus,
  typeOf,
} from '../../../db/embedded/wire.ts';

/** `bytes` in pieces, cut at the given places. */
function cut(bytes: Buffer, places: readonly number[]): Buffer[] {
  const ends = [...new Set(places.map((place) => place % bytes.length)), bytes.length].sort((a, b) => a - b);
  return ends.map((end, i) => bytes.subarray(ends[i - 1] ?? 0, end)).filter((piece) => piece.length > 0);
}

const cuts = fc.array(fc.nat(10_000), { maxLength: 20 });

test('messages come out whole, however the bytes arrive', () => {
  fc.assert(
    fc.property(fc.array(fc.string(), { minLength: 1 }), cuts, (texts, places) => {
      const framer = new Framer();
      const seen: string[] = [];
      for (const piece of cut(Buffer.concat(texts.map(queryMessage)), places)) {
        framer.push(piece);
        for (let next = framer.next(); next; next = framer.next()) seen.push(queryText(next));
      }
      expect(seen).toEqual(texts);
    }),
  );
});

test('a length that cannot be is refused, not waited for', () => {
  const framer = new Framer();
  framer.push(Buffer.from([81, 0, 0, 0, 0, 0]));
  expect(() => framer.next()).toThrow(RangeError);
});

test('answers are counted, and the last status read, wherever messages are cut', () => {
  const answer = fc.tuple(fc.string(), fc.constantFrom<TransactionStatus[]>('I', 'T', 'E'));
  fc.assert(
    fc.property(fc.array(answer, { minLength: 1 }), cuts, (answers, places) => {
      const reader = new AnswerReader();
      const bytes = answers.flatMap(([tag, status]) => [commandComplete(tag), readyForQuery(status)]);
      for (const piece of cut(Buffer.concat(bytes), places)) reader.push(piece);
      expect(reader.answers).toBe(answers.length);
      expect(reader.status).toBe(answers.at(-1)?.[1]);
    }),
  );
});

test('an answer that is not finished does not count', () => {
  const reader = new AnswerReader();
  reader.push(readyForQuery('I'));
  reader.push(commandComplete('BEGIN'));
  reader.push(readyForQuery('T').subarray(0, 5));
  expect(reader).toMatchObject({ answers: 1, status: 'I' });
});

test('an error carries what is known of it', () => {
  const bytes = errorResponse('ERROR', { code: '22P02', message: 'no number', where: 'line 3' });
  expect(typeOf(bytes)).toBe('E');
  expect(bytes.toString('latin1', 5)).toBe('SERROR\0VERROR\0C22P02\0Mno number\0Wline 3\0\0');
});
