import type { Queryable } from '../../db/db.ts';
import type { Workspace } from '../workspace.ts';
import { countArms, type TestCounts } from './count-arms.ts';
import { type Judgement, judge } from './judge.ts';
import type { AbTest } from './read-tests.ts';

export interface Read {
  readonly counts: TestCounts;
  readonly judgement: Judgement;
}

/** Counts what the people of a test did and judges it. */
export async function readJudgement(
  db: Queryable,
  { tenantId, currency }: Workspace,
  test: AbTest,
  now: Date,
): Promise<Read> {
  const counts = await countArms(db, tenantId, test);
  return { counts, judgement: judge(test, counts, currency, now) };
}

/** The test as it is read at the moment that closes it: nothing later counts. */
export function closedAt(test: AbTest, now: Date): AbTest {
  return { ...test, stoppedAt: test.stoppedAt ?? now.toISOString() };
}
