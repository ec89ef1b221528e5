/** What follows groups in figures: “in December”, “only Berlin”, “and their order value”. */
import { z } from 'zod';
import type { Call } from '../../../cards/card.ts';
import { gate } from '../../../tools/audience/gate.ts';
import { periodExpression } from '../../../tools/periods/period-expression.ts';
import type { Interpretation } from '../../interpretation.ts';
import { allOf } from './calls.ts';
import { conditionsAt } from './conditions.ts';
import { valueAt } from './cursor.ts';
import { type Group, groupFiguresCall, plainMetrics } from './group-figures.ts';
import { atEnd } from './interest.ts';
import { listed, placeTrait } from './person.ts';
import { type AudienceSetting, sceneOf } from './scene-of.ts';
import { whenAt } from './when.ts';

const asked = z.object({ groups: z.array(gate), metrics: z.array(z.string()), period: periodExpression });
const LEAD = /^(?:(?:and|but|now|then|so|only|just|what|how|about|the|same|for|their|show|me)\s+)+/iu;

/** The last call's groups with other days, narrowed, or in another figure; null where the text says none of these. */
export async function followGroupFigures(
  text: string,
  last: Call | undefined,
  setting: AudienceSetting,
  metrics: (said: string) => Promise<Interpretation>,
): Promise<Interpretation | null> {
  if (last?.tool !== 'group_figures') return null;
  const before = asked.safeParse(last.args);
  if (!before.success) return null;
  const { data } = before;
  const said = text.trim().replace(/[\s?.!]+$/u, '');
  const rest = said.replace(LEAD, '');
  const groups = data.groups.map(asGroup);
  const scene = sceneOf(rest, setting);
  const period = whenAt(scene, 0);
  if (period?.next === scene.tokens.length)
    return groupFiguresCall(groups, data.metrics, period.it, setting, []);
  const trial = sceneOf(rest, setting);
  const place = valueAt(trial, 0, ['location', 'country']);
  if (place && atEnd(trial, place.next)) {
    const there = listed(placeTrait(place.it.dimension), [place.it.value]);
    return groupFiguresCall(
      groups.map(({ gate: each }) => asGroup(allOf([each, there]))),
      data.metrics,
      data.period,
      setting,
      [],
    );
  }
  const { it, next } = conditionsAt(trial, 0);
  if (it.gates.length > 0 && it.interests.length === 0 && atEnd(trial, next) && trial.refusals.length === 0) {
    const narrowed = data.groups.map((each) => asGroup(allOf([each, ...it.gates])));
    return groupFiguresCall(narrowed, data.metrics, data.period, setting, trial.notes);
  }
  const named = rest === said ? null : await plainMetrics(rest, metrics);
  return named && groupFiguresCall(groups, named, data.period, setting, []);
}

const asGroup = (each: Group['gate']): Group => ({ said: '', gate: each, notes: [], refusal: null });
