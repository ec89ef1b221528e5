/** Conditions on a number: “over 500”, “at least 3”, “between 25 and 34”, “5 or more”. */
import type { Measure } from '../../../tools/audience/gate.ts';
import { type NumberRead, readNumber } from '../text/numbers.ts';
import type { Read, Scene } from './cursor.ts';

export interface SaidBounds {
  readonly op: Measure['op'];
  readonly value: number;
  readonly upper?: number;
  readonly unit: NumberRead['unit'];
  /** No word compares: “3 times”. */
  readonly bare: boolean;
}

const BEFORE: readonly (readonly [Measure['op'], RegExp])[] = [
  [
    '>=',
    /^(?:at least|a minimum of|minimum of|minimum|no less than|no fewer than|not less than|>=|≥|from)$/u,
  ],
  ['<=', /^(?:at most|a maximum of|maximum of|maximum|no more than|not more than|up to|<=|≤)$/u],
  [
    '>',
    /^(?:over|more than|above|greater than|higher than|larger than|bigger than|exceeding|in excess of|upwards of|>|older than)$/u,
  ],
  ['<', /^(?:under|less than|fewer than|below|lower than|smaller than|<|younger than)$/u],
  ['=', /^(?:exactly|equal to|precisely|only|just|=)$/u],
];
const BEHIND: readonly (readonly [Measure['op'], RegExp])[] = [
  ['>=', /^(?:or more|or over|or above|or higher|or older|and over|and above|and older|and more|plus)$/u],
  ['<=', /^(?:or less|or fewer|or under|or below|or younger|and under|and below|and younger)$/u],
];
const LONGEST = 3;

function phraseAt(
  scene: Scene,
  at: number,
  phrases: readonly (readonly [Measure['op'], RegExp])[],
): Read<Measure['op']> {
  for (let length = LONGEST; length > 0; length--) {
    const words = scene.tokens.slice(at, at + length).map(({ text }) => text);
    const found = words.length === length && phrases.find(([, pattern]) => pattern.test(words.join(' ')));
    if (found) return { it: found[0], next: at + length };
  }
  return null;
}

/** Reads the condition that begins at `at`; a number that reads in two ways (200.000) is put among the refusals. */
export function boundsAt(scene: Scene, at: number): Read<SaidBounds> {
  const { tokens } = scene;
  const between = tokens[at]?.text === 'between' ? 1 : 0;
  const op = phraseAt(scene, at, BEFORE);
  const start = op?.next ?? at + between;
  const number = numberAt(scene, start);
  if (!number) return null;
  const { value, unit } = number.it;
  const joint = tokens[number.next]?.text ?? '';
  const isSpan = between ? joint === 'and' : op === null && /^(?:to|-|–)$/u.test(joint);
  const upper = isSpan || (op?.it === '>=' && joint === 'to') ? numberAt(scene, number.next + 1) : null;
  if (upper)
    return {
      it: {
        op: 'between',
        value,
        upper: upper.it.value,
        unit: upper.it.unit === 'plain' ? unit : upper.it.unit,
        bare: false,
      },
      next: upper.next,
    };
  if (between) return null;
  const behind = op ? null : phraseAt(scene, number.next, BEHIND);
  return {
    it: { op: op?.it ?? behind?.it ?? '=', value, unit, bare: !op && !behind },
    next: behind?.next ?? number.next,
  };
}

function numberAt(scene: Scene, at: number): Read<NumberRead> {
  const number = readNumber(scene.tokens, at);
  if (!number) return null;
  if (number.ambiguous)
    scene.refusals.push(
      `“${scene.tokens[at]?.raw ?? ''}” reads as thousands or as a fraction. Please write 200000 or 200,000.`,
    );
  return { it: number, next: at + number.length };
}

/** The bounds as a gate holds them. */
export const plain = ({ op, value, upper }: SaidBounds): Pick<Measure, 'op' | 'value' | 'upper'> => ({
  op,
  value,
  ...(upper === undefined ? {} : { upper }),
});
