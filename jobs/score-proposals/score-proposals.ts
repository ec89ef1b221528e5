/** Scores what was decided against what happened: the walker's record, and what its confidence is calibrated on. */
import type { Db } from '../../db/db.ts';
import { readWorkspace } from '../../tools/read-workspace.ts';
import type { Workspace } from '../../tools/workspace.ts';
import { dayOf } from './days.ts';
import { readDue, setDue } from './due.ts';
import { keepPeople } from './keep-people.ts';
import { scoreProposal } from './score.ts';
import type { Score } from './scored.ts';

export interface ScoreDeps {
  readonly db: Db;
  readonly now: () => Date;
  readonly log: { error(fields: object, message: string): void };
}

export interface Scored {
  readonly scored: number;
  /** Due, but what they wait for has not come yet. */
  readonly waiting: number;
  readonly failed: number;
}

/** Scores what is due for one team. Safe to run at any time, by any number of processes: each is scored once. */
export async function scoreProposals(
  { db, now, log }: ScoreDeps,
  workspace: Workspace,
  signal?: AbortSignal,
): Promise<Scored> {
  const { tenantId, timezone } = workspace;
  const tenant = db.tenant(tenantId);
  const at = now();
  const wallDay = dayOf(at, timezone);
  await tenant.write((tx) => setDue(tx, tenantId, timezone));
  await keepPeople(tenant, at);
  const counted = { scored: 0, waiting: 0, failed: 0 };
  for (const proposal of await readDue(tenant, timezone, wallDay)) {
    signal?.throwIfAborted();
    try {
      const score = await scoreProposal({ db: tenant, workspace, now: at, wallDay }, proposal);
      await store(db, tenantId, proposal.id, score, at);
      counted['realised' in score ? 'scored' : 'waiting'] += 1;
    } catch (error) {
      signal?.throwIfAborted();
      counted.failed += 1;
      log.error({ tenantId, suggestion: proposal.id, err: error }, 'a proposal could not be scored');
    }
  }
  return counted;
}

async function store(db: Db, tenantId: string, id: string, score: Score, now: Date): Promise<void> {
  await db.tenant(tenantId).write((tx) =>
    'realised' in score
      ? tx.query(
          `update suggestions set realised = $3::jsonb, scored_at = $4
            where tenant_id = $1 and suggestion_id = $2 and scored_at is null`,
          [tenantId, id, JSON.stringify(score.realised), now],
        )
      : tx.query(
          `update suggestions set due_on = $3::date where tenant_id = $1 and suggestion_id = $2 and scored_at is null`,
          [tenantId, id, score.later],
        ),
  );
}

/** Does so for every team that has decided anything that is not scored yet; null where none has. */
export async function scoreDue(deps: ScoreDeps, signal: AbortSignal): Promise<object | null> {
  const { rows } = await deps.db.query<{ tenant_id: string }>(
    `select distinct tenant_id from suggestions
      where state in ('accepted', 'dismissed') and scored_at is null and decided_at is not null order by tenant_id`,
  );
  const total = { teams: 0, scored: 0, failed: 0 };
  for (const { tenant_id: tenantId } of rows) {
    signal.throwIfAborted();
    const workspace = await readWorkspace(deps.db.tenant(tenantId), deps.now());
    const { scored, failed } = await scoreProposals(deps, workspace, signal);
    if (scored + failed > 0) total.teams += 1;
    total.scored += scored;
    total.failed += failed;
  }
  return total.teams > 0 ? total : null;
}
