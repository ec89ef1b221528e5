/** What came of an applied winner, and whether a broken test was mended. */
import type { TenantDb } from '../../db/db.ts';
import { readable } from '../../db/readable.ts';
import { type MetricId, metricOf } from '../../tools/experiments/metrics.ts';
import { readJudgement } from '../../tools/experiments/read-judgement.ts';
import { type AbTest, readTest } from '../../tools/experiments/read-tests.ts';
import { onlyTold } from '../../tools/record/realised.ts';
import { scoreState, scoreWinner } from '../../tools/record/score.ts';
import type { Workspace } from '../../tools/workspace.ts';
import type { DueProposal } from './due.ts';
import type { Score } from './scored.ts';

/** Metrics of tests that messages tell of themselves. */
const EVENTS: Readonly<Partial<Record<MetricId, string>>> = {
  conversion_rate: 'converted',
  click_rate: 'clicked',
  open_rate: 'opened',
};

export async function scoreAppliedWinner(
  db: TenantDb,
  workspace: Workspace,
  { testId, measure, horizonDays }: DueProposal,
  now: Date,
): Promise<Score> {
  const test = testId === null ? null : await readTest(readable(db), db.tenantId, testId);
  if (!test || test.appliedAt === null)
    return { realised: onlyTold('not_done', measure, 'The winner was taken back, or the test is gone.') };
  const event = EVENTS[test.metric];
  if (!event)
    return {
      realised: onlyTold(
        'observed',
        measure,
        `Messages do not tell their ${metricOf(test.metric).label.toLowerCase()}.`,
      ),
    };
  const { judgement } = await readJudgement(readable(db), workspace, test, now);
  const [control] = judgement.arms;
  const people = control?.sample.n ?? 0;
  const did = Math.round(people * (control?.sample.mean ?? 0));
  const after = await readSent(db, test, event, horizonDays);
  return {
    realised: scoreWinner({ control: { people, did }, after, words: metricOf(test.metric).words }, measure),
  };
}

async function readSent(db: TenantDb, test: AbTest, event: string, days: number) {
  const { rows } = await db.read<{ people: number; did: number }>(
    `select count(*)::int as people, count(*) filter (where exists (
              select from outbox_events e where e.outbox_id = o.outbox_id and e.event = $5))::int as did
       from outbox o join outreach_campaigns c on c.tenant_id = o.tenant_id and c.id = o.campaign_id
      where o.tenant_id = $1 and lower(btrim(c.message_kind)) = $2 and ($3::text is null or o.channel = $3)
        and o.state = 'sent' and o.sent_at >= $4 and o.sent_at < $4::timestamptz + make_interval(days => $6)`,
    [db.tenantId, test.messageKind.toLowerCase(), test.channel, test.appliedAt, event, days],
  );
  return rows[0] ?? { people: 0, did: 0 };
}

/** A test that was stopped is mended as well: nobody is misled by it any more. */
export async function scoreBrokenTest(
  db: TenantDb,
  workspace: Workspace,
  { testId, measure }: DueProposal,
  now: Date,
): Promise<Score> {
  const test = testId === null ? null : await readTest(readable(db), db.tenantId, testId);
  if (!test) return { realised: scoreState(true, measure, 'The test is gone.') };
  if (test.status !== 'running') return { realised: scoreState(true, measure, 'The test was stopped.') };
  const { judgement } = await readJudgement(readable(db), workspace, test, now);
  return {
    realised:
      judgement.verdict.kind === 'broken'
        ? scoreState(false, measure, 'The test runs on, and its split is broken still.')
        : scoreState(true, measure, 'The split of the test is as planned now.'),
  };
}
