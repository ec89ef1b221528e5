/** What part of the people written to will do what the message is for, by the team's own campaigns. */
import { formatValue } from '../../cards/format.ts';
import type { TenantDb } from '../../db/db.ts';
import type { Beta } from '../../statistics/experiments/beta-posterior.ts';
import { channelWord, count } from './words.ts';

/** Before anything is known: one in a hundred, as sure as fifty messages make. */
const USUAL_RATE = 0.01;
const USUAL_WEIGHT = 50;
/** Campaigns differ by more than chance: however large, one says no more about the next than so many messages. */
const MOST_OF_ONE = 300;

interface SentCampaign {
  readonly name: string;
  readonly channel: string;
  readonly kind: string | null;
  readonly sent: number;
  readonly converted: number;
}

export interface CampaignResponse {
  readonly channel: string;
  /** Of the share that converts in the next campaign. */
  readonly belief: Beta;
  /** Campaigns it rests on. */
  readonly campaigns: number;
  /** “4 campaigns by e-mail so far: 0.5% of 3,080 messages …” */
  readonly reason: string;
}

/** Every campaign that reached people: what was kept in the house says nothing about a response. */
export async function readSentCampaigns(db: TenantDb): Promise<readonly SentCampaign[]> {
  const { rows } = await db.read<SentCampaign>(
    `select campaign_name as name, channel, message_kind as kind, sent_count - kept as sent, converted_count as converted
       from outreach_campaigns c
       cross join lateral (select count(*)::int as kept from outbox o
                            where o.tenant_id = $1 and o.campaign_id = c.id and o.state = 'sent' and o.provider = 'local') k
      where tenant_id = $1 and sent_count > kept and channel is not null
      order by coalesce(started_at, scheduled_at, created_at) desc, id desc limit 200`,
    [db.tenantId],
  );
  return rows;
}

/**
 * The belief about a campaign by `channel` for messages of a kind: from campaigns of that kind on that channel where there
 * are any, else from all on the channel, else from a weak guess. Pure.
 */
export function campaignResponse(
  campaigns: readonly SentCampaign[],
  { channel, kind }: { readonly channel: string; readonly kind?: string },
): CampaignResponse {
  const onChannel = campaigns.filter((each) => each.channel === channel);
  const ofKind = kind ? onChannel.filter((each) => each.kind === kind) : [];
  const used = ofKind.length > 0 ? ofKind : onChannel;
  let successes = USUAL_RATE * USUAL_WEIGHT;
  let weight = USUAL_WEIGHT;
  for (const { sent, converted } of used) {
    const counted = Math.min(sent, MOST_OF_ONE);
    successes += (Math.min(converted, sent) / sent) * counted;
    weight += counted;
  }
  return {
    channel,
    belief: { alpha: successes, beta: weight - successes },
    campaigns: used.length,
    reason: reasonOf(used, channel, ofKind.length > 0 ? kind : undefined),
  };
}

function reasonOf(used: readonly SentCampaign[], channel: string, kind?: string): string {
  if (used.length === 0)
    return `No campaign by ${channelWord(channel)} has been sent yet, so the response is a guess: about 1 in 100, anything from none to 5 in 100.`;
  const sent = used.reduce((sum, each) => sum + each.sent, 0);
  const converted = used.reduce((sum, each) => sum + Math.min(each.converted, each.sent), 0);
  const rate = formatValue(converted / sent, { kind: 'percent', decimals: 2 });
  const number = used.length === 1 ? 'only' : count(used.length);
  const which = `${number} ${kind ? `“${kind}” ` : ''}${used.length === 1 ? 'campaign' : 'campaigns'} by ${channelWord(channel)}`;
  return `Response as in the ${which} so far: ${count(converted)} of ${count(sent)} messages led to a purchase (${rate}); the next may differ, so the interval is wider than chance alone.`;
}
