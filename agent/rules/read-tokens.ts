/** Text → items, with ids looked up and typing errors repaired, and notes that say so. */
import type { Clock } from './dates/calendar.ts';
import type { Item } from './item.ts';
import type { Knowledge } from './knowledge.ts';
import { withNamedIds } from './look-up.ts';
import { writePlacesOut } from './short-places.ts';
import { tag } from './tag.ts';
import { lex, type Token } from './text/lexer.ts';

export interface ReadTokens {
  readonly tokens: readonly Token[];
  readonly items: readonly Item[];
  readonly notes: readonly string[];
}

export async function readTokens(text: string, known: Knowledge, clock: Clock): Promise<ReadTokens> {
  const typed = lex(text);
  const knowledge = await withNamedIds(typed, known);
  const first = tag(typed, knowledge, clock);
  const { tokens, notes } = writePlacesOut(typed, first, knowledge);
  const items = notes.length > 0 ? tag(tokens, knowledge, clock) : first;
  if (!items.some((item) => item.unknown)) return { tokens, items, notes };
  const repaired = repairSpelling(tokens, items, knowledge);
  if (repaired.notes.length === 0) return { tokens, items, notes };
  const again = tag(repaired.tokens, knowledge, clock);
  // A repair that explains nothing was none.
  const unknown = (list: readonly Item[]): number => list.filter((item) => item.unknown).length;
  return unknown(again) <= unknown(items) - repaired.notes.length
    ? { tokens: repaired.tokens, items: again, notes: [...notes, ...repaired.notes] }
    : { tokens, items, notes };
}

function repairSpelling(
  tokens: readonly Token[],
  items: readonly Item[],
  knowledge: Knowledge,
): { tokens: Token[]; notes: string[] } {
  const unknown = new Set(items.filter((item) => item.unknown).map((item) => item.key));
  const notes: string[] = [];
  const repaired = tokens.map((token) => {
    const better =
      token.kind === 'word' && unknown.has(token.text) && !knowledge.words.has(token.text)
        ? knowledge.speller.repair(token.text, token.raw)
        : null;
    if (better === null) return token;
    notes.push(`I read “${token.raw}” as “${better}”.`);
    return { ...token, text: better, raw: better };
  });
  return { tokens: repaired, notes };
}
