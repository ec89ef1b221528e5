/** What can be done about some people: a campaign to them, drafted with one press, or keeping them as a segment. */

import type { TenantDb } from '../../db/db.ts';
import type { Gate } from '../audience/gate.ts';
import type { RecommendedAction } from '../proposal.ts';
import type { CampaignImpact } from './campaign-impact.ts';
import { count } from './words.ts';

interface Plan {
  /** The segment that is saved, or there already. */
  readonly segment: string;
  readonly gate: Gate;
  readonly campaign: string;
  /** A text to begin from, as the tool of campaigns knows it. */
  readonly template: string;
  readonly kind: string;
}

/** Part that gets nothing, so that it can be told what the campaign brings. */
const HOLDOUT = 0.1;
/** Held out fewer, nothing could be told; held out a larger part, too much would be given away. */
const FEWEST_HELD_OUT = 30;
const MOST_HELD_OUT = 0.3;

const CHANNEL_WORDS = { email: 'the e-mail', whatsapp: 'the WhatsApp message', sms: 'the SMS' } as const;

/** A campaign where anybody can be reached, and the segment. Drafts only: nothing is sent before somebody approves it. */
export async function campaignActions(
  db: TenantDb,
  { segment, gate, campaign, template, kind }: Plan,
  impact: CampaignImpact | null,
): Promise<readonly RecommendedAction[]> {
  const save = { tool: 'save_segment', args: { name: segment, gate } };
  const isThere = await exists(db, segment);
  const actions: RecommendedAction[] = [];
  if (impact) {
    const holdout = holdoutFor(impact.reachable);
    const rate = Math.round(impact.rate * 10_000) / 10_000;
    actions.push({
      action_type: 'create_campaign',
      fields: {
        channel: impact.channel,
        campaign_name: campaign,
        template,
        segment_name: segment,
        holdout,
        expected_conversion_rate: rate,
      },
      label: `Draft ${CHANNEL_WORDS[impact.channel]}`,
      call: {
        tool: 'create_campaign',
        args: { name: campaign, channel: impact.channel, segment, template, message_kind: kind, holdout },
      },
      ...(isThere ? {} : { before: [save] }),
      confirm: `Draft “${campaign}” for the ${count(impact.reachable)} people who can be reached? ${impact.missing ?? 'Nothing is sent before somebody approves it.'}`,
    });
  }
  if (!isThere)
    actions.push({
      action_type: 'save_segment',
      fields: { segment_name: segment },
      label: 'Save the segment',
      call: save,
    });
  return actions;
}

/** A tenth; of fewer than 300 people as many as it takes; none where that were more than three tenths. */
function holdoutFor(people: number): number {
  const needed = Math.ceil((100 * FEWEST_HELD_OUT) / Math.max(1, people)) / 100;
  return needed > MOST_HELD_OUT ? 0 : Math.max(HOLDOUT, needed);
}

async function exists(db: TenantDb, segment: string): Promise<boolean> {
  const { rowCount } = await db.read(
    'select 1 from audience_segments where tenant_id = $1 and is_active and lower(segment_name) = lower($2)',
    [db.tenantId, segment],
  );
  return rowCount > 0;
}
