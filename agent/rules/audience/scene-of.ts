/** A question about people, ready to be read; where an unknown word stops the reading, with slips of the finger mended. */
import type { Workspace } from '../../../tools/workspace.ts';
import type { ConversationState } from '../../interpretation.ts';
import type { Clock } from '../dates/calendar.ts';
import type { Knowledge } from '../knowledge.ts';
import { lex, type Token } from '../text/lexer.ts';
import { createSpeller, type Speller } from '../text/spelling.ts';
import type { Scene } from './cursor.ts';
import { type PeopleRead, readPeople } from './people.ts';
import { type AudienceNames, segmentPhrases } from './segment-names.ts';
import { AUDIENCE_WORDS } from './words.ts';

export interface AudienceSetting {
  readonly conversation: ConversationState;
  readonly workspace: Workspace;
  readonly knowledge: Knowledge;
  readonly clock: Clock;
  readonly names: AudienceNames;
}

/** The text as tokens, with what is known here. */
export function sceneOf(text: string, { knowledge, clock, names }: AudienceSetting): Scene {
  return {
    tokens: wordsIn(text),
    knowledge,
    clock,
    segments: segmentPhrases(names, knowledge),
    unsaid: new Set(),
    notes: [],
    refusals: [],
  };
}

/** Hyphens inside words are kept for quoting only; the mark at the end says nothing here. */
const wordsIn = (text: string): Token[] =>
  glued(lex(text)).filter(({ kind, text: word }) => !(kind === 'mark' && /^[.?!:;]$/u.test(word)));

const glued = (tokens: readonly Token[]): Token[] =>
  tokens.flatMap((token, at) => {
    if (token.text === '_') return [];
    return tokens[at + 1]?.text === '_' ? [{ ...token, raw: `${token.raw}-` }] : [token];
  });

const spellers = new WeakMap<Knowledge, Speller>();

/** Reads; where an unknown word stops it, once more for each slip of the finger that can be mended. */
export function readRepaired(scene: Scene, knowledge: Knowledge): { read: PeopleRead | null; scene: Scene } {
  const speller = spellers.get(knowledge) ?? createSpeller([...AUDIENCE_WORDS, ...knowledge.words]);
  spellers.set(knowledge, speller);
  let now = scene;
  let read = readPeople(now);
  for (let repairs = 0; repairs < 2 && read?.kind === 'stuck'; repairs++) {
    const at = unknownFrom(now, read.at);
    const token = now.tokens[at];
    const better = token ? speller.repair(token.text, token.raw) : null;
    if (!token || better === null) break;
    const tokens = now.tokens.map((each, index) =>
      index === at ? { ...each, text: better, raw: better } : each,
    );
    const next: Scene = {
      ...now,
      tokens,
      unsaid: new Set(),
      refusals: [],
      notes: [...now.notes, `I read “${token.raw}” as “${better}”.`],
    };
    const again = readPeople(next);
    if (!again || (again.kind === 'stuck' && again.at < at)) break;
    now = next;
    read = again;
  }
  return { read, scene: now };
}

/** The place of the first word from there on that nothing knows; -1 where all are known. */
export function unknownFrom({ tokens, knowledge }: Scene, at: number): number {
  return tokens.findIndex(
    ({ kind, text }, index) =>
      index >= at && kind === 'word' && !AUDIENCE_WORDS.has(text) && !knowledge.words.has(text),
  );
}
