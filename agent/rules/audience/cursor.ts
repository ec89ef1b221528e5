/** What the readers of audience questions share: the question's tokens, what is known here, what was noted. */
import type { Did, Target } from '../../../tools/audience/gate.ts';
import type { KnownValue } from '../../../tools/metrics/vocabulary.ts';
import type { Clock } from '../dates/calendar.ts';
import type { Knowledge } from '../knowledge.ts';
import type { Phrases } from '../phrases.ts';
import type { Token } from '../text/lexer.ts';
import { type AudienceClass, after } from './words.ts';

export interface Scene {
  readonly tokens: readonly Token[];
  readonly knowledge: Knowledge;
  readonly clock: Clock;
  /** Names of the workspace's segments. */
  readonly segments: Phrases<string>;
  /** Deeds whose period was not said with them. */
  readonly unsaid: Set<Did>;
  /** How words were read where that is worth saying. */
  readonly notes: string[];
  /** What was understood and cannot be had. */
  readonly refusals: string[];
  /** What the deed before in the thread was of: “and bought them”. */
  readonly meant?: readonly Target[];
  /** Read only to see whether it can be. */
  readonly isTrial?: boolean;
}

/** What a reader made of the tokens up to `next`; null where it could not read at all. */
export type Read<T> = { readonly it: T; readonly next: number } | null;

/** The place behind the phrase of the class, or `at` where there is none. */
export const skip = ({ tokens }: Scene, at: number, name: AudienceClass): number =>
  after(tokens, at, name) ?? at;

/** Passes any run of phrases of the classes. */
export function skipAll(scene: Scene, at: number, ...names: readonly AudienceClass[]): number {
  for (let next = at; ; ) {
    const further = Math.max(...names.map((name) => skip(scene, next, name)));
    if (further === next) return next;
    next = further;
  }
}

export const has = ({ tokens }: Scene, at: number, name: AudienceClass): boolean =>
  after(tokens, at, name) !== null;

/** The `count` words from `at` on, lower case. */
export const wordsAt = ({ tokens }: Scene, at: number, count: number): string =>
  tokens
    .slice(at, at + count)
    .map(({ text }) => text)
    .join(' ');

/** The tokens as typed. */
export const typed = ({ tokens }: Scene, from: number, to: number): string =>
  tokens
    .slice(from, to)
    .map(({ raw }) => raw)
    .join(' ')
    .replace(/- | - /gu, '-')
    .replace(/ ([,;])/gu, '$1');

/** The longest value of one of the dimensions that stands at `at`; of several, that of the dimension named first. */
export function valueAt(scene: Scene, at: number, dimensions: readonly string[]): Read<KnownValue> {
  const matches = [...scene.knowledge.values.at(scene.tokens, at)].reverse();
  for (const { length, meanings } of matches) {
    const values = meanings.flatMap((meaning) => (meaning.kind === 'value' ? [meaning.value] : []));
    for (const dimension of dimensions) {
      const value = values.find((each) => each.dimension === dimension);
      if (value) return { it: value, next: at + length };
    }
  }
  return null;
}

export interface ValueRun {
  readonly dimension: string;
  readonly values: readonly string[];
}

/** “Berlin, Chicago or Paris”: values of one of the dimensions, one after another. */
export function valuesAt(scene: Scene, at: number, dimensions: readonly string[]): Read<ValueRun> {
  const first = valueAt(scene, skip(scene, at, 'filler'), dimensions);
  if (!first) return null;
  const values = [first.it.value];
  let { next } = first;
  for (;;) {
    const joint = jointAt(scene, next);
    const other = joint ? valueAt(scene, skip(scene, joint.next, 'filler'), [first.it.dimension]) : null;
    if (!other) return { it: { dimension: first.it.dimension, values }, next };
    values.push(other.it.value);
    next = other.next;
  }
}

/** “, ”, “and”, “or”, “, or”. */
export function jointAt(scene: Scene, at: number): Read<'and' | 'or' | 'comma'> {
  const comma = scene.tokens[at]?.text === ',' ? at + 1 : at;
  const or = after(scene.tokens, comma, 'or');
  if (or !== null) return { it: 'or', next: or };
  const and = after(scene.tokens, comma, 'and');
  if (and !== null) return { it: 'and', next: and };
  return comma > at ? { it: 'comma', next: comma } : null;
}
