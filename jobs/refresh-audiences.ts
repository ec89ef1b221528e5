/** Brings everything up to date that is known of a team's customers: profiles, what is searched, scores, segments. */
import type { Db } from '../db/db.ts';
import { readWorkspace } from '../tools/read-workspace.ts';
import type { Workspace } from '../tools/workspace.ts';
import { claimRefresh } from './refresh-claim.ts';

interface PhaseContext {
  readonly workspace: Workspace;
  readonly now: () => Date;
  readonly newId: () => string;
  readonly progress: (note: string) => void;
  readonly signal: AbortSignal;
  /** Everything anew, whatever has changed. */
  readonly full: boolean;
}

/** One step. It streams, goes on where it was stopped, and done twice it changes nothing. */
export interface Phase {
  readonly name: string;
  /** Phases without which this one has nothing sound to work on. */
  readonly needs: readonly string[];
  run(db: Db, tenantId: string, context: PhaseContext): Promise<object>;
}

export interface PhaseReport {
  readonly phase: string;
  /** `skipped`: a phase that it needs failed. */
  readonly state: 'done' | 'failed' | 'skipped';
  readonly ms: number;
  /** What the phase says it did; for a failed one why. */
  readonly result: object;
}

export interface RefreshDeps {
  readonly db: Db;
  readonly phases: readonly Phase[];
  readonly now: () => Date;
  readonly newId: () => string;
  readonly log: {
    info(fields: object, message: string): void;
    error(fields: object, message: string): void;
  };
}

export interface RefreshOptions {
  readonly full?: boolean;
  readonly progress?: (note: string) => void;
  readonly signal?: AbortSignal;
}

/**
 * Runs the phases for one team, in order. A phase that fails does not stop those that can do without it. Null where
 * another process is at it. Throws the signal's reason where it is aborted; what was done by then stays.
 */
export async function refreshAudiences(
  deps: RefreshDeps,
  tenantId: string,
  { full = false, progress = () => {}, signal }: RefreshOptions = {},
): Promise<readonly PhaseReport[] | null> {
  const { db, now, newId } = deps;
  const claim = await claimRefresh(db, tenantId, deps);
  if (!claim) return null;
  const stop = signal ? AbortSignal.any([signal, claim.lost]) : claim.lost;
  try {
    const dataVersion = await readDataVersion(db, tenantId);
    const workspace = await readWorkspace(db.tenant(tenantId), now());
    const context: PhaseContext = { workspace, now, newId, progress, signal: stop, full };
    const reports: PhaseReport[] = [];
    for (const phase of deps.phases) {
      stop.throwIfAborted();
      await claim.at(phase.name);
      reports.push(await runPhase(deps, tenantId, phase, context, reports));
    }
    await claim.finish({ dataVersion, report: reports });
    return reports;
  } catch (error) {
    await claim.giveUp(stop.aborted ? 'stopped' : 'failed').catch(() => {});
    throw error;
  }
}

/** Read before the phases: what is imported while they run is for the next refresh. */
async function readDataVersion(db: Db, tenantId: string): Promise<string> {
  const { rows } = await db.query<{ version: string }>(
    'select data_version::text as version from tenants where tenant_id = $1',
    [tenantId],
  );
  const [tenant] = rows;
  if (!tenant) throw new Error(`tenant ${tenantId} does not exist`);
  return tenant.version;
}

async function runPhase(
  { db, now, log }: RefreshDeps,
  tenantId: string,
  phase: Phase,
  context: PhaseContext,
  before: readonly PhaseReport[],
): Promise<PhaseReport> {
  const missing = before.find((report) => report.state !== 'done' && phase.needs.includes(report.phase));
  if (missing)
    return {
      phase: phase.name,
      state: 'skipped',
      ms: 0,
      result: { because: `${missing.phase} did not succeed` },
    };
  const started = now().getTime();
  const fields = () => ({ tenantId, phase: phase.name, ms: now().getTime() - started });
  try {
    const result = await phase.run(db, tenantId, context);
    log.info({ ...fields(), result }, 'audiences: phase done');
    return { phase: phase.name, state: 'done', ms: fields().ms, result };
  } catch (error) {
    context.signal.throwIfAborted();
    log.error({ ...fields(), err: error }, 'audiences: phase failed');
    const because = error instanceof Error ? error.message : String(error);
    return { phase: phase.name, state: 'failed', ms: fields().ms, result: { because } };
  }
}
