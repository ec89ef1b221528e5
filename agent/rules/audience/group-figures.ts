/**
 * Groups of people in figures: “compare sock buyers with sneaker buyers”, “order value of repeat customers vs one-time
 * buyers”, and of one group how many they are and what they did, said in one breath.
 */
import type { Gate } from '../../../tools/audience/gate.ts';
import type { PeriodExpression } from '../../../tools/periods/period-expression.ts';
import type { Interpretation } from '../../interpretation.ts';
import { queryOf } from '../call.ts';
import { refusal } from '../refuse.ts';
import { sayPeriod } from '../restate.ts';

import { allOf, sayPeople, whyNot } from './calls.ts';
import { type Scene, typed } from './cursor.ts';
import { deedsIn } from './deeds-of.ts';
import { figuresBehind } from './figures.ts';
import { shareThePeriod } from './joints.ts';
import { type AudienceSetting, readRepaired, sceneOf } from './scene-of.ts';
import { whenAt } from './when.ts';

const TOOL = 'group_figures';

/** People as they were named. */
export interface Group {
  readonly said: string;
  readonly gate: Gate;
  readonly notes: readonly string[];
  readonly refusal: string | null;
}

/** The people that the words name and nothing else; null where they name none. */
function groupOf(said: string, setting: AudienceSetting): Group | null {
  const plain = said.trim().replace(/^(?:the|our|my|all)\s+/iu, '');
  // “at-risk” alone is a segment's name, though no people by itself.
  for (const text of [plain, `${plain} customers`]) {
    const { read, scene } = readRepaired(sceneOf(text, setting), setting.knowledge);
    if (read?.kind !== 'people' || read.people.interests.length > 0) continue;
    shareThePeriod(scene, read.people.gates);
    return {
      said: plain,
      gate: allOf(read.people.gates),
      notes: scene.notes,
      refusal: scene.refusals[0] ?? null,
    };
  }
  return null;
}

const EVERYBODY = /^(?:(?:all|the|our)\s+)*(?:customers|people|everybody|everyone|shoppers)$/iu;
const THE_REST =
  /^(?:(?:all|the|our)\s+)*(?:rest|others|everybody\s+else|everyone\s+else|other\s+(?:customers|people)|rest\s+of\s+(?:the|our)\s+customers)$/iu;

/** “all customers”, “everybody else”: whom no condition names. */
function unnamed(said: string, first: Group): Group | null {
  const group = (gate: Gate): Group => ({ said, gate, notes: [], refusal: null });
  if (EVERYBODY.test(said.trim())) return group({ kind: 'everyone' });
  return THE_REST.test(said.trim()) ? group({ kind: 'not', gate: first.gate }) : null;
}

const isDated = ({ gate }: Group): boolean => deedsIn(gate).some(({ within }) => within.kind !== 'all');

export interface TwoGroups {
  readonly groups: readonly [Group, Group];
  /** Days behind both, which are then those of the figures. */
  readonly period: PeriodExpression | null;
}

/** Two groups; “… in 2025” behind the second belongs to the figures of both, where the first has no days of its own. */
export function twoGroups(one: string, other: string, setting: AudienceSetting): TwoGroups | null {
  const first = groupOf(one, setting);
  if (!first) return null;
  const scene = sceneOf(other, setting);
  const days = isDated(first) ? null : daysBehind(scene);
  const named = (said: string): Group | null => unnamed(said, first) ?? groupOf(said, setting);
  const before = days && named(typed(scene, 0, days.at));
  if (days && before && !isDated(before)) return { groups: sharedPlace(first, before), period: days.period };
  const second = named(other);
  return second && { groups: sharedPlace(first, second), period: null };
}

const isPlace = (gate: Gate): boolean =>
  gate.kind === 'trait' && (gate.trait === 'location' || gate.trait === 'country');
const partsOf = (gate: Gate): readonly Gate[] => (gate.kind === 'all' ? gate.of : [gate]);
const kindOf = (gate: Gate): string => (gate.kind === 'trait' ? gate.trait : gate.kind);

/** “women with men in Berlin”: of two groups named alike, a place behind the second is that of both. */
function sharedPlace(first: Group, second: Group): readonly [Group, Group] {
  const [parts, others] = [partsOf(first.gate), partsOf(second.gate)];
  const alike = others.filter((part) => !isPlace(part));
  const shares =
    alike.length > 0 && alike.length < others.length && parts.map(kindOf).join() === alike.map(kindOf).join();
  if (!shares) return [first, second];
  const gate = allOf([...parts, ...others.filter(isPlace)]);
  return [{ ...first, gate, notes: [...first.notes, 'I took the place for both groups.'] }, second];
}

function daysBehind(scene: Scene): { readonly at: number; readonly period: PeriodExpression } | null {
  for (let at = 1; at < scene.tokens.length; at++) {
    const period = whenAt({ ...scene, refusals: [] }, at);
    if (period && period.next === scene.tokens.length) return { at, period: period.it };
  }
  return null;
}

