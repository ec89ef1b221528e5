/** What the people of a group buy, ranked: “what do VIPs buy most”, “what else do sock buyers buy”. */
import type { Gate } from '../../../tools/audience/gate.ts';
import type { Filter } from '../../../tools/metrics/metric-query.ts';
import type { Interpretation } from '../../interpretation.ts';
import { queryOf, toCall } from '../call.ts';
import { refusal } from '../refuse.ts';
import { restate } from '../restate.ts';
import { alsoBought, withoutTheirs } from './also-bought.ts';
import { boughtMost, kindOf } from './bought-most.ts';
import { type Audience, allOf, whyNot } from './calls.ts';
import { narrowedTo } from './figures.ts';
import { goodsAt } from './goods.ts';
import { type AudienceSetting, readRepaired, sceneOf } from './scene-of.ts';

type Metrics = (said: string) => Promise<Interpretation>;

const THEY = /^(?:they|these|those|them)(?:\s+(?:customers|people|buyers|women|men))?$/iu;

/** “what do VIPs buy most”, and of the people of the last answer “what do they buy most”. */
export async function rankedGoods(
  text: string,
  last: Audience | null,
  setting: AudienceSetting,
  metrics: Metrics,
): Promise<Interpretation | null> {
  const also = alsoBought(text);
  const asked = also ?? boughtMost(text);
  if (!asked) return null;
  const { knowledge, workspace } = setting;
  const group = groupOf(asked.people, last, setting);
  if (!group) return null;
  const because = group.because ?? whyNot(group.gate, workspace, knowledge.vocabulary);
  if (because !== null) return refusal(because, knowledge);
  const things = also ? kindOf(also.thing, 'products') : '';
  const ranked = await metrics(
    'ranking' in asked ? asked.ranking : `top 10 ${things} by customers${asked.rest}`,
  );
  if (ranked.kind !== 'call') return null;
  if ('ranking' in asked) return narrowedTo(ranked, group.gate, workspace, [...group.notes, asked.note]);
  const besides = asked.besides === null ? group.gate : goodsNamed(asked.besides, setting);
  const left = besides && withoutTheirs(besides);
  if (!left)
    return refusal(KNOWN_BY_NOTHING, knowledge, ['what do VIPs buy most', 'what else do sock buyers buy']);
  return narrowedTo(without(ranked, left, setting), group.gate, workspace, [
    ...group.notes,
    `I ranked ${things} by how many of these customers bought them, in whatever order and on whatever day.`,
  ]);
}

const KNOWN_BY_NOTHING =
  'I can tell what else people buy where they are named by products, categories or colours, one word for each. Of others I can tell what they buy most.';

interface Group {
  readonly gate: Gate;
  readonly notes: readonly string[];
  readonly because: string | null;
}

/** The people named, or those of the last answer. */
function groupOf(said: string, last: Audience | null, setting: AudienceSetting): Group | null {
  if (THEY.test(said))
    return last && last.interest === undefined ? { gate: last.gate, notes: [], because: null } : null;
  const { read, scene } = readRepaired(sceneOf(said, setting), setting.knowledge);
  if (read?.kind !== 'people' || read.people.interests.length > 0) return null;
  return { gate: allOf(read.people.gates), notes: scene.notes, because: scene.refusals[0] ?? null };
}

/** “besides socks”, as a deed of those goods. */
function goodsNamed(said: string, setting: AudienceSetting): Gate | null {
  const scene = sceneOf(said, setting);
  const goods = goodsAt(scene, 0);
  if (!goods || goods.next < scene.tokens.length || scene.refusals.length > 0) return null;
  return allOf(
    goods.it.things.map((targets) => ({
      kind: 'did' as const,
      action: 'purchase',
      targets: [...targets],
      within: { kind: 'all' as const },
    })),
  );
}

/** The ranking without these goods. */
function without(
  ranked: Extract<Interpretation, { kind: 'call' }>,
  left: readonly Filter[],
  { knowledge, clock, workspace }: AudienceSetting,
): Interpretation {
  const query = queryOf(ranked.call);
  if (!query) return ranked;
  const narrowed = { ...query, where: [...query.where, ...left] };
  return {
    ...ranked,
    call: toCall(narrowed),
    restated: restate(narrowed, knowledge, clock, workspace.currency),
  };
}
