/** What a campaign to some people would bring: whom it reaches × how they respond × what an order is worth. */
import type { TenantDb } from '../../db/db.ts';
import { readable } from '../../db/readable.ts';
import { drawBinomial } from '../../statistics/draw-count.ts';
import { drawBeta } from '../../statistics/experiments/draw-beta.ts';
import { drawNormal } from '../../statistics/experiments/draw-normal.ts';
import { messageKindOf, readDefault } from '../messages/message-defaults.ts';
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
  /** What is missing before anybody can approve it; null where nothing is. */
  readonly missing: string | null;
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

/**
 * Impact on the channel that promises the most conversions, of those by which a campaign could be approved; where there is
 * none of those, on the best of the others, with what is missing. Null where nobody may be written to.
 */
export async function campaignImpact(
  { db, workspace, random, emailObstacle = null }: Omit<ProposalContext, 'now' | 'signal'>,
  people: PeopleSelect,
  { kind, worth }: Asked = {},
): Promise<CampaignImpact | null> {
  const reach = await reachOf(db, people);
  const campaigns = await readSentCampaigns(db);
  const missing = { email: emailObstacle, whatsapp: await whatsappMissing(db, kind), sms: null };
  const [best, ...others] = channelsFor(reach, missing, (channel) =>
    campaignResponse(campaigns, { channel, kind }),
  );
  if (!best) return null;
  const value = worth ?? (await orderValue(db, workspace, people));
  const { channel, reachable, response } = best;
  const conversions = () => drawBinomial(reachable, drawBeta(response.belief, random), random);
  return {
    channel,
    people: reach.people,
    reachable,
    missing: missing[channel],
    response,
    orderValue: value,
    rate: meanOf(response),
    conversions: simulate(conversions),
    chanceOfAny: simulate(() => (conversions() > 0 ? 1 : 0)).expected,
    revenue: simulate(() => conversions() * drawWorth(value, random)),
    reasons: [
      `${count(reachable)} of the ${count(reach.people)} people agreed to be written to by ${channelWord(channel)}, ${whyThis(best, others)}.`,
      ...(missing[channel] ? [missing[channel]] : []),
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

interface Option {
  readonly channel: (typeof CHANNELS)[number];
  readonly reachable: number;
  readonly response: CampaignResponse;
  readonly canBeApproved: boolean;
}

const promiseOf = ({ reachable, response }: Option): number => reachable * meanOf(response);

/** Those by which anybody can be reached: first those that can be approved, of each the one that promises most. */
function channelsFor(
  { byChannel }: Reach,
  missing: Readonly<Record<Option['channel'], string | null>>,
  responseOf: (channel: string) => CampaignResponse,
): readonly Option[] {
  return CHANNELS.map((channel) => ({
    channel,
    reachable: byChannel[channel],
    response: responseOf(channel),
    canBeApproved: missing[channel] === null,
  }))
    .filter(({ reachable }) => reachable > 0)
    .sort((a, b) => Number(b.canBeApproved) - Number(a.canBeApproved) || promiseOf(b) - promiseOf(a));
}

/** “the channel that promises most”, or why it is not that one. */
function whyThis(best: Option, others: readonly Option[]): string {
  const better = others.filter((other) => promiseOf(other) > promiseOf(best));
  return better.length === 0
    ? 'the channel that promises most'
    : `the channel that promises most of those by which a campaign can be approved (not by ${better.map(({ channel }) => channelWord(channel)).join(' and ')} yet)`;
}

/** A campaign by WhatsApp takes an approved template; only a winner that was applied brings one. */
async function whatsappMissing(db: TenantDb, kind: string | undefined): Promise<string | null> {
  const applied =
    kind === undefined ? null : await readDefault(readable(db), db.tenantId, messageKindOf(kind), 'whatsapp');
  const content = applied?.content;
  return content && typeof content === 'object' && typeof content.template_id === 'string'
    ? null
    : 'It can be drafted, and approved once it has a template that WhatsApp has approved: /walker campaign edit NAME | template_id=HX…';
}
