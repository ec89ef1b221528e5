/** A plan of sizes in sentences. */
import { formatValue } from '../../cards/format.ts';
import { channelWord } from '../impact/words.ts';
import { listed } from './judge.ts';
import { metricOf } from './metrics.ts';
import type { SizePlan } from './plan-size.ts';
import type { AbTest } from './read-tests.ts';

const count = (people: number) => formatValue(people, { kind: 'integer' });
const percent = (share: number) => formatValue(share, { kind: 'percent', decimals: share < 0.1 ? 1 : 0 });

/** "By email to 3,400 customers of Champions …: “A” 50% and “B” 50%." and what they can show. */
export function planSentences(test: AbTest, plan: SizePlan): readonly string[] {
  const total = test.variations.reduce((sum, { weight }) => sum + weight, 0);
  const shares = test.variations.map(
    ({ name, weight }) => `“${name}” ${percent(((1 - test.holdout) * weight) / total)}`,
  );
  const to = `${count(plan.audience)} ${plan.audience === 1 ? 'customer' : 'customers'}${test.segment ? ` of ${test.segment}` : ''} who may be written to`;
  const heldOut = test.holdout > 0 ? `; ${percent(test.holdout)} get none of it, as hold-out` : '';
  const moves =
    test.allocation === 'thompson'
      ? [
          `After the first people, new ones go where the best variation probably is, at least ${percent(test.floor)} to each.`,
        ]
      : [];
  return [
    `By ${test.channel ? channelWord(test.channel) : 'no channel'} to ${to}: ${listed(shares)}${heldOut}. It runs ${test.plannedDays} days and is decided by the ${metricOf(test.metric).label.toLowerCase()}.`,
    ...moves,
    sizeSentence(test, plan),
  ];
}

function sizeSentence(
  test: AbTest,
  { audience, perArm, baseline, baselineFrom, needed, shows }: SizePlan,
): string {
  const metric = metricOf(test.metric).label.toLowerCase();
  if (audience === 0)
    return 'There is nobody to write to: check the segment and who agreed to be written to on this channel.';
  if (baseline === null)
    return `I do not know the usual ${metric} here, so I cannot say how many people are needed. Give it as “baseline=5%”.`;
  const usual =
    metricOf(test.metric).kind === 'mean'
      ? formatValue(baseline, { kind: 'number', decimals: 2 })
      : percent(baseline);
  const from = baselineFrom === 'given' ? 'as you say' : 'as in earlier tests';
  if (needed === null)
    return `With a usual ${metric} of ${usual} (${from}) I cannot work out how many people are needed.`;
  const wanted = `To see a lift of ${percent(test.smallestEffect)} over a usual ${metric} of ${usual} (${from}), 80 times in 100, ${count(needed)} people per arm are needed; the smallest arm has ${count(perArm)}`;
  if (perArm >= needed) return `${wanted}: enough.`;
  return `${wanted}: too few. ${
    shows === null
      ? 'No lift that is possible would be seen.'
      : `The smallest lift they can show is ${percent(shows)}.`
  }`;
}
