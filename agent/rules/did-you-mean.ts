/** An unknown word that lies close to a value of the workspace: asked back with complete buttons. */

import type { KnownValue } from '../../tools/metrics/vocabulary.ts';
import type { Interpretation } from '../interpretation.ts';
import { askBack } from './choose.ts';
import type { Clock } from './dates/calendar.ts';
import type { Draft } from './draft.ts';
import type { Item } from './item.ts';
import type { Knowledge } from './knowledge.ts';
import { CONVENTIONS } from './lexicon/conventions.ts';
import { type Parsed, parse } from './parse.ts';
import { stem } from './phrases.ts';
import { resolve } from './resolve/resolve.ts';
import { tag } from './tag.ts';
import { lex, type Token } from './text/lexer.ts';
import { distanceWithin } from './text/spelling.ts';

interface Around {
  readonly tokens: readonly Token[];
  readonly knowledge: Knowledge;
  readonly clock: Clock;
}

const MOST = 3;

/** A question back where reading the one unknown word as a near value explains everything; else null. */
export function didYouMean(parsed: Parsed, { tokens, knowledge, clock }: Around): Interpretation | null {
  const unknown = parsed.unexplained.filter((item) => item.unknown);
  const [only] = unknown;
  if (!only || unknown.length !== 1 || only.key.length < 3) return null;
  const { word, holding } = holdingValues(only.key, knowledge);
  const products = holding.filter((value) => value.dimension === CONVENTIONS.product);
  const readAs = (value: KnownValue, label: string, apply: (draft: Draft) => void) => {
    const replaced = tokens.flatMap((token) => (token.text === only.key ? lex(value.value) : [token]));
    const again = parse(tag(replaced, knowledge, clock), knowledge, clock);
    if (again.unexplained.length > 0 || again.refusals.length > 0 || again.choices.length > 0) return [];
    const asked = askBack({ question: '', options: [{ label, apply }] }, again.draft, (draft) =>
      resolve(draft, knowledge, clock),
    );
    return asked?.kind === 'clarify' ? asked.options : [];
  };
  const named =
    products[0] && products.length > 1
      ? readAs(products[0], `All products with “${word}” in their name`, (draft) =>
          widen(draft, products[0]?.value ?? '', word),
        )
      : [];
  const near = holding.length > 0 ? holding.slice(0, MOST) : closeValues(only, knowledge);
  const options = [...named, ...near.flatMap((value) => readAs(value, value.label, () => undefined))];
  return options.length === 0
    ? null
    : {
        kind: 'clarify',
        question: `I do not know “${only.text}” by itself. Did you mean one of these?`,
        options,
      };
}

const MANY = 50;

/** Values that hold the word, as it stands or in the singular. */
function holdingValues(
  key: string,
  { vocabulary }: Knowledge,
): { word: string; holding: readonly KnownValue[] } {
  for (const word of [key, key.replace(/s$/u, ''), stem(key)]) {
    const holding = vocabulary.containing(word, MANY);
    if (holding.length > 0) return { word, holding };
  }
  return { word: key, holding: [] };
}

/** From one product to all whose name holds the word. */
function widen(draft: Draft, value: string, word: string): void {
  draft.where = draft.where.map((filter) =>
    filter.dimension === CONVENTIONS.product && filter.values.includes(value) && filter.op === 'in'
      ? { ...filter, op: 'contains', values: [word] }
      : filter,
  );
}

/** Values that a few letters separate from the word. */
function closeValues(item: Item, { vocabulary, words }: Knowledge): readonly KnownValue[] {
  // “last” is a word of ours that stands where it says nothing, not a slip for the segment “Lost”.
  if (words.has(item.key)) return [];
  const limit = item.key.length > 6 ? 2 : 1;
  const close: KnownValue[] = [];
  for (const [spelling, values] of vocabulary.spellings) {
    if (close.length >= MOST) break;
    const value = values[0];
    if (value && distanceWithin(item.key, spelling, limit) !== null && !close.includes(value))
      close.push(value);
  }
  return close;
}
