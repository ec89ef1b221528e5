/** Before a test starts: how many people it needs, how many there are, and what those can show. */
import { z } from 'zod';
import type { Queryable } from '../../db/db.ts';
import type { Sample } from '../../statistics/experiments/sample.ts';
import {
  peopleForMeans,
  peopleForProportions,
  smallestDifference,
  smallestLift,
} from '../../statistics/experiments/sample-size.ts';
import { countAudience } from './audience.ts';
import { countArms } from './count-arms.ts';
import { type MetricId, metricOf } from './metrics.ts';
import { type AbTest, readTests } from './read-tests.ts';
import { sampleOf } from './samples.ts';

export const sizePlan = z.object({
  /** People who may be written to on the channel. */
  audience: z.number(),
  /** Of these, people in the smallest arm. */
  perArm: z.number(),
  /** The usual value of the metric; null where nobody knows it. */
  baseline: z.number().nullable(),
  baselineFrom: z.enum(['given', 'earlier_tests']).nullable(),
  /** People per arm to see the smallest effect worth having, 80 times in 100. */
  needed: z.number().nullable(),
  /** The smallest relative lift that the audience can show so; null where not even a doubling. */
  shows: z.number().nullable(),
});
export type SizePlan = z.infer<typeof sizePlan>;

interface Planned {
  readonly channel: string;
  readonly metric: MetricId;
  readonly segmentId: string | null;
  readonly variations: readonly { readonly weight: number }[];
  readonly holdout: number;
  readonly smallestEffect: number;
  /** As given by whoever plans the test. */
  readonly baseline: number | null;
}

/** Works out the plan; without a baseline, of one's own or of earlier tests, the sizes are null. */
export async function planSize(db: Queryable, tenantId: string, planned: Planned): Promise<SizePlan> {
  const audience = await countAudience(db, tenantId, planned);
  const weights = planned.variations.map(({ weight }) => weight);
  const share = Math.min(...weights) / weights.reduce((sum, weight) => sum + weight, 0);
  const perArm = Math.floor(audience * (1 - planned.holdout) * share);
  const earlier = await usualValue(db, tenantId, planned);
  const baseline = planned.baseline ?? earlier?.mean ?? null;
  const size = sizes(planned, perArm, baseline, earlier?.variance ?? null);
  return {
    audience,
    perArm,
    baseline,
    baselineFrom: planned.baseline !== null ? 'given' : earlier ? 'earlier_tests' : null,
    ...size,
  };
}

function sizes(
  { metric, smallestEffect, variations }: Planned,
  perArm: number,
  baseline: number | null,
  variance: number | null,
): Pick<SizePlan, 'needed' | 'shows'> {
  const plan = { alpha: 0.05 / (variations.length - 1) };
  const unknown = { needed: null, shows: null };
  if (baseline === null || !(baseline > 0)) return unknown;
  if (metricOf(metric).kind === 'mean')
    return variance === null || !(variance > 0)
      ? unknown
      : {
          needed: Math.ceil(peopleForMeans(variance, baseline * smallestEffect, plan)),
          shows: perArm > 0 ? smallestDifference(variance, perArm, plan) / baseline : null,
        };
  const raised = baseline * (1 + smallestEffect);
  return {
    needed: raised < 1 ? Math.ceil(peopleForProportions(baseline, raised, plan)) : null,
    shows: perArm > 0 && baseline < 1 ? smallestLift(baseline, perArm, plan) : null,
  };
}

/** More would not make it truer. */
const REMEMBERED = 5;
const ENOUGH_PEOPLE = 100;

/** The metric in the controls of the newest tests on the channel, all people together. */
async function usualValue(
  db: Queryable,
  tenantId: string,
  { channel, metric }: Planned,
): Promise<{ readonly mean: number; readonly variance: number } | null> {
  const tests = (await readTests(db, tenantId)).filter(
    (test) => test.channel === channel && test.status !== 'draft',
  );
  const samples: Sample[] = [];
  for (const test of tests.slice(0, REMEMBERED)) {
    const sample = await controlOf(db, tenantId, test, metric);
    if (sample && sample.n >= ENOUGH_PEOPLE && sample.mean > 0) samples.push(sample);
  }
  const people = samples.reduce((sum, { n }) => sum + n, 0);
  if (people === 0) return null;
  const weighted = (of: 'mean' | 'variance') =>
    samples.reduce((sum, sample) => sum + sample.n * sample[of], 0) / people;
  return { mean: weighted('mean'), variance: weighted('variance') };
}

async function controlOf(db: Queryable, tenantId: string, test: AbTest, metric: MetricId) {
  const { arms } = await countArms(db, tenantId, test);
  const control = arms.find(({ variation }) => variation === test.variations[0]?.id);
  return control ? sampleOf(control, metric) : null;
}
