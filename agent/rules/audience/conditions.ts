/** Conditions one after another → one gate, with “and”, “or”, “but not” as said. */
import type { Did, Gate } from '../../../tools/audience/gate.ts';
import { notAgreedAt } from './consent.ts';
import { jointAt, type Read, type Scene, skipAll } from './cursor.ts';
import { firstOfAll, sequelAt } from './in-order.ts';
import { campaignAt, type GoesOn, type Taste, tasteAt } from './interest.ts';
import { grouped, type Joint, jointBefore, type Part, trailingPeriod } from './joints.ts';
import { comingBack, excluding, leaving, likewise, neither, notBoth, onceMore } from './leaning.ts';
import { oneCondition } from './one-condition.ts';
import { after } from './words.ts';

export interface Conditions {
  readonly gates: readonly Gate[];
  /** What they like, in the words of the question. */
  readonly interests: readonly string[];
}

/** Reads conditions from `at` as far as they go. `thread` is the deed that “and not shoes” leans on. */
export function conditionsAt(
  scene: Scene,
  at: number,
  thread: Did | null = null,
): { readonly it: Conditions; readonly next: number } {
  const parts: Part[] = [];
  const interests: string[] = [];
  let next = at;
  for (;;) {
    const sequel = sequelAt(scene, next, parts);
    if (sequel) {
      parts.push({ gate: sequel.gate, joint: parts.pop()?.joint ?? 'none' });
      next = sequel.next;
      continue;
    }
    const joint = jointBefore(scene, next);
    const taste = tasteOf(scene, joint.next);
    const read = taste ? null : conditionAt(scene, joint, parts, thread);
    if (taste?.it.kind === 'words') interests.push(taste.it.words);
    else if (taste?.it.kind === 'gate') parts.push({ gate: taste.it.gate, joint: joint.it });
    else if (read) parts.push({ gate: read.it, joint: joint.it });
    if ((taste ?? read) && joint.it === 'or' && interests.length > 0) scene.refusals.push(ORDERED);
    const end = (taste ?? read)?.next ?? trailingPeriod(scene, next, parts);
    if (end === null) break;
    next = end;
  }
  return { it: { gates: grouped(scene, parts), interests }, next };
}

const ORDERED =
  'An interest ranks people, so it cannot be one side of an “or”. Please ask for each by itself.';

const conditionAt = (
  scene: Scene,
  joint: { readonly it: Joint; readonly next: number },
  parts: readonly Part[],
  thread: Did | null,
): Read<Gate> =>
  neither(scene, joint.next, parts, thread) ??
  comingBack(scene, joint.next, parts) ??
  (joint.it === 'none' ? null : onceMore(scene, joint.next, parts)) ??
  firstOfAll(scene, joint.next) ??
  oneCondition(scene, joint.next) ??
  excluding(scene, joint.next) ??
  notBoth(scene, joint.next, parts) ??
  notAgreedAt(scene, joint.next, parts.at(-1)?.gate) ??
  leaving(scene, joint.next, parts, thread) ??
  (joint.it === 'none' ? null : likewise(scene, joint.next, parts));

/** Whether all that is left from a place on are conditions. */
const goesOn =
  (scene: Scene): GoesOn =>
  (at) => {
    const trial: Scene = { ...scene, notes: [], refusals: [], unsaid: new Set(), isTrial: true };
    const joint = jointBefore(trial, at);
    const { it, next } = conditionsAt(trial, at);
    const found = it.gates.length + it.interests.length > 0 || (joint.next > at && next > joint.next);
    return found && skipAll(trial, next, 'tail') >= trial.tokens.length && startsCondition(trial, at);
  };

/** A condition inside free words begins with a word that says so: “sports and bought shoes”, “fashion in Berlin”. */
const startsCondition = (scene: Scene, at: number): boolean =>
  jointAt(scene, at) !== null ||
  ['who', 'but', 'not', 'liveIn', 'withWord', 'aged', 'outside', 'inSegment'].some(
    (name) => after(scene.tokens, at, name as 'who') !== null,
  );

/** A trial asks no further trials, or words that lead into tastes again and again would be tried in every combination. */
function tasteOf(scene: Scene, at: number): Read<Taste> {
  const ends = scene.isTrial ? () => false : goesOn(scene);
  return tasteAt(scene, at, ends) ?? campaignAt(scene, at, ends);
}
