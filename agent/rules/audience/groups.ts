/** One group described, or two groups beside each other, each read as people by itself. */
import type { Gate } from '../../../tools/audience/gate.ts';
import type { Interpretation } from '../../interpretation.ts';
import { refusal } from '../refuse.ts';
import { allOf, audienceCall, whyNot } from './calls.ts';
import { describedIn, madeUpOf } from './makeup.ts';
import { type AudienceSetting, readRepaired, sceneOf } from './scene-of.ts';
import { groupsTogether } from './together.ts';

/** “describe the customers who abandoned a cart”. */
export function readMakeup(text: string, setting: AudienceSetting): Interpretation | null {
  const said = describedIn(text);
  if (said === null) return null;
  const { read, scene } = readRepaired(sceneOf(said, setting), setting.knowledge);
  if (read?.kind !== 'people') return null;
  const { gates, interests } = read.people;
  const gate = allOf(gates);
  const because = scene.refusals[0] ?? whyNot(gate, setting.workspace, setting.knowledge.vocabulary);
  if (because !== null) return refusal(because, setting.knowledge);
  const interest = interests.join(' and ');
  return madeUpOf({ gate, ...(interest === '' ? {} : { interest }) }, setting.workspace, scene.notes);
}

/** “the overlap of champions and women”, “what share of VIPs agreed to e-mail”. */
export function readTogether(text: string, setting: AudienceSetting): Interpretation | null {
  const asked = groupsTogether(text);
  if (!asked) return null;
  const scenes = [asked.whole, asked.part].map((said) =>
    readRepaired(sceneOf(said, setting), setting.knowledge),
  );
  const gates = scenes.map(({ read, scene }) =>
    scene.refusals.length > 0 || (read?.kind === 'people' && read.people.interests.length > 0)
      ? null
      : read?.kind === 'people'
        ? allOf(read.people.gates)
        : null,
  );
  const [whole, part] = gates;
  const everyone = asked.isEveryone;
  if (!part || (!whole && !everyone)) return null;
  const among: Gate = everyone || !whole ? { kind: 'everyone' } : whole;
  const gate = allOf([among, part]);
  const because = whyNot(gate, setting.workspace, setting.knowledge.vocabulary);
  if (because !== null) return refusal(because, setting.knowledge);
  return audienceCall(
    { gate, among },
    setting.workspace,
    scenes.flatMap(({ scene }) => scene.notes),
  );
}
