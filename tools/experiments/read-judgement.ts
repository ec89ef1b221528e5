import type { Queryable } from '../../db/db.ts';
import type { Workspace } from '../workspace.ts';
import { countArms, type TestCounts } from './count-arms.ts';
import { type Judgement, judge } from './judge.ts';
import { metricOf } from './metrics.ts';
import { readCovariates } from './read-covariates.ts';
import type { AbTest } from './read-tests.ts';

export interface Read {
  readonly counts: TestCounts;
  readonly judgement: Judgement;
}

/** Counts what the people of a test did and judges it. */
export async function readJudgement(
  db: Queryable,
  { tenantId, currency, timezone }: Workspace,
  test: AbTest,
  now: Date,
): Promise<Read> {
  const counts = await countArms(db, tenantId, test);
  const began = beganAt(test, counts);
  // Where shares moved, people are compared within epochs instead.
  const before =
    metricOf(test.metric).kind === 'mean' && counts.epochs.length < 2 && began
      ? await readCovariates(db, tenantId, test, { began, timezone })
      : null;
  return { counts, judgement: judge(test, counts, { money: currency, now, before }) };
}

/** Results may be older than the test is here: it began with the first of them. */
function beganAt({ startedAt }: AbTest, { from }: TestCounts): Date | null {
  const started = startedAt === null ? null : new Date(startedAt);
  return started && from ? new Date(Math.min(started.getTime(), from.getTime())) : (started ?? from);
}

/** The test as it is read at the moment that closes it: nothing later counts. */
export function closedAt(test: AbTest, now: Date): AbTest {
  return { ...test, stoppedAt: test.stoppedAt ?? now.toISOString() };
}
