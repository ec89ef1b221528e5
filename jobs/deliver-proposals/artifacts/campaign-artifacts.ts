/** `campaigns/<day>/<channel>-campaigns.json`: what campaigns sent and what came of it, by channel. */
import { CHANNELS } from '../../../tools/campaigns/channels.ts';
import type { Artifact, ArtifactContext } from './artifact.ts';

/** A file for every channel that there is; there is no channel to social networks, so there is no file for them. */
export async function campaignArtifacts({ db }: ArtifactContext): Promise<readonly Artifact[]> {
  const { rows } = await db.read<{ channel: string | null }>(
    `select c.id::text as campaign_id, c.campaign_name, coalesce(c.channel, 'email') as channel, c.status,
            s.segment_name as segment, c.message_kind, c.suggestion_id, c.holdout_share, c.scheduled_at, c.started_at,
            c.finished_at, c.planned_count, c.sent_count, c.delivered_count, c.opened_count, c.clicked_count,
            c.converted_count, c.skipped_count, c.failed_count, c.unknown_count
       from outreach_campaigns c
       left join audience_segments s on s.tenant_id = c.tenant_id and s.id = c.segment_id
      where c.tenant_id = $1 order by c.created_at desc, c.id desc limit 1000`,
    [db.tenantId],
  );
  return CHANNELS.map((channel) => ({
    folder: 'campaigns',
    name: `${channel.replace('_', '-')}-campaigns.json`,
    content: { campaigns: rows.filter((row) => row.channel === channel) },
  }));
}
