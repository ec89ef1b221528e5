/** Proposes to look at campaigns that cost more and bring no more. */
import { formatValue } from '../../cards/format.ts';
import { drawGamma } from '../../statistics/experiments/draw-beta.ts';
import { simulate } from '../impact/simulate.ts';
import { count, howOften, moneyIn, round } from '../impact/words.ts';
import type { Proposal, ProposalContext, Propose } from '../proposal.ts';
import { type Burning, costOf, findBurning, type Sums } from './find-burning.ts';
import { BASE_DAYS, RECENT_DAYS, readSpend } from './read-spend.ts';

const COOL_DOWN_DAYS = 7;
const HORIZON_DAYS = 90;
const MONTH = 30;
/** Conversions beside those of before that are none more. */
const HARDLY_MORE = 1.1;

/** Campaigns whose cost per conversion has left its own past behind. */
export const proposeFromSpend: Propose = {
  name: 'spend',
  run: async (context) =>
    findBurning(await readSpend(context.db, context.workspace)).map((each) => proposalOf(each, context)),
};

function proposalOf(burning: Burning, { workspace, random }: ProposalContext): Proposal {
  const { channel, campaign, recent, base, others, dispersion, adjusted, looked } = burning;
  const name = campaign ?? channel;
  const money = (amount: number) => moneyIn(workspace.currency, amount);
  const usual = costOf(base) / others;
  const perDay = (sums: Sums, days: number) => sums.spend / days;
  const baseDays = BASE_DAYS.from - BASE_DAYS.to + 1;
  const dearer = perDay(recent, RECENT_DAYS) / perDay(base, baseDays);
  const more = (recent.conversions / RECENT_DAYS / base.conversions) * baseDays;
  // Spend beyond what its conversions would have cost at the usual price; the usual price is known by chance only.
  const draw = () => {
    const price = base.spend / (others * countDrawn(base.conversions, dispersion, random));
    const conversions = countDrawn(recent.conversions, dispersion, random);
    return ((recent.spend - conversions * price) * HORIZON_DAYS) / RECENT_DAYS;
  };
  const value = simulate(draw);
  const monthly = (value.expected * MONTH) / HORIZON_DAYS;
  const cost = recent.conversions > 0 ? costOf(recent) : recent.spend;
  return {
    type: 'spend_alert',
    subject: `spend:${channel}:${campaign ?? ''}`,
    title: `“${name}” costs ${times(dearer)} as much and brings ${more <= HARDLY_MORE ? 'no more' : `${times(more)} as many conversions`}`,
    description: `${money(perDay(recent, RECENT_DAYS))} a day in the last ${RECENT_DAYS} days, before ${money(perDay(base, baseDays))}. A conversion costs ${money(cost)}; at what it used to cost it would be ${money(usual)}.`,
    impact: {
      monthly_overspend: round(monthly),
      cost_per_conversion: round(cost),
      usual_cost_per_conversion: round(usual),
    },
    value,
    people: 0,
    confidence: (1 - adjusted) * simulate(() => (draw() > 0 ? 1 : 0)).expected,
    reasons: [
      `${count(recent.conversions)} conversions for ${money(recent.spend)} in the last ${RECENT_DAYS} days, beside ${count(base.conversions)} for ${money(base.spend)} between ${BASE_DAYS.to} and ${BASE_DAYS.from} days ago. Of ${count(looked)} campaigns looked at together, chance alone brings this ${howOften(adjusted)}.`,
      `The other campaigns’ conversions for the same money became ${times(others)} what they were; that is taken into account.`,
      `Back at what it used to cost, the same conversions save ${money(monthly)} a month. The value is that of ${HORIZON_DAYS} days. Whether the last conversions bought at the higher price were worth it, the figures do not tell.`,
    ],
    severity: Math.max(0.01, monthly),
    coolDownDays: COOL_DOWN_DAYS,
    urgent: true,
    detail: null,
    actions: [
      {
        action_type: 'review_spend',
        fields: { channel, ...(campaign === null ? {} : { campaign }) },
        label: 'Show what it costs',
        call: {
          tool: 'sql_analytics',
          args: {
            metrics: ['spend', 'ad_conversions', 'cost_per_conversion'],
            grain: 'week',
            where: [
              campaign === null
                ? { dimension: 'channel', op: 'in', values: [channel] }
                : { dimension: 'campaign', op: 'in', values: [campaign] },
            ],
            period: { kind: 'last', count: 20, unit: 'week' },
          },
        },
        looks: true,
      },
    ],
    prediction: {
      measure: 'overspend',
      value,
      horizonDays: MONTH,
      about: { channel, campaign },
    },
  };
}

/** What a count could have been as well: a gamma belief, as wide as the weeks differ. */
const countDrawn = (count: number, dispersion: number, random: () => number): number =>
  drawGamma((count + 0.5) / dispersion, random) * dispersion;

const times = (ratio: number): string => `${formatValue(ratio, { kind: 'number', decimals: 1 })} times`;
