/** How conditions hang together: “and” and “or” between them, and the days they share. */
import type { Did, Gate } from '../../../tools/audience/gate.ts';
import { jointAt, type Scene, skipAll } from './cursor.ts';
import { deedIn, deedsIn } from './deeds-of.ts';
import { whenAt } from './when.ts';
import { after } from './words.ts';

export type Joint = 'and' | 'or' | 'none';

/** A condition, and what ties it to the one before. */
export interface Part {
  readonly gate: Gate;
  readonly joint: Joint;
}

const BOTH =
  '“and” and “or” together can be read in two ways. Please ask for the one group, and then for the other.';

/** “and”, “or”, “but”, “, who”: how a condition hangs on the ones before. */
export function jointBefore(scene: Scene, at: number): { readonly it: Joint; readonly next: number } {
  const joint = jointAt(scene, at);
  const comma = joint?.it === 'comma' ? joint.next : at;
  const but = after(scene.tokens, comma, 'but');
  const place = but ?? joint?.next ?? at;
  const next = skipAll(scene, place, 'who');
  const it = but !== null ? 'and' : joint?.it === 'or' ? 'or' : joint ? 'and' : 'none';
  return { it, next };
}

/** The deed said last. */
export const lastDeed = (parts: readonly Part[]): Did | null =>
  parts.map(({ gate }) => deedIn(gate)).findLast((deed) => deed !== null) ?? null;

/** “… in the last 60 days” behind other conditions: the days of the deeds that have none. Where it ends, or null. */
export function trailingPeriod(scene: Scene, at: number, parts: readonly Part[]): number | null {
  const open = parts.flatMap(({ gate }) => deedsIn(gate)).filter((did) => scene.unsaid.has(did));
  const period = open.length > 0 ? whenAt(scene, at) : null;
  for (const did of period ? open : []) {
    did.within = period?.it ?? did.within;
    scene.unsaid.delete(did);
  }
  return period?.next ?? null;
}

/** A group is what “and” or “or” ties together; groups that merely follow each other must all hold. */
export function grouped(scene: Scene, parts: readonly Part[]): readonly Gate[] {
  const groups: Part[][] = [];
  for (const part of parts) {
    const open = groups.at(-1);
    if (part.joint === 'none' || !open) groups.push([part]);
    else open.push(part);
  }
  return groups.flatMap((group) => {
    if (mixes(group)) scene.refusals.push(BOTH);
    const gates = group.map(({ gate }) => gate);
    return group.some(({ joint }) => joint === 'or') ? [{ kind: 'any' as const, of: gates }] : gates;
  });
}

/** Both “and” and “or” between the parts of one group. */
const mixes = (parts: readonly Part[]): boolean =>
  parts.slice(1).some(({ joint }) => joint === 'or') && parts.slice(1).some(({ joint }) => joint === 'and');

/** Deeds whose days were not said take those of the others, where there is but one period; the note says so. */
export function shareThePeriod(scene: Scene, gates: readonly Gate[]): void {
  const deeds = gates.flatMap(deedsIn);
  const open = deeds.filter((did) => scene.unsaid.has(did));
  const said = deeds
    .filter((did) => !scene.unsaid.has(did) && did.within.kind !== 'all')
    .map(({ within }) => within);
  const [period] = said;
  if (!period || open.length === 0) return;
  if (new Set(said.map((each) => JSON.stringify(each))).size > 1) {
    scene.refusals.push(
      'It is not clear which days are meant for what. Please say with each what days you mean, or “ever”.',
    );
    return;
  }
  for (const did of open) did.within = period;
  scene.notes.push('I took the days you named for all that they did. Say “ever” where any day counts.');
}
