/** Places said in short: “NY”, and “Washington” where Washington DC is the only value that begins so. */
import type { Item } from './item.ts';
import type { Knowledge } from './knowledge.ts';
import { PLACES } from './lexicon/states.ts';
import { isOfProducts } from './resolve/metric-conflicts.ts';
import { lex, type Token } from './text/lexer.ts';

interface Lengthened {
  readonly tokens: readonly Token[];
  readonly notes: readonly string[];
}

/** Writes short places out. Only words that nothing else explains are touched, and the notes say which. */
export function writePlacesOut(
  tokens: readonly Token[],
  items: readonly Item[],
  knowledge: Knowledge,
): Lengthened {
  const unknown = new Set(items.filter((item) => item.unknown).map((item) => item.key));
  const notes: string[] = [];
  const out = tokens.flatMap((token) => {
    const place = unknown.has(token.text)
      ? (abbreviated(token, knowledge) ?? onlyStart(token, knowledge))
      : null;
    if (place === null) return [token];
    notes.push(`I read “${token.raw}” as “${place}”.`);
    return lex(place);
  });
  return { tokens: out, notes };
}

function abbreviated({ raw }: Token, { vocabulary }: Knowledge): string | null {
  const name = PLACES.get(raw);
  const [value, more] = name === undefined ? [] : vocabulary.find(name);
  return value && !more ? value.label : null;
}

/** Products are many, and one that begins so is seldom the only one meant; a place is. */
function onlyStart(token: Token, { vocabulary, model }: Knowledge): string | null {
  if (token.text.length < 5 || !/^\p{Lu}/u.test(token.raw)) return null;
  const [value, more] = vocabulary.containing(token.text, 2);
  if (!value || more || isOfProducts(value.dimension, model)) return null;
  return value.label.toLowerCase().startsWith(`${token.text} `) ? value.label : null;
}
