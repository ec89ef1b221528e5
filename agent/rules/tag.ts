/**
 * Tokens → items. Every way to cut the question into known phrases is weighed at once (dynamic programming):
 * the cut that leaves the fewest words unexplained wins, then the one with the fewest, longest pieces.
 */
import type { Grain } from '../../tools/periods/period-expression.ts';
import type { Clock } from './dates/calendar.ts';
import type { PeriodRead } from './dates/period-read.ts';
import { readPeriod } from './dates/read-period.ts';
import type { Item, ItemValue } from './item.ts';
import type { Knowledge, Meaning } from './knowledge.ts';
import { UNIT_WORDS } from './lexicon/calendar-words.ts';
import type { WordClass } from './lexicon/structure-words.ts';
import type { Token } from './text/lexer.ts';
import { type NumberRead, readNumber, readOrdinal } from './text/numbers.ts';

const UNKNOWN_COST = 100;
const PIECE_COST = 10;
const TERM_BONUS = 0.1;

/** Adverbs of the calendar units. */
const ADVERBS: ReadonlyMap<string, Grain> = new Map([
  ['daily', 'day'],
  ['weekly', 'week'],
  ['monthly', 'month'],
  ['quarterly', 'quarter'],
  ['yearly', 'year'],
  ['annual', 'year'],
  ['annually', 'year'],
]);

interface Piece {
  readonly length: number;
  readonly meanings: readonly Meaning[];
  readonly period: PeriodRead | null;
  readonly number: NumberRead | null;
  readonly grain: Item['grain'];
  readonly ordinal: number | null;
}

/** Cuts `tokens` into items. */
export function tag(tokens: readonly Token[], knowledge: Knowledge, clock: Clock): Item[] {
  const best: { cost: number; piece: Piece | null }[] = Array.from({ length: tokens.length + 1 }, () => ({
    cost: Number.POSITIVE_INFINITY,
    piece: null,
  }));
  best[tokens.length] = { cost: 0, piece: null };
  for (let at = tokens.length - 1; at >= 0; at--) {
    for (const piece of piecesAt(tokens, at, knowledge, clock)) {
      const rest = best[at + piece.length];
      const cost = (rest?.cost ?? Number.POSITIVE_INFINITY) + costOf(piece, tokens[at]);
      if (cost <= (best[at]?.cost ?? 0)) best[at] = { cost, piece };
    }
  }
  const items: Item[] = [];
  for (let at = 0; at < tokens.length; ) {
    const piece = best[at]?.piece;
    if (!piece) break;
    items.push(itemOf(piece, tokens.slice(at, at + piece.length)));
    at += piece.length;
  }
  return items;
}

const isKnown = (piece: Piece): boolean =>
  piece.meanings.length > 0 ||
  piece.period !== null ||
  piece.number !== null ||
  piece.grain !== null ||
  piece.ordinal !== null;

function costOf(piece: Piece, token: Token | undefined): number {
  // Of two cuts with as many pieces, the one whose longer pieces mean something here: “the | biggest order”.
  if (piece.meanings.some((meaning) => meaning.kind !== 'word'))
    return PIECE_COST - TERM_BONUS * piece.length;
  if (isKnown(piece)) return PIECE_COST;
  return token?.kind === 'mark' ? 1 : UNKNOWN_COST;
}

/** Every piece that can begin at `at`, short ones first, so that a longer one wins a tie. */
function piecesAt(tokens: readonly Token[], at: number, knowledge: Knowledge, clock: Clock): Piece[] {
  const byLength = new Map<number, Piece>();
  const put = (length: number, part: Partial<Piece>): void => {
    const held = byLength.get(length) ?? { length, ...NOTHING };
    byLength.set(length, {
      ...held,
      ...part,
      meanings: [...held.meanings, ...(part.meanings ?? [])],
    });
  };
  put(1, {});
  // “per | order | by month”: behind “per” stands a noun, and “order by” is none.
  for (const match of knowledge.structure.at(tokens, at))
    if (match.length === 1 || tokens[at - 1]?.text !== 'per') put(match.length, { meanings: match.meanings });
  for (const phrases of [knowledge.terms, knowledge.values])
    for (const match of phrases.at(tokens, at))
      if (!cutsName(tokens, at, match.length, knowledge)) put(match.length, { meanings: match.meanings });
  const period = readPeriod(tokens, at, clock);
  if (period) put(period.length, { period });
  const number = readNumber(tokens, at);
  if (number) put(number.length, { number });
  const ordinal = readOrdinal(tokens[at]);
  if (ordinal !== null) put(1, { ordinal });
  const grain = grainAt(tokens[at]?.text ?? '');
  if (grain) put(1, { grain });
  return [...byLength.values()].sort((a, b) => a.length - b.length);
}

/** “gross sales | per | customer” and not “gross | sales per customer”: a longer name leads up to the “per”. */
function cutsName(tokens: readonly Token[], at: number, length: number, { terms }: Knowledge): boolean {
  const per = tokens.findIndex(({ text }, index) => index > at && index < at + length && text === 'per');
  if (per < 0) return false;
  return [1, 2, 3].some(
    (back) => at >= back && terms.at(tokens, at - back).some((name) => at - back + name.length === per),
  );
}

const NOTHING = { meanings: [], period: null, number: null, grain: null, ordinal: null } as const;

function grainAt(word: string): Item['grain'] {
  const adverb = ADVERBS.get(word);
  if (adverb) return { unit: adverb, form: 'adverb' };
  const unit = UNIT_WORDS.get(word);
  return unit ? { unit, form: word.endsWith('s') ? 'plural' : 'noun' } : null;
}

function itemOf(piece: Piece, tokens: readonly Token[]): Item {
  const words = new Set<WordClass>();
  const metrics = new Set<string>();
  const dimensions = new Set<string>();
  const values = new Map<string, ItemValue>();
  for (const meaning of piece.meanings) {
    if (meaning.kind === 'word') words.add(meaning.class);
    else if (meaning.kind === 'metric') metrics.add(meaning.id);
    else if (meaning.kind === 'dimension') dimensions.add(meaning.id);
    else values.set(`${meaning.value.dimension}\n${meaning.value.value}`, meaning);
  }
  const { period } = piece;
  return {
    text: tokens
      .map((token) => token.raw)
      .join(' ')
      .replace(/ ([-_–]) /gu, '$1')
      .replace(/ ,/gu, ','),
    key: tokens
      .map((token) => token.text)
      .filter((text) => text !== '_')
      .join(' '),
    words,
    metrics: [...metrics],
    dimensions: [...dimensions],
    values: [...values.values()].map(({ value, phrase }) => ({ value, phrase })),
    period,
    number: piece.number,
    grain: piece.grain,
    ordinal: piece.ordinal,
    unknown: !isKnown(piece) && tokens[0]?.kind !== 'mark' && tokens[0]?.kind !== 'symbol',
    possessive: tokens.at(-1)?.possessive ?? false,
  };
}
