/** Proposes to win back good customers who are probably leaving. */
import type { TenantDb } from '../../db/db.ts';
import type { Gate } from '../audience/gate.ts';
import { campaignActions } from '../impact/campaign-actions.ts';
import { type CampaignImpact, campaignImpact } from '../impact/campaign-impact.ts';
import { peopleOf } from '../impact/people.ts';
import { count, howOften, moneyIn, percent, round } from '../impact/words.ts';
import type { Proposal, ProposalContext, Propose } from '../proposal.ts';
import { type CommonTrait, type Leavers, readCommonTraits, readLeavers } from './read-leavers.ts';
import { REPEATS, readSilence, SILENT_DAYS, type Silence } from './read-silence.ts';

/** How often chance alone may bring it forward. */
const ALPHA = 0.005;
/** Silent customers beside those expected to be, from which it is worth saying. */
const NOTABLE = 1.15;
const FEWEST = 10;
/** They have more probably left than not. */
const RISKY = 0.5;
/** Longer ago is lost rather than leaving. */
const WINNABLE_DAYS = 365;
const HORIZON_DAYS = 90;
const COOL_DOWN_DAYS = 21;
const KIND = 'win-back';
const SEGMENTS = {
  scored: 'Good customers who are leaving',
  unscored: 'Good customers who are silent',
} as const;

/** Customers who bought often and well, have fallen silent against their own rhythm, and have probably left. */
export const proposeWinBack: Propose = {
  name: 'churn',
  async run(context) {
    const { db, workspace } = context;
    const silence = await readSilence(db, workspace);
    if (!silence || silence.pValue > ALPHA || silence.silent < NOTABLE * silence.expected) return [];
    const isScored = await hasScores(db);
    const gate = gateOf(await usualSpend(db), isScored);
    const people = peopleOf(gate, workspace);
    const leavers = await readLeavers(db, workspace, people, HORIZON_DAYS);
    if (leavers.people < FEWEST) return [];
    const money = (amount: number) => moneyIn(workspace.currency, amount);
    const impact = await campaignImpact(context, people, {
      kind: KIND,
      worth: {
        mean: leavers.pace,
        standardError: leavers.paceError,
        orders: leavers.people,
        reason: `Who comes back is taken to buy at their former pace: ${money(leavers.pace)} in ${HORIZON_DAYS} days on average, give or take ${money(leavers.paceError)}. Some will come back for less.`,
      },
    });
    const traits = await readCommonTraits(db, people);
    return [await proposalOf({ silence, leavers, impact, traits, gate, isScored }, context)];
  },
};

interface Found {
  readonly silence: Silence;
  readonly leavers: Leavers;
  readonly impact: CampaignImpact | null;
  readonly traits: readonly CommonTrait[];
  readonly gate: Gate;
  /** Whether the churn model could tell who is leaving. */
  readonly isScored: boolean;
}

