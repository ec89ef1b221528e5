/** What a workspace's segments may be called in a question. */
import type { Knowledge } from '../knowledge.ts';
import { CONVENTIONS } from '../lexicon/conventions.ts';
import { type Phrases, phrasesOf } from '../phrases.ts';
import { lex, type Token } from '../text/lexer.ts';

/** Names that only the database knows. */
export interface AudienceNames {
  readonly segments: readonly string[];
  readonly campaigns?: readonly string[];
}

/** Numbers that people ask for by words that a segment may be called by too: there the number is meant. */
const NUMBERS: ReadonlySet<string> = new Set([
  CONVENTIONS.people,
  CONVENTIONS.newPeople,
  CONVENTIONS.returningPeople,
  CONVENTIONS.peopleOnFile,
]);
const PEOPLE = /^(?:customers?|buyers?|shoppers?|people|members?|users?)$/u;

/** The segments by name: “Loyal Customers” also as “loyal”, unless that is a value of something else. */
export function segmentPhrases({ segments }: AudienceNames, knowledge: Knowledge): Phrases<string> {
  const entries: (readonly [readonly string[], string])[] = [];
  const called = new Set(segments.map((name) => name.toLowerCase()));
  for (const name of segments) {
    const tokens = lex(name);
    if (isNumber(tokens, knowledge)) continue;
    entries.push([tokens.map(({ text }) => text), name]);
    const short = PEOPLE.test(tokens.at(-1)?.text ?? '') ? tokens.slice(0, -1) : [];
    const taken = called.has(short.map(({ text }) => text).join(' ')) || isOtherValue(short, knowledge);
    if (short.length > 0 && !taken) entries.push([short.map(({ text }) => text), name]);
  }
  return phrasesOf(entries, true);
}

const isNumber = (tokens: readonly Token[], { terms }: Knowledge): boolean =>
  terms
    .at(tokens, 0)
    .some(
      ({ length, meanings }) =>
        length === tokens.length &&
        meanings.some((meaning) => meaning.kind === 'metric' && NUMBERS.has(meaning.id)),
    );

const isOtherValue = (tokens: readonly Token[], { values, structure }: Knowledge): boolean =>
  structure.at(tokens, 0).some(({ length }) => length === tokens.length) ||
  values
    .at(tokens, 0)
    .some(
      ({ length, meanings }) =>
        length === tokens.length &&
        meanings.some((meaning) => meaning.kind === 'value' && meaning.value.dimension !== 'segment'),
    );
