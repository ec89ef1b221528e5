/** What a campaign to some people would bring: whom it reaches × how they respond × what an order is worth. */
import { drawBinomial } from '../../statistics/draw-count.ts';
import { drawBeta } from '../../statistics/experiments/draw-beta.ts';
import { drawNormal } from '../../statistics/experiments/draw-normal.ts';
import type { Estimate, ProposalContext } from '../proposal.ts';
import { type CampaignResponse, campaignResponse, readSentCampaigns } from './campaign-response.ts';
import { type OrderValue, orderValue } from './order-value.ts';
import { type PeopleSelect, type Reach, reachOf } from './people.ts';
import { simulate } from './simulate.ts';
import { channelWord, count, round } from './words.ts';

export interface CampaignImpact {
  readonly channel: 'email' | 'whatsapp' | 'sms';
  readonly people: number;
  readonly reachable: number;
  readonly response: CampaignResponse;
  readonly orderValue: OrderValue;
  /** Share of those written to who convert. */
  readonly rate: number;
  readonly conversions: Estimate;
  /** Probability that anybody converts. */
  readonly chanceOfAny: number;
  /** Revenue, in the team's currency. */
  readonly revenue: Estimate;
  /** How it was computed and what it assumes. */
  readonly reasons: readonly string[];
}

interface Asked {
  readonly kind?: string;
  /** What one who converts brings, where that is more than an order. */
  readonly worth?: OrderValue;
}

/** Impact on the channel that promises the most conversions; null where nobody may be written to. */
export async function campaignImpact(
  { db, workspace, random }: Pick<ProposalContext, 'db' | 'workspace' | 'random'>,
  people: PeopleSelect,
  { kind, worth }: Asked = {},
): Promise<CampaignImpact | null> {
  const reach = await reachOf(db, people);
  const campaigns = await readSentCampaigns(db);
  const best = bestChannel(reach, (channel) => campaignResponse(campaigns, { channel, kind }));
  if (!best) return null;
  const value = worth ?? (await orderValue(db, workspace, people));
  const { channel, reachable, response } = best;
  const conversions = () => drawBinomial(reachable, drawBeta(response.belief, random), random);
  return {
    channel,
    people: reach.people,
    reachable,
    response,
    orderValue: value,
    rate: meanOf(response),
    conversions: simulate(conversions),
    chanceOfAny: simulate(() => (conversions() > 0 ? 1 : 0)).expected,
    revenue: simulate(() => conversions() * drawWorth(value, random)),
    reasons: [
      `${count(reachable)} of the ${count(reach.people)} people agreed to be written to by ${channelWord(channel)}, the channel that promises most.`,
      response.reason,
      value.reason,
      'Whoever buys after the message is counted; some of them would have bought anyway. A hold-out tells how many.',
    ],
  };
}

/** The payload's figures of such a campaign; nothing where nobody may be written to. */
export function revenueFigures(impact: CampaignImpact | null): Readonly<Record<string, number>> {
  const { expected = 0, low = 0, high = 0 } = impact?.revenue ?? {};
  return {
    potential_revenue: round(expected),
    potential_revenue_low: round(low),
    potential_revenue_high: round(high),
    conversion_probability: impact?.rate ?? 0,
  };
}

const meanOf = ({ belief: { alpha, beta } }: CampaignResponse): number => alpha / (alpha + beta);

/** What one who converts brings, never less than nothing. */
export function drawWorth({ mean, standardError }: OrderValue, random: () => number): number {
  return Math.max(0, mean + standardError * drawNormal(random));
}

const CHANNELS = ['email', 'whatsapp', 'sms'] as const;

function bestChannel({ byChannel }: Reach, responseOf: (channel: string) => CampaignResponse) {
  const options = CHANNELS.map((channel) => ({
    channel,
    reachable: byChannel[channel],
    response: responseOf(channel),
  })).filter(({ reachable }) => reachable > 0);
  const promise = (option: (typeof options)[number]) => option.reachable * meanOf(option.response);
  return options.sort((a, b) => promise(b) - promise(a))[0] ?? null;
}
