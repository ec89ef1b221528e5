/** One decided proposal → what came of it, by what it was about. */
import type { TenantDb } from '../../db/db.ts';
import { onlyTold, type Realised } from '../../tools/record/realised.ts';
import { scoreState } from '../../tools/record/score.ts';
import type { Workspace } from '../../tools/workspace.ts';
import { dayAfter } from './days.ts';
import type { DueProposal } from './due.ts';
import { scoreCampaign } from './score-campaign.ts';
import { scorePeople } from './score-people.ts';
import { scoreAppliedWinner, scoreBrokenTest } from './score-test.ts';
import type { Score } from './scored.ts';

const RAISED_WEIGHT = 0.5;
/** Sales that have not come in so long after they were due will not come. */
const WAIT_FOR_SALES_DAYS = 60;

interface Setting {
  readonly db: TenantDb;
  readonly workspace: Workspace;
  readonly now: Date;
  /** The calendar day where the team is; the data's own day is `workspace.today`. */
  readonly wallDay: string;
}

export async function scoreProposal(
  { db, workspace, now, wallDay }: Setting,
  proposal: DueProposal,
): Promise<Score> {
  const { type, accepted, campaignId, measure } = proposal;
  switch (type) {
    case 'ab_test_broken':
      return scoreBrokenTest(db, workspace, proposal, now);
    case 'ab_test_winner':
      return accepted
        ? scoreAppliedWinner(db, workspace, proposal, now)
        : { realised: onlyTold('observed', measure, 'The winner was not applied.') };
    case 'spend_alert':
    case 'funnel_optimization':
      return { realised: await scoreAlert(db, proposal) };
    case 'anomaly':
      return { realised: onlyTold('observed', measure, 'A day that is over cannot go away.') };
  }
  const waiting = waitForSales(workspace, proposal, wallDay);
  if (waiting) return waiting;
  if (!accepted) return { realised: await scorePeople(db, workspace, proposal, 'Nothing was done.') };
  if (campaignId !== null) return scoreCampaign(db, workspace, proposal, campaignId, wallDay);
  const lead = 'Nothing was sent from it, so nobody can be compared.';
  return { realised: await scorePeople(db, workspace, proposal, lead) };
}

/** The data may be behind the calendar: what has not been imported cannot be counted. */
function waitForSales({ today }: Workspace, { dueOn, measure }: DueProposal, wallDay: string): Score | null {
  if (today >= dueOn) return null;
  if (wallDay < dayAfter(dueOn, WAIT_FOR_SALES_DAYS)) return { later: dueOn };
  return { realised: onlyTold('observed', measure, 'No sales of those days have been imported.') };
}

/**
 * An alert that is raised again, once its cool-down is over, has not gone away. One that is not may have gone away by
 * itself, so it counts half.
 */
async function scoreAlert(
  db: TenantDb,
  { type, subject, decidedAt, measure }: DueProposal,
): Promise<Realised> {
  const { rowCount } = await db.read(
    'select 1 from suggestions where tenant_id = $1 and type = $2 and subject = $3 and proposed_at > $4 limit 1',
    [db.tenantId, type, subject, decidedAt],
  );
  return rowCount > 0
    ? scoreState(false, measure, 'It was raised again.', RAISED_WEIGHT)
    : scoreState(true, measure, 'It was not raised again.', RAISED_WEIGHT);
}
