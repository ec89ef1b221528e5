/** What the clock calls every minute: analyses that are due, and the briefs that tell of them. */
import { claimSlot, readSlotStates } from './claim-slot.ts';
import { type BriefDeps, deliverBrief } from './deliver-brief.ts';
import { dueFor } from './due.ts';
import { readTeams } from './read-teams.ts';
import { runWalker, type WalkerDeps } from './run-walker.ts';

export interface MorningDeps extends WalkerDeps, BriefDeps {}

/** No slot that is looked at is older. */
const LOOK_BACK_MS = 3 * 86_400_000;

interface Work {
  readonly key: string;
  readonly tenantId: string;
  readonly kind: 'brief' | 'analysis' | 'missed';
  run(signal: AbortSignal): Promise<unknown>;
}

/**
 * Does what is due, briefs that are ready before analyses. Any number of processes may call it at once: each slot is
 * claimed. A slot that fails is logged, holds up nobody, and is tried again at the next call. Null where there was nothing
 * to do; throws the signal's reason where it is aborted.
 */
export async function runMornings(
  deps: MorningDeps,
  signal: AbortSignal,
): Promise<{ readonly analyses: number; readonly briefs: number; readonly failed: number } | null> {
  const tried = new Set<string>();
  const did = { analyses: 0, briefs: 0, failed: 0 };
  for (;;) {
    signal.throwIfAborted();
    const work = (await findWork(deps)).find(({ key }) => !tried.has(key));
    if (!work) return did.analyses + did.briefs + did.failed > 0 ? did : null;
    tried.add(work.key);
    try {
      if (!(await work.run(signal))) continue;
      if (work.kind === 'brief') did.briefs += 1;
      if (work.kind === 'analysis') did.analyses += 1;
    } catch (error) {
      signal.throwIfAborted();
      did.failed += 1;
      deps.log.error({ tenantId: work.tenantId, err: error }, `${work.kind} of the morning failed`);
    }
  }
}

async function findWork(deps: MorningDeps): Promise<readonly Work[]> {
  const { db, log } = deps;
  const now = deps.now();
  const teams = await readTeams(db);
  const stateOf = await readSlotStates(db, new Date(now.getTime() - LOOK_BACK_MS), now);
  const settled = (job: 'walker' | 'brief', tenantId: string, at: Date) => {
    const state = stateOf({ tenantId, job, at });
    return state === 'done' || state === 'given up';
  };
  const briefs: Work[] = [];
  const analyses: Work[] = [];
  for (const team of teams) {
    const { tenantId } = team;
    const due = dueFor(team, now);
    for (const { at, walkerAt, subscriptionIds, missed } of due.briefs) {
      if (settled('brief', tenantId, at)) continue;
      const work = { key: `${tenantId} brief ${at.toISOString()}`, tenantId };
      if (missed)
        briefs.push({
          ...work,
          kind: 'missed',
          run: async () => {
            const claim = await claimSlot(db, { tenantId, job: 'brief', at }, deps);
            await claim?.keep([{ missed: true }]);
            await claim?.release('done');
            if (claim) log.warn({ tenantId, at }, 'a morning was missed, and it is too late for its brief');
          },
        });
      else if (settled('walker', tenantId, walkerAt))
        briefs.push({
          ...work,
          kind: 'brief',
          run: (signal) => deliverBrief(deps, { tenantId, at, walkerAt, subscriptionIds }, signal),
        });
    }
    for (const at of due.walker)
      if (!settled('walker', tenantId, at))
        analyses.push({
          key: `${tenantId} walker ${at.toISOString()}`,
          tenantId,
          kind: 'analysis',
          run: (signal) => runWalker(deps, tenantId, at, signal),
        });
  }
  return [...briefs, ...analyses];
}
