/** “What share of revenue comes from repeat customers”: the figures of some people as a part of everybody's. */
import type { Interpretation } from '../../interpretation.ts';
import { queryOf, toCall } from '../call.ts';
import { refusal } from '../refuse.ts';
import { allOf, sayPeople, whyNot } from './calls.ts';
import { type Scene, typed } from './cursor.ts';
import { deedsIn } from './deeds-of.ts';
import { daysNote } from './figures.ts';
import { shareThePeriod } from './joints.ts';
import { peopleFrom } from './people.ts';
import { type AudienceSetting, sceneOf } from './scene-of.ts';

const SHARE = String.raw`^(?:(?:and|so|now|please|tell\s+me|show\s+me|give\s+me)\s+)*(?:(?:what|which|what's|what\s+is)\s+)?(?:the\s+)?(?:share|percentage|per\s?cent|%|proportion|fraction|part|portion)\s+of\s+(?:(?:all|the|our|total)\s+)*(?<figure>.+?)\s+`;
const END = String.raw`[\s?.!]*$`;

const FROM = new RegExp(
  String.raw`${SHARE}(?:(?:is|are|was|were)\s+)?(?:comes?|came|coming|made|generated|placed|brought\s+in|driven|earned|contributed|accounted\s+for)?\s*(?:from|by)\s+(?<people>.+?)${END}`,
  'iu',
);
const DO = new RegExp(
  String.raw`${SHARE}(?:do|does|did)\s+(?<people>.+?)\s+(?:make(?:\s+up)?|bring(?:\s+in)?|generate|place|account\s+for|contribute|represent|drive)(?<rest>\s.+?)?${END}`,
  'iu',
);
/** Of how much they make up only a share is told; of how much comes from them it may be the amount. */
const MAKE_UP = new RegExp(
  String.raw`^(?:and\s+)?how\s+much\s+of\s+(?:(?:all|the|our|total)\s+)*(?<figure>.+?)\s+(?:do|does|did)\s+(?<people>.+?)\s+(?:make\s+up|account\s+for|represent)(?<rest>\s.+?)?${END}`,
  'iu',
);
/** “repeat customers' share of revenue” */
const THEIRS = new RegExp(
  String.raw`^(?:(?:what|what's)\s+(?:is|was)?\s*)?(?<people>.+?(?:['’]s|s['’]))\s+share\s+of\s+(?:(?:all|the|our|total)\s+)*(?<figure>.+?)${END}`,
  'iu',
);
const ASKED: readonly RegExp[] = [FROM, DO, MAKE_UP, THEIRS];
const ARTICLES = /^(?:the|our|my|all|those|these)$/u;

/**
 * The share that people hold of a figure; null where the text asks for none. With `byDeeds` only of those who are named
 * by what they did: metrics would take the orders of sock buyers for orders of socks.
 */
export async function readShareOfFigures(
  text: string,
  setting: AudienceSetting,
  metrics: (said: string) => Promise<Interpretation>,
  byDeeds = false,
): Promise<Interpretation | null> {
  const said = text.trim();
  const {
    figure = '',
    people = '',
    rest = '',
  } = ASKED.map((pattern) => pattern.exec(said)?.groups).find((found) => found) ?? {};
  if (people === '') return null;
  const scene = sceneOf(people.replace(/['’]s?$/u, ''), setting);
  const group = wholeGroup(scene);
  if (!group || (byDeeds && deedsIn(group.gate).length === 0)) return null;
  const { workspace, knowledge } = setting;
  // “Total” makes a question of its own of it, which takes nothing from the thread.
  const read = await metrics(`total ${figure} ${group.rest}${rest}`.trim());
  const query = read.kind === 'call' ? queryOf(read.call) : null;
  // “from men in Bags”: whether the bags are part of the whole is not said.
  if (!query || read.kind !== 'call' || query.where.length > 0 || query.by.length > 0) return null;
  if (query.transform || query.compareTo || query.having.length > 0 || query.metrics.length !== 1)
    return null;
  const because = scene.refusals[0] ?? whyNot(group.gate, workspace, knowledge.vocabulary);
  if (because !== null) return refusal(because, knowledge);
  const { limit: _, order: __, ...plain } = query;
  return {
    kind: 'call',
    call: toCall({ ...plain, people: group.gate, transform: { kind: 'share', of: [], everybody: true } }),
    restated: `${read.restated}, ${sayPeople(group.gate, workspace)}, as a share of everybody’s`,
    notes: [...new Set([...read.notes, ...scene.notes, ...daysNote(group.gate, read)])],
  };
}

/** The people that the words begin with, and what stands behind them. */
function wholeGroup(scene: Scene) {
  let at = 0;
  while (ARTICLES.test(scene.tokens[at]?.text ?? '')) at++;
  const people = peopleFrom(scene, at);
  if (!people || people.interests.length > 0 || people.gates.length === 0) return null;
  shareThePeriod(scene, people.gates);
  return { gate: allOf(people.gates), rest: typed(scene, people.next, scene.tokens.length) };
}