/** The call for these figures of the groups. */
export function groupFiguresCall(
  groups: readonly Group[],
  metrics: readonly string[],
  period: PeriodExpression | null,
  { knowledge, workspace, clock }: AudienceSetting,
  notes: readonly string[],
): Interpretation {
  for (const group of groups) {
    const because = group.refusal ?? whyNot(group.gate, workspace, knowledge.vocabulary);
    if (because !== null) return refusal(because, knowledge);
  }
  const figures = metrics.map((id) => knowledge.metric(id)?.label ?? id).join(', ');
  const people = groups.map(({ gate }) => sayPeople(gate, workspace)).join('; beside: ');
  return {
    kind: 'call',
    call: {
      tool: TOOL,
      args: {
        groups: groups.map(({ gate }) => gate),
        metrics: [...metrics],
        period: period ?? { kind: 'all' },
      },
    },
    restated: `${figures}, ${period ? sayPeriod(period, clock) : 'all dates'}: ${people}`,
    notes: [...new Set([...groups.flatMap((group) => group.notes), ...notes])],
  };
}

const END = String.raw`[\s?.!]*$`;
const FIGURE_OF = new RegExp(
  String.raw`^(?:(?:please|and|show\s+me|tell\s+me|give\s+me|compare|what\s+(?:is|are|was|were)|what's)\s+)*(?:the\s+)?(?<figure>[\p{L}\s,]+?)\s+(?:of|for|from|by|between|among)\s+(?<one>.+?)\s+(?:and|vs\.?|versus|with|against|(?:as\s+)?compared\s+(?:with|to))\s+(?<other>.+?)${END}`,
  'iu',
);
/** “how do sock buyers compare to bag buyers in revenue”, “compare them by order value”. */
const FIGURE_LAST = new RegExp(
  String.raw`^(?:(?:please|and)\s+)*(?:how\s+(?:do|does|did)\s+(?<one>.+?)\s+(?:compare|stack\s+up)\s+(?:with|to|against)|compare\s+(?<first>.+?)\s+(?:with|to|against|and|vs\.?|versus))\s+(?<other>.+?)\s+(?:in\s+terms\s+of|in|by|on|regarding)\s+(?:their\s+)?(?<figure>[\p{L}\s,]+?)${END}`,
  'iu',
);
/** “… and who bought shoes” is one more condition of the same people. */
const GOES_ON =
  /^(?:who|that|which|whose|are|is|have|has|did|do|also|not|never|then|later|bought|ordered|live|in|from|with|without)\b/iu;

/** “average order value of repeat customers vs one-time buyers”, of people that are named by what they did. */
export async function readFigureOfGroups(
  text: string,
  setting: AudienceSetting,
  metrics: (said: string) => Promise<Interpretation>,
): Promise<Interpretation | null> {
  for (const pattern of [FIGURE_OF, FIGURE_LAST]) {
    const { figure = '', one, first, other = '' } = pattern.exec(text.trim())?.groups ?? {};
    if (other === '' || GOES_ON.test(other)) continue;
    const two = twoGroups(one ?? first ?? '', other, setting);
    if (!two?.groups.some(({ gate }) => deedsIn(gate).length > 0)) continue;
    const ids = await plainMetrics(figure, metrics);
    if (ids) return groupFiguresCall(two.groups, ids, two.period, setting, []);
  }
  return null;
}

/** The metrics that the words name, and nothing besides them. */
export async function plainMetrics(
  figure: string,
  metrics: (said: string) => Promise<Interpretation>,
): Promise<readonly string[] | null> {
  // Days make a question of its own of it, which takes nothing from the thread.
  const query = plainQuery(await metrics(`${figure} of all time`));
  return query?.period.kind === 'all' ? query.metrics : null;
}

/** The query where it asks for nothing but metrics on some days. */
function plainQuery(read: Interpretation) {
  const query = read.kind === 'call' ? queryOf(read.call) : null;
  const { by, where, having, grain, compareTo, transform, people } = query ?? {};
  const isPlain =
    by?.length === 0 && where?.length === 0 && having?.length === 0 && !grain && !compareTo && !transform;
  return query && isPlain && !people ? query : null;
}

const COUNT_AND_FIGURE =
  /^(?:(?:and|so|please|tell\s+me)\s+)*(?<count>how\s+many\s+.+?)(?:\s+(?:are\s+there|do\s+we\s+have|have\s+we\s+got))?\s*,?\s+and\s+(?<figure>(?:what|how|their)\b.*\b(?:they|their|them|these|those)\b.*)$/iu;

/** “what is their order value in December” asks how much it is, not what it means. */
const THEIR = /^(?:what\s+(?:is|are|was|were)\s+)?their\s+(?<named>.+?)[\s?.!]*$/iu;

/** “how many women are there and what did they spend in December”: both on one card. */
export async function readCountAndFigure(
  text: string,
  setting: AudienceSetting,
  metrics: (said: string) => Promise<Interpretation>,
): Promise<Interpretation | null> {
  const { count = '', figure = '' } = COUNT_AND_FIGURE.exec(text.trim())?.groups ?? {};
  const group = count === '' ? null : groupOf(count, setting);
  if (!group) return null;
  const { named } = THEIR.exec(figure)?.groups ?? {};
  const ids = named === undefined ? null : await plainMetrics(named, metrics);
  if (ids) return groupFiguresCall([group], ids, null, setting, []);
  const asked = await (named === undefined ? figuresBehind(figure, metrics) : metrics(named));
  const query = asked && plainQuery(asked);
  if (!query) return null;
  return groupFiguresCall(
    [group],
    query.metrics,
    query.period,
    setting,
    asked.kind === 'call' ? asked.notes : [],
  );
}
