/** One analysis a team and day, by one process; what it found is kept with the slot, for the briefs to tell of. */
import { z } from 'zod';
import type { Db, TenantDb } from '../../db/db.ts';
import { type PhaseReport, phaseReport } from '../../tools/brief/index.ts';
import { readWorkspace } from '../../tools/read-workspace.ts';
import { walkerActor } from './actor.ts';
import { claimSlot } from './claim-slot.ts';
import type { JobLog } from './job-log.ts';
import { dayIn } from './local-time.ts';
import type { MorningContext, MorningPhase } from './phases.ts';

export interface WalkerDeps {
  readonly db: Db;
  readonly phases: readonly MorningPhase[];
  readonly now: () => Date;
  readonly newId: () => string;
  readonly log: JobLog;
}

const ID_LENGTH = 8;

/**
 * Runs the phases of a slot and keeps the report of each as it is done, so that whoever takes over goes on from there.
 * Null where another process is at it, or the slot is settled. Throws where the database is gone or `signal` is aborted;
 * the slot is then free for the next.
 */
export async function runWalker(
  deps: WalkerDeps,
  tenantId: string,
  slot: Date,
  signal: AbortSignal,
): Promise<readonly PhaseReport[] | null> {
  const { db } = deps;
  const claim = await claimSlot(db, { tenantId, job: 'walker', at: slot }, deps);
  if (!claim) return null;
  const stop = AbortSignal.any([signal, claim.lost]);
  try {
    const kept = z.array(phaseReport).parse(claim.report);
    const reports = kept.filter(({ state }) => state === 'done');
    for (const phase of deps.phases) {
      if (reports.some((report) => report.phase === phase.name)) continue;
      stop.throwIfAborted();
      reports.push(await runPhase(deps, phase, await contextOf(deps, db.tenant(tenantId), slot, stop)));
      await claim.keep(reports);
    }
    stop.throwIfAborted();
    await claim.release('done');
    return reports;
  } catch (error) {
    await claim.release(signal.aborted ? 'open' : 'failed').catch(() => {});
    throw error;
  }
}

/** Made for each phase: the refresh changes what the workspace is like. */
export async function contextOf(
  { now, newId, log }: Pick<WalkerDeps, 'now' | 'newId' | 'log'>,
  db: TenantDb,
  slot: Date,
  signal: AbortSignal,
): Promise<MorningContext> {
  const { tenantId } = db;
  const workspace = await readWorkspace(db, now());
  return {
    db,
    workspace,
    slot,
    day: dayIn(workspace.timezone, slot),
    now,
    signal,
    context: {
      db,
      workspace,
      actor: walkerActor(workspace.timezone),
      origin: 'job',
      now,
      newId,
      progress: () => {},
      signal,
    },
    fault: (error, fields) => {
      const errorId = newId().slice(0, ID_LENGTH);
      log.error({ tenantId, ...fields, errorId, err: error }, 'morning: a part failed');
      return errorId;
    },
  };
}

export async function runPhase(
  { now, log }: Pick<WalkerDeps, 'now' | 'log'>,
  phase: MorningPhase,
  context: MorningContext,
): Promise<PhaseReport> {
  const started = now().getTime();
  const ms = () => now().getTime() - started;
  try {
    const result = { ...(await phase.run(context)) };
    log.info({ tenantId: context.db.tenantId, phase: phase.name, ms: ms() }, 'morning: phase done');
    return { phase: phase.name, state: 'done', ms: ms(), result };
  } catch (error) {
    context.signal.throwIfAborted();
    const errorId = context.fault(error, { phase: phase.name });
    return { phase: phase.name, state: 'failed', ms: ms(), result: {}, errorId };
  }
}
