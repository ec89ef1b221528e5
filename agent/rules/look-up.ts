/** Ids of dimensions with too many values to hold (“customer 17850”): looked up one by one, where their noun is said. */
import type { KnownValue } from '../../tools/metrics/vocabulary.ts';
import type { Knowledge } from './knowledge.ts';
import { phrasesOf, stem } from './phrases.ts';
import type { Token } from './text/lexer.ts';

/** A question names a few ids; more would be a list to import, not to ask about. */
const MOST = 5;
/** May stand between the noun and the id. */
const LINKS = new Set(['id', 'ids', 'number', 'numbers', 'no', 'nr', '.', ':']);
const JOINTS = new Set([',', 'and', 'or', 'vs', 'versus', '_', '-']);

/** The knowledge with the ids that the question names and the database has. */
export async function withNamedIds(tokens: readonly Token[], knowledge: Knowledge): Promise<Knowledge> {
  const found: KnownValue[] = [];
  for (const { dimension, text } of namedIds(tokens, knowledge).slice(0, MOST)) {
    const value = await knowledge.vocabulary.lookup(dimension, text);
    if (value) found.push(value);
  }
  if (found.length === 0) return knowledge;
  const ids = phrasesOf(
    found.map((value) => [
      [value.value.toLowerCase()],
      { kind: 'value' as const, value, phrase: value.value.toLowerCase() },
    ]),
    false,
  );
  return {
    ...knowledge,
    values: { at: (list, at) => [...knowledge.values.at(list, at), ...ids.at(list, at)] },
  };
}

interface NamedId {
  readonly dimension: string;
  readonly text: string;
}

function namedIds(tokens: readonly Token[], knowledge: Knowledge): NamedId[] {
  const nouns = openNouns(knowledge);
  const named: NamedId[] = [];
  let dimension: string | null = null;
  for (const [at, token] of tokens.entries()) {
    const noun: string | undefined = nouns.get(stem(token.text));
    if (noun) dimension = noun;
    else if (dimension && isId(token)) named.push({ dimension, text: token.text });
    else if (!LINKS.has(token.text) && !(JOINTS.has(token.text) && isId(tokens[at - 1]))) dimension = null;
  }
  return named;
}

/** Digits in it, and not what is read as a year. */
const isId = (token: Token | undefined): boolean =>
  token !== undefined &&
  (token.kind === 'number' || token.kind === 'word') &&
  /^(?=.*\d)[\p{L}\d]{3,40}$/u.test(token.text) &&
  !/^(?:19[5-9]|20[0-9])\d$/u.test(token.text);

function openNouns({ vocabulary }: Knowledge): ReadonlyMap<string, string> {
  const nouns = new Map<string, string>();
  for (const [id, { label, plural, synonyms, kind, personal }] of vocabulary.dimensions) {
    if (!vocabulary.isOpen(id) || kind === 'number' || personal) continue;
    for (const noun of [label, plural, ...synonyms])
      if (!noun.includes(' ')) nouns.set(stem(noun.toLowerCase()), id);
  }
  return nouns;
}
