/** A question as the list of what it says: filling left out, numbers as numbers, periods at the end where they are free to stand. */
import type { Metric } from '../../tools/metrics/model.ts';
import { type Phrases, phrasesOf } from '../rules/phrases.ts';
import { lex, type Token } from '../rules/text/lexer.ts';
import { readNumber } from '../rules/text/numbers.ts';
import { FILLER_PHRASES, FILLER_WORDS, MONTHS, RELATIONS, SAME_WORDS, UNITS } from './guard-words.ts';

export interface Item {
  /** What must be the same: a word in lower case, a number as `#5`, the words of a metric. */
  readonly literal: string;
  /** Ids of the metrics that it names. */
  readonly metrics: readonly string[];
}

export type MetricWords = Phrases<string>;

/** Everything that metrics are called. */
export function metricWords(metrics: Iterable<Metric>): MetricWords {
  const entries: (readonly [readonly string[], string])[] = [];
  for (const metric of metrics) {
    if (metric.hidden) continue;
    for (const phrase of new Set([metric.label, metric.id.replaceAll('_', ' '), ...metric.synonyms]))
      entries.push([lex(phrase).map(({ text }) => text), metric.id]);
  }
  return phrasesOf(entries, false);
}

/** Marks that end or join words without saying anything. */
const QUIET_MARKS = new Set(['.', '?', '!', ',', ':', ';', '_', '…']);

export function readSignature(text: string, metrics: MetricWords): readonly Item[] {
  const tokens = lex(text).filter(({ kind, text: mark }) => kind !== 'mark' || !QUIET_MARKS.has(mark));
  const items: Item[] = [];
  for (let at = 0; at < tokens.length; ) {
    const found = metrics.at(tokens, at).at(-1);
    if (found) {
      const said = tokens.slice(at, at + found.length).map((token) => token.text);
      items.push({ literal: said.join(' '), metrics: [...new Set(found.meanings)] });
      at += found.length;
      continue;
    }
    const filling = fillingAt(tokens, at);
    if (filling > 0) {
      at += filling;
      continue;
    }
    const number = readNumber(tokens, at);
    if (number && !number.ambiguous) {
      const unit = number.unit === 'plain' ? '' : number.unit;
      items.push({ literal: `#${number.value}${unit}`, metrics: [] });
      at += number.length;
      continue;
    }
    const token = tokens[at];
    if (token) items.push(wordOf(token, tokens[at + 1]));
    at += 1;
  }
  return periodLast(items);
}

function fillingAt(tokens: readonly Token[], at: number): number {
  const phrase = FILLER_PHRASES.find((words) =>
    words.every((word, index) => tokens[at + index]?.text === word && !isCode(tokens[at + index])),
  );
  if (phrase) return phrase.length;
  const token = tokens[at];
  return token && FILLER_WORDS.has(token.text) && !isCode(token) ? 1 : 0;
}

/** “IN” and “US” are places, “in” and “us” are not. */
const isCode = (token: Token | undefined): boolean => token !== undefined && /^\p{Lu}{2,}$/u.test(token.raw);

function wordOf(token: Token, next: Token | undefined): Item {
  const { text } = token;
  const literal = isCode(token) && text.length === 2 ? token.raw : settled(text, next?.text ?? '');
  return { literal, metrics: [] };
}

function settled(word: string, next: string): string {
  if (UNITS.has(next)) {
    if (['previous', 'prior', 'preceding'].includes(word)) return 'last';
    if (word === 'current') return 'this';
  }
  return SAME_WORDS[word] ?? word;
}

/** “Last month’s revenue” and “revenue last month” say the same, unless something else hangs on the order. */
function periodLast(items: readonly Item[]): readonly Item[] {
  if (items.some(({ literal }) => RELATIONS.has(literal))) return items;
  const spans: (readonly [from: number, length: number])[] = [];
  for (let at = 0; at < items.length; ) {
    const length = periodAt(items, at);
    if (length > 0) spans.push([at, length]);
    at += Math.max(1, length);
  }
  const [only, second] = spans;
  if (!only || second) return items;
  const [from, length] = only;
  return [...items.slice(0, from), ...items.slice(from + length), ...items.slice(from, from + length)];
}

const isYear = (item: Item | undefined): boolean => /^#(?:19|20)\d\d$/.test(item?.literal ?? '');

/** Items that a period takes from `at` on; 0 where none begins there. */
function periodAt(items: readonly Item[], at: number): number {
  const [first, second, third] = items.slice(at, at + 3);
  const word = first?.literal ?? '';
  if (word === 'last' || word === 'this' || word === 'past') {
    if (UNITS.has(second?.literal ?? '')) return 2;
    return second?.literal.startsWith('#') && UNITS.has(third?.literal ?? '') ? 3 : 0;
  }
  if (word === 'today' || word === 'yesterday' || /^[ymq]td$/.test(word)) return 1;
  if (/^q[1-4]$/.test(word) || MONTHS.has(word)) return isYear(second) ? 2 : 1;
  return isYear(first) ? 1 : 0;
}
