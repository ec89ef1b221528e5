/** Who people are: where they live, men or women, how old, what they favour. */
import type { Gate, Trait } from '../../../tools/audience/gate.ts';
import { boundsAt, plain } from './amounts.ts';
import { has, type Read, type Scene, skip, skipAll, valueAt, valuesAt } from './cursor.ts';
import { whenAt } from './when.ts';
import { after } from './words.ts';

const PLACES = ['location', 'country'] as const;

export const listed = (trait: Trait['trait'], values: readonly string[]): Trait => ({
  kind: 'trait',
  trait,
  op: 'in',
  values: [...values],
});
export const negated = (gate: Gate, yes: boolean): Gate => (yes ? { kind: 'not', gate } : gate);

/** “in Berlin or Chicago”, “not from PL”, “who live outside Paris”. */
export function placeAt(scene: Scene, at: number): Read<Gate> {
  const start = skipAll(scene, at, 'are');
  const outside = after(scene.tokens, start, 'outside');
  const denied = outside ?? after(scene.tokens, start, 'not');
  const lead = skipAll(scene, denied ?? start, 'liveIn', 'filler');
  if (outside === null && lead === (denied ?? start)) return null;
  const run = valuesAt(scene, lead, PLACES);
  return (
    run && {
      it: negated(listed(placeTrait(run.it.dimension), run.it.values), denied !== null),
      next: run.next,
    }
  );
}

export const placeTrait = (dimension: string): Trait['trait'] =>
  dimension === 'country' ? 'country' : 'location';

/** “women”, “who are female”, “not men”. */
export function genderAt(scene: Scene, at: number): Read<Gate> {
  const start = skipAll(scene, at, 'are', 'filler');
  const denied = after(scene.tokens, start, 'not');
  const value = valueAt(scene, skip(scene, denied ?? start, 'filler'), ['gender']);
  return value && { it: negated(listed('gender', [value.it.value]), denied !== null), next: value.next };
}

const OLDEST = 120;

/** “aged 25 to 34”, “over 50”, “under 25 years old”, “in their twenties”. */
export function ageAt(scene: Scene, at: number): Read<Gate> {
  const start = skipAll(scene, at, 'are');
  const decade = decadeAt(scene, start);
  if (decade) return decade;
  const older = after(scene.tokens, start, 'olderThan');
  const younger = after(scene.tokens, start, 'youngerThan');
  const aged = older ?? younger ?? after(scene.tokens, start, 'aged');
  const bounds = boundsAt(scene, aged ?? start);
  if (bounds?.it.unit !== 'plain') return null;
  const years = after(scene.tokens, bounds.next, 'yearsOld');
  const said = aged !== null || years !== null;
  // “over 50” right behind people is their age; a bare “50” or “over 500” is something else.
  if (!said && (bounds.it.bare || bounds.it.value > OLDEST || !endsHere(scene, bounds.next))) return null;
  const op = older !== null ? '>' : younger !== null ? '<' : bounds.it.op;
  return {
    it: { kind: 'trait', trait: 'age', values: [], ...plain(bounds.it), op },
    next: years ?? bounds.next,
  };
}

/** Behind a bare “over 50” no noun may follow that it could count. */
const endsHere = (scene: Scene, at: number): boolean => {
  const token = scene.tokens[at];
  return (
    token === undefined ||
    token.kind === 'mark' ||
    VERB.test(token.text) ||
    /^(?:by|per)$/u.test(token.text) ||
    whenAt({ ...scene, refusals: [] }, at) !== null ||
    ['who', 'and', 'or', 'but', 'liveIn', 'withWord', 'tail', 'interested', 'not'].some((name) =>
      has(scene, at, name as 'who'),
    )
  );
};

/** “the over 50s”, “under 25s”: people by their age alone. */
function agedBand(scene: Scene, at: number): Read<Gate> {
  const op = new Map([
    ['over', '>' as const],
    ['under', '<' as const],
  ]).get(scene.tokens[at]?.text ?? '');
  const years = /^(?<age>[1-9]\d)s$/u.exec(scene.tokens[at + 1]?.text ?? '')?.groups?.age;
  return op && years !== undefined
    ? { it: { kind: 'trait', trait: 'age', op, values: [], value: Number(years) }, next: at + 2 }
    : null;
}

/** “teenagers”, “over 50s”. */
export function teenagerAt(scene: Scene, at: number): Read<Gate> {
  const band = agedBand(scene, at);
  if (band) return band;
  const next = after(scene.tokens, at, 'teenager');
  return next === null
    ? null
    : {
        it: { kind: 'trait', trait: 'age', op: 'between', values: [], value: 13, upper: 19 },
        next,
      };
}

/** “over 60 bought …”; not “over 60 orders”. */
const VERB =
  /^(?:bought|purchased|ordered|shopped|spent|paid|viewed|looked|visited|returned|added|live|living|like|love|prefer|agreed|belong|have|has|had|did|do|never|joined)$/u;

const DECADES: Readonly<Record<string, number>> = {
  twenties: 20,
  thirties: 30,
  forties: 40,
  fifties: 50,
  sixties: 60,
  seventies: 70,
};

function decadeAt(scene: Scene, at: number): Read<Gate> {
  const lead = after(scene.tokens, at, 'theirDecade');
  const word = scene.tokens[lead ?? at]?.text ?? '';
  const from = DECADES[word] ?? Number(/^([2-7]0)s$/u.exec(word)?.[1] ?? Number.NaN);
  return lead === null || Number.isNaN(from)
    ? null
    : {
        it: { kind: 'trait', trait: 'age', op: 'between', values: [], value: from, upper: from + 9 },
        next: lead + 1,
      };
}

/** “whose favourite colour is red”, “who prefer e-mail”, “who buy luxury”. */
export function favourAt(scene: Scene, at: number): Read<Gate> {
  const start = skipAll(scene, at, 'withWord', 'filler');
  const color = after(scene.tokens, start, 'favouriteColour');
  if (color !== null) {
    const run = valuesAt(scene, skipAll(scene, color, 'are', 'filler'), ['favorite_color', 'color']);
    return run && { it: listed('favorite_color', run.it.values), next: run.next };
  }
  const prefer = after(scene.tokens, start, 'prefer');
  if (prefer !== null) {
    const channel = skipAll(scene, prefer, 'are', 'filler');
    const mail = after(scene.tokens, channel, 'email');
    const stored = scene.knowledge.vocabulary
      .values('channel')
      .find(({ value }) => /^e-?mail$/iu.test(value));
    if (mail !== null && stored) return { it: listed('preferred_channel', [stored.value]), next: mail };
    const run = valuesAt(scene, channel, ['channel']);
    return run && { it: listed('preferred_channel', run.it.values), next: run.next };
  }
  const luxury = after(scene.tokens, skipAll(scene, at, 'have'), 'buyLuxury');
  return luxury === null ? null : { it: listed('likes_luxury', ['true']), next: luxury };
}
