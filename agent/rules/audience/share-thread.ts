/** Behind a share of people: “what percentage of VIPs bought bags” – “and of at-risk customers”. */
import type { Gate } from '../../../tools/audience/gate.ts';
import type { Interpretation } from '../../interpretation.ts';
import { type Audience, allOf, audienceCall, whyNot } from './calls.ts';
import { type AudienceSetting, readRepaired, sceneOf } from './scene-of.ts';

const LEANS =
  /^(?:(?:and|but|so|ok|okay|now|then)\s+)*(?:(?:what|how)\s+about\s+|the\s+same\s+(?:for|of)\s+)?(?:(?:the\s+)?(?:share|percentage|proportion)\s+)?(?:(?:of|among|amongst|for|within)\s+)?(?<whole>.+?)[\s?.!]*$/iu;
/** “how many of those are women” is about the people themselves. */
const OF_THOSE = /^how\s+many\b|\b(?:them|those|these)\b/iu;
const BEGINS = /^(?:and|but|what about|how about|the same|of|among|for|so|ok|okay|now|then)\b/iu;

/** The same part of other people; null where the text names none. */
export function sameShareOf(text: string, last: Audience, setting: AudienceSetting): Interpretation | null {
  const { among } = last;
  const said = text.trim();
  const whole = BEGINS.test(said) ? LEANS.exec(said)?.groups?.whole : undefined;
  if (!among || whole === undefined || OF_THOSE.test(whole)) return null;
  const { read, scene } = readRepaired(sceneOf(whole, setting), setting.knowledge);
  if (read?.kind !== 'people' || read.people.interests.length > 0 || read.people.gates.length === 0)
    return null;
  const others = allOf(read.people.gates);
  const gate = allOf([others, partOf(last.gate, among)]);
  const because = scene.refusals[0] ?? whyNot(gate, setting.workspace, setting.knowledge.vocabulary);
  if (because !== null) return { kind: 'refuse', because, suggestions: [] };
  return audienceCall({ gate, among: others }, setting.workspace, scene.notes);
}

/** What of the people of a share makes them the part: all that the whole does not ask. */
function partOf(gate: Gate, among: Gate): Gate {
  const whole = new Set(partsOf(among).map((part) => JSON.stringify(part)));
  return allOf(partsOf(gate).filter((part) => !whole.has(JSON.stringify(part))));
}

const partsOf = (gate: Gate): readonly Gate[] => (gate.kind === 'all' ? gate.of : [gate]);
