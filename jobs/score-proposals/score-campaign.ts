/** What the campaign of an accepted proposal brought. */
import type { TenantDb } from '../../db/db.ts';
import { readable } from '../../db/readable.ts';
import { readHoldoutArms } from '../../tools/campaigns/holdout-arms.ts';
import { readCampaign } from '../../tools/campaigns/read-campaigns.ts';
import { onlyTold } from '../../tools/record/realised.ts';
import { scoreHoldout, spent } from '../../tools/record/score.ts';
import type { Workspace } from '../../tools/workspace.ts';
import { dayAfter, dayOf } from './days.ts';
import type { DueProposal } from './due.ts';
import { scorePeople } from './score-people.ts';
import type { Score } from './scored.ts';

/** A draft that nobody approves for so long after it was due is not waited for any more. */
const WAIT_FOR_DRAFT_DAYS = 30;

/** Counts from the day the campaign began, which may be long after the proposal was accepted. */
export async function scoreCampaign(
  db: TenantDb,
  workspace: Workspace,
  proposal: DueProposal,
  campaignId: string,
  wallDay: string,
): Promise<Score> {
  const { measure, horizonDays, decidedOn } = proposal;
  const campaign = await readCampaign(readable(db), db.tenantId, campaignId);
  if (!campaign || campaign.status === 'cancelled')
    return { realised: await scorePeople(db, workspace, proposal, 'The campaign was not sent.', 'not_done') };
  if (campaign.startedAt === null) {
    const last = dayAfter(decidedOn, horizonDays + WAIT_FOR_DRAFT_DAYS);
    if (wallDay < last) return { later: dayAfter(wallDay, 1) };
    return {
      realised: await scorePeople(
        db,
        workspace,
        proposal,
        'The campaign was drafted and never sent.',
        'not_done',
      ),
    };
  }
  if (await wasKept(db, campaignId))
    return {
      realised: await scorePeople(
        db,
        workspace,
        proposal,
        'The campaign was kept in the house: no provider was set up, so nobody got it.',
        'not_done',
      ),
    };
  const end = dayAfter(dayOf(new Date(campaign.startedAt), workspace.timezone), horizonDays);
  if (workspace.today < end) return { later: end };
  const arms = await readHoldoutArms(readable(db), workspace, campaign, horizonDays);
  if (arms)
    return { realised: scoreHoldout(arms, { measure, days: horizonDays, currency: workspace.currency }) };
  const sent = await readSpent(db, campaignId, campaign.startedAt, workspace, horizonDays);
  return {
    realised: onlyTold(
      'observed',
      measure,
      `Nobody was held out, so nobody knows how much would have come anyway. ${spent(sent, horizonDays, workspace.currency)}`,
      sent.people,
    ),
  };
}

/** True where none of its messages went further than the local outbox. */
async function wasKept(db: TenantDb, campaignId: string): Promise<boolean> {
  const { rows } = await db.read<{ kept: boolean }>(
    `select coalesce(bool_and(provider is not distinct from 'local'), false) as kept from outbox
      where tenant_id = $1 and campaign_id = $2::bigint and state in ('sending', 'sent', 'unknown')`,
    [db.tenantId, campaignId],
  );
  return rows[0]?.kept ?? false;
}

async function readSpent(
  db: TenantDb,
  campaignId: string,
  startedAt: string,
  { timezone }: Workspace,
  days: number,
) {
  const { rows } = await db.read<{ people: number; buyers: number; revenue: number }>(
    `with began as (select ($3::timestamptz at time zone $4)::date as day)
     select count(*)::int as people, count(*) filter (where bought)::int as buyers,
            coalesce(sum(revenue), 0)::float8 as revenue
       from (select o.customer_id, coalesce(bool_or(f.quantity > 0), false) as bought, sum(f.total_amount) as revenue
               from outbox o cross join began
               left join fct_sales f on f.tenant_id = $1 and f.customer_id = o.customer_id
                and f.transaction_date >= began.day and f.transaction_date < began.day + $5::int
              where o.tenant_id = $1 and o.campaign_id = $2::bigint and o.state in ('sent', 'unknown')
              group by o.customer_id) person`,
    [db.tenantId, campaignId, startedAt, timezone, days],
  );
  return rows[0] ?? { people: 0, buyers: 0, revenue: 0 };
}
