/** An unknown word that lies close to a value of the workspace: asked back with complete buttons. */

import type { KnownValue } from '../../tools/metrics/vocabulary.ts';
import type { Interpretation } from '../interpretation.ts';
import { askBack, type Finish } from './choose.ts';
import type { Clock } from './dates/calendar.ts';
import type { Item } from './item.ts';
import type { Knowledge } from './knowledge.ts';
import { type Parsed, parse } from './parse.ts';
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

/** A question back where replacing the one unknown run of words by a near value explains everything; else null. */
export function didYouMean(
  parsed: Parsed,
  _finish: Finish,
  { tokens, knowledge, clock }: Around,
): Interpretation | null {
  const unknown = parsed.unexplained.filter((item) => item.unknown);
  const [only] = unknown;
  if (!only || unknown.length !== 1) return null;
  const near = nearValues(only, knowledge);
  const options = near.flatMap((value) => {
    const replaced = tokens.flatMap((token) => (token.text === only.key ? lex(value.value) : [token]));
    const again = parse(tag(replaced, knowledge, clock), knowledge, clock, null);
    if (again.unexplained.length > 0 || again.refusals.length > 0 || again.choices.length > 0) return [];
    const asked = askBack(
      { question: '', options: [{ label: value.label, apply: () => undefined }] },
      again.draft,
      (draft) => resolve(draft, knowledge, clock),
    );
    return asked?.kind === 'clarify' ? asked.options : [];
  });
  return options.length === 0
    ? null
    : { kind: 'clarify', question: `I do not know “${only.text}”. Did you mean one of these?`, options };
}

/** Values that hold the word, or that a few letters separate from it. */
function nearValues(item: Item, { vocabulary }: Knowledge): readonly KnownValue[] {
  if (item.key.length < 3) return [];
  const containing = vocabulary.containing(item.key, MOST + 1);
  if (containing.length > 0) return containing.length > MOST ? [] : containing;
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
