/** Proposes to mend a step of a funnel that loses more than it used to. */
import { posteriorOf } from '../../statistics/experiments/beta-posterior.ts';
import { drawBeta } from '../../statistics/experiments/draw-beta.ts';
import { drawWorth } from '../impact/campaign-impact.ts';
import { type OrderValue, orderValue } from '../impact/order-value.ts';
import { simulate } from '../impact/simulate.ts';
import { count, howOften, percent, round } from '../impact/words.ts';
import type { Proposal, ProposalContext, Propose } from '../proposal.ts';
import { type Drop, findDrops, type Rate } from './find-drops.ts';
import { readFunnels } from './funnel-stages.ts';
import { BASE_DAYS, RECENT_DAYS, readSteps, type Step, stepsOf } from './read-steps.ts';

const COOL_DOWN_DAYS = 7;
const HORIZON_DAYS = 90;
const MONTH = 30;

/** Steps whose conversion fell against their own past, by device. */
export const proposeFromFunnels: Propose = {
  name: 'funnels',
  async run(context) {
    const { db, workspace } = context;
    const steps = stepsOf(await readFunnels(db));
    const drops = findDrops(await readSteps(db, workspace, steps));
    if (drops.length === 0) return [];
    const worth = await orderValue(db, workspace);
    return drops.map((drop) => proposalOf(drop, steps[drop.step] as Step, worth, context));
  },
};

function proposalOf(
  drop: Drop,
  { funnel, from, to }: Step,
  worth: OrderValue,
  { random }: ProposalContext,
): Proposal {
  const { recent, base, device } = drop;
  const [now, before] = [recent.went / recent.visits, base.went / base.visits];
  const where = device === null ? '' : ` on ${device}`;
  const stage = `${from.name} → ${to.name}`;
  // What is lost is what nobody makes up for: who fails on the phone and buys on a desktop is not lost.
  const visits = (recent.visits * HORIZON_DAYS) / RECENT_DAYS;
  const lost = () => visits * (drawBeta(boughtOf(base), random) - drawBeta(boughtOf(recent), random));
  const orders = simulate(lost);
  const value = worth.orders > 0 ? simulate(() => lost() * drawWorth(worth, random)) : null;
  const monthly = (perHorizon: number) => (perHorizon * MONTH) / HORIZON_DAYS;
  const lostMonthly = Math.max(0, ((recent.visits * MONTH) / RECENT_DAYS) * (before - now));
  return {
    type: 'funnel_optimization',
    subject: `funnel:${from.types[0]}>${to.types[0]}:${device ?? 'all'}`,
    title: `${stage} fell${where}: ${percent(before)} → ${percent(now)}`,
    description: `Of the visits${where} that came to “${from.name}” in the last ${RECENT_DAYS} days, ${percent(now)} went on to “${to.name}”; before it was ${percent(before)}.${device === null ? '' : ' Other devices did not fall like that.'}`,
    impact: {
      potential_revenue_increase: round(Math.max(0, value?.expected ?? 0)),
      potential_revenue_increase_low: round(value?.low ?? 0),
      potential_revenue_increase_high: round(value?.high ?? 0),
      current_monthly_loss: round(Math.max(0, monthly(value?.expected ?? 0))),
      optimization_potential: Math.round(Math.max(0, orders.expected)),
    },
    value,
    people: Math.round(lostMonthly),
    confidence: (1 - drop.adjusted) * shareOf(() => lost() > 0),
    reasons: [
      `${count(recent.went)} of ${count(recent.visits)} visits in the last ${RECENT_DAYS} days beside ${count(base.went)} of ${count(base.visits)} between ${BASE_DAYS.to} and ${BASE_DAYS.from} days ago. Of ${count(drop.looked)} steps and devices looked at together, chance alone brings such a fall ${howOften(drop.adjusted)}.`,
      `Some find another way: ${percent(recent.eventually / recent.visits)} reach “${to.name}” by the next day on whatever device, before ${percent(base.eventually / base.visits)}. Only purchases that nobody made up for count as lost: about ${count(monthly(orders.expected))} orders a month, between ${count(monthly(orders.low))} and ${count(monthly(orders.high))} in 80 of 100 cases.`,
      worth.reason,
      `The value is that of ${HORIZON_DAYS} days, if it is mended altogether and there are as many visits as now.`,
    ],
    severity: Math.max(0.01, before - now),
    coolDownDays: COOL_DOWN_DAYS,
    urgent: true,
    detail: {
      key: 'funnel_analysis',
      fields: {
        funnel_name: funnel,
        critical_stage: device === null ? stage : `${stage} (${device})`,
        current_conversion: share(now),
        benchmark_conversion: share(before),
        users_lost_monthly: Math.round(lostMonthly),
      },
    },
    actions: [
      {
        action_type: 'review_funnel',
        fields: { funnel_name: funnel, ...(device === null ? {} : { device }) },
        label: 'Show by device',
        call: {
          tool: 'sql_analytics',
          args: {
            metrics: ['conversion_rate'],
            by: ['device'],
            grain: 'week',
            period: { kind: 'last', count: 12, unit: 'week' },
          },
        },
        looks: true,
      },
    ],
    prediction: {
      measure: 'conversion',
      value: { expected: share(before), low: share(now), high: share(before) },
      horizonDays: MONTH,
      about: { from: from.name, to: to.name, device },
    },
  };
}

const boughtOf = ({ visits, bought }: Rate) => posteriorOf({ n: visits, successes: bought });
const shareOf = (holds: () => boolean): number => simulate(() => (holds() ? 1 : 0)).expected;
const share = (value: number): number => Math.round(value * 10_000) / 10_000;