async function proposalOf(found: Found, { db, workspace }: ProposalContext): Promise<Proposal> {
  const { silence, leavers, impact, traits, gate, isScored } = found;
  // Without the model all who are silent are meant, and many of those would be anyway.
  const meant = isScored ? 1 : 1 - silence.expected / silence.silent;
  const money = (amount: number) => moneyIn(workspace.currency, amount);
  const segment = isScored ? SEGMENTS.scored : SEGMENTS.unscored;
  const atStake = leavers.pace * leavers.people;
  return {
    type: 'churn_prevention',
    subject: 'churn:good customers',
    title: `${count(leavers.people)} good customers ${isScored ? 'are probably leaving' : 'have fallen silent'}`,
    description: `They bought at least ${REPEATS + 1} times, and nothing for ${count(leavers.silentDays)} days on average${isScored ? `; ${percent(leavers.churn)} of such customers are gone` : ''}. At their former pace they brought ${money(atStake)} in ${HORIZON_DAYS} days.`,
    impact: {
      potential_revenue_saved: round(impact?.revenue.expected ?? 0),
      potential_revenue_saved_low: round(impact?.revenue.low ?? 0),
      potential_revenue_saved_high: round(impact?.revenue.high ?? 0),
      users_at_risk: leavers.people,
      avg_user_value: round(leavers.value),
    },
    value: impact?.revenue ?? null,
    people: leavers.people,
    confidence: meant * (1 - silence.pValue) * (impact?.chanceOfAny ?? 0),
    reasons: [
      `${count(silence.silent)} of ${count(silence.customers)} customers with at least ${REPEATS + 1} purchases have bought nothing for ${SILENT_DAYS} days; their own rhythms and the season explain ${count(silence.expected)}. Chance alone brings so many ${howOften(silence.pValue)}.`,
      ...(isScored
        ? []
        : [
            `The churn model does not fit this data, so nobody can say which of them are leaving: all who have been silent for ${SILENT_DAYS} days are meant. About ${percent(1 - meant)} of them would be silent anyway.`,
          ]),
      ...traits
        .filter(({ share, everywhere }) => share >= 0.4 && share >= 1.5 * everywhere)
        .map(
          ({ trait, value, share, everywhere }) =>
            `${percent(share)} of them ${trait === 'location' ? `are in ${value}` : `like ${value} most`}; of all customers ${percent(everywhere)}.`,
        ),
      ...(impact
        ? impact.reasons
        : ['None of them has agreed to be written to, so a campaign would reach nobody.']),
    ],
    severity: atStake,
    coolDownDays: COOL_DOWN_DAYS,
    urgent: true,
    detail: {
      key: 'segment',
      fields: {
        segment_id: `new:${segment}`,
        name: segment,
        size: leavers.people,
        characteristics: {
          avg_days_since_engagement: Math.round(leavers.silentDays),
          avg_historical_value: round(leavers.value),
          ...(isScored && { churn_probability: Math.round(leavers.churn * 1000) / 1000 }),
          ...Object.fromEntries(traits.map(({ trait, value }) => [`top_${trait}`, value])),
        },
      },
    },
    actions: await campaignActions(
      db,
      { segment, gate, campaign: 'We miss you', template: 'win_back', kind: KIND },
      impact,
    ),
    prediction: impact && {
      measure: 'revenue',
      value: impact.revenue,
      horizonDays: HORIZON_DAYS,
      about: { segment, channel: impact.channel },
    },
  };
}

/** What the middle one of all buyers has spent, in round money so that the rule reads well. */
async function usualSpend(db: TenantDb): Promise<number> {
  const { rows } = await db.read<{ median: number | null }>(
    `select percentile_cont(0.5) within group (order by total_spent)::float8 as median
       from customer_profiles where tenant_id = $1 and orders > 0`,
    [db.tenantId],
  );
  const median = rows[0]?.median ?? 0;
  if (median <= 0) return 0;
  const step = 10 ** Math.max(0, Math.floor(Math.log10(median)) - 1);
  return Math.floor(median / step) * step;
}

async function hasScores(db: TenantDb): Promise<boolean> {
  const { rowCount } = await db.read(
    'select 1 from customer_scores where tenant_id = $1 and churn_probability is not null limit 1',
    [db.tenantId],
  );
  return rowCount > 0;
}

function gateOf(spent: number, isScored: boolean): Gate {
  const number = (
    trait: 'orders' | 'total_spent' | 'churn_probability' | 'days_since_last_order',
    op: '>=' | '<=',
    value: number,
  ): Gate => ({ kind: 'trait', trait, op, values: [], value });
  return {
    kind: 'all',
    of: [
      isScored
        ? number('churn_probability', '>=', RISKY)
        : number('days_since_last_order', '>=', SILENT_DAYS),
      number('orders', '>=', REPEATS + 1),
      number('total_spent', '>=', spent),
      number('days_since_last_order', '<=', WINNABLE_DAYS),
    ],
  };
}
