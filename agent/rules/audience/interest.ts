/** What people like: free words that need no vocabulary, unless they are exactly something the data can be asked for. */
import type { Gate } from '../../../tools/audience/gate.ts';
import { fold } from '../../../tools/metrics/vocabulary.ts';
import { has, type Read, type Scene, skipAll, typed, valueAt, valuesAt } from './cursor.ts';
import { listed } from './person.ts';
import { after } from './words.ts';

export type Taste =
  | { readonly kind: 'words'; readonly words: string }
  | { readonly kind: 'gate'; readonly gate: Gate };

/** Reads the conditions that begin at a place; whether they go to the end of the question. */
export type GoesOn = (at: number) => boolean;

/** “interested in high-end lifestyle”, “who love red”, “into sports”. `goesOn` tells where the words end. */
export function tasteAt(scene: Scene, at: number, goesOn: GoesOn): Read<Taste> {
  const start = skipAll(scene, at, 'have', 'are');
  const denied = after(scene.tokens, start, 'not');
  const lead = after(scene.tokens, denied ?? start, 'interested');
  if (lead === null) return null;
  const end = endOf(scene, lead, goesOn);
  const words = phrase(scene, lead, end);
  if (words === '') return null;
  if (POINTING.test(words))
    scene.refusals.push(
      `I do not know what “${words}” points to here. Please say what they are interested in.`,
    );
  const gate = exactly(scene, lead, end);
  if (denied !== null) {
    if (gate) return { it: { kind: 'gate', gate: { kind: 'not', gate } }, next: end };
    scene.refusals.push(
      `I can find who is closest to “${words}”, but not who is not interested in it: of most people nothing is known about it.`,
    );
  }
  return { it: gate ? { kind: 'gate', gate } : { kind: 'words', words }, next: end };
}

/** Words that point at something and name nothing. */
const POINTING =
  /^(?:me|us|you|it|them|this|that|him|her|these|those|something|anything|everything|things|stuff|what|more|most|others?|one|ones)$/iu;

const CAMPAIGN =
  /^(?:campaign|campaigns|promotion|promo|newsletter|mailing|launch|event|collection|drop|sale|ad|ads|advert|offer|message|line|brand|initiative|push|theme|range)$/u;

/** “for a luxury red-themed fashion campaign”: what the campaign is about. */
export function campaignAt(scene: Scene, at: number, goesOn: GoesOn): Read<Taste> {
  const lead = after(scene.tokens, at, 'for');
  if (lead === null) return null;
  const start = skipAll(scene, lead, 'filler');
  for (let place = start; place < scene.tokens.length; place++) {
    const token = scene.tokens[place];
    if (token?.kind === 'mark') return null;
    if (!CAMPAIGN.test(token?.text ?? '')) continue;
    const about = /^(?:about|on|for|around|featuring|of)$/u.test(scene.tokens[place + 1]?.text ?? '')
      ? place + 2
      : null;
    const end = about === null ? place + 1 : endOf(scene, about, goesOn);
    if (!atEnd(scene, end) && !goesOn(end)) continue;
    const words = [phrase(scene, start, place), about === null ? '' : phrase(scene, about, end)]
      .filter(Boolean)
      .join(' ');
    return words === '' ? null : { it: { kind: 'words', words }, next: end };
  }
  return null;
}

export const atEnd = (scene: Scene, at: number): boolean => skipAll(scene, at, 'tail') >= scene.tokens.length;

/** Words go on to the end of the question, or to where conditions begin that explain all the rest. */
function endOf(scene: Scene, from: number, goesOn: GoesOn): number {
  for (let at = from + 1; at < scene.tokens.length; at++) if (atEnd(scene, at) || goesOn(at)) return at;
  return scene.tokens.length;
}

/** The words as typed, without articles in front. */
function phrase(scene: Scene, from: number, to: number): string {
  const start = skipAll(scene, from, 'filler');
  return typed(scene, start, to).trim();
}

/** “red” where people have favourite colours, “Socks” where there is such a category. */
function exactly(scene: Scene, from: number, to: number): Gate | null {
  const start = skipAll(scene, from, 'filler');
  const known = valueAt(scene, start, ['category', 'favorite_color']);
  if (known && known.next !== to) return oneOf(scene, start, to);
  if (!known) return null;
  // “sport” is a taste, although a category is called Sports: only the name as stored counts.
  if (fold(typed(scene, start, to)) !== fold(known.it.value)) return null;
  return listed(known.it.dimension === 'category' ? 'top_interest' : 'favorite_color', [known.it.value]);
}

/** “blue or green”: any of several favourite colours. */
function oneOf(scene: Scene, from: number, to: number): Gate | null {
  const run = valuesAt(scene, from, ['favorite_color']);
  if (!run || run.next !== to || !scene.tokens.slice(from, to).some(({ text }) => text === 'or')) return null;
  return listed('favorite_color', run.it.values);
}

export const mentions = (scene: Scene): boolean => scene.tokens.some((_, at) => has(scene, at, 'interested'));
