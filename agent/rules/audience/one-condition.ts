/** One condition by itself, whatever stands around it. */
import type { Gate } from '../../../tools/audience/gate.ts';
import { consentAt, reachAt } from './consent.ts';
import type { Read, Scene } from './cursor.ts';
import { deedAt } from './deeds.ts';
import { abandonedAt, bigSpenderAt, idleByDefault, leftAt, vipAt } from './defaults.ts';
import { ageAt, favourAt, genderAt, placeAt } from './person.ts';
import { idleAt, lifeAt, membershipAt, scoreAt, stoppedAt, tenureAt } from './standing.ts';

/** In this order: the more a reader needs to see, the earlier it is asked. */
const READERS: readonly ((scene: Scene, at: number) => Read<Gate>)[] = [
  lifeAt,
  stoppedAt,
  idleAt,
  abandonedAt,
  leftAt,
  idleByDefault,
  tenureAt,
  scoreAt,
  consentAt,
  reachAt,
  favourAt,
  (scene, at) => membershipAt(scene, at, (place) => vipAt(scene, place)),
  bigSpenderAt,
  deedAt,
  ageAt,
  genderAt,
  placeAt,
];

/** The condition that begins at `at`. */
export function oneCondition(scene: Scene, at: number): Read<Gate> {
  for (const reader of READERS) {
    const read = reader(scene, at);
    if (read) return read;
  }
  return null;
}
