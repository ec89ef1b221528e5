/** Brings a brief to everybody whose time has come: one process, each part once. */
import type { Db } from '../../db/db.ts';
import { readable } from '../../db/readable.ts';
import { notArrivedSentences, readMorning, readNotArrived } from '../../tools/brief/index.ts';
import { readWorkspace } from '../../tools/read-workspace.ts';
import { settlePart } from './claim-part.ts';
import { claimSlot, MOST_ATTEMPTS } from './claim-slot.ts';
import { type Brief, composeParts, readBrief } from './compose.ts';
import { deliverPart, type PartDeps, type PartOutcome } from './deliver-part.ts';
import type { BriefPost, Subscription } from './delivery.ts';
import { readSubscriptions } from './read-teams.ts';

export type BriefPosts = ReadonlyMap<Subscription['surface'], BriefPost>;

export interface BriefDeps extends PartDeps {
  readonly posts: BriefPosts;
}

export interface BriefSlotToDo {
  readonly tenantId: string;
  readonly at: Date;
  /** The analysis that it tells of. */
  readonly walkerAt: Date;
  /** Null: everybody. */
  readonly subscriptionIds: readonly string[] | null;
}

/** Messages by what became of them. `again`: to be tried once more in a moment. */
export type BriefReport = Readonly<Record<PartOutcome, number>>;

const ID_LENGTH = 8;
/** So many people and channels are served side by side; each channel has its own pace. */
const SIDE_BY_SIDE = 4;

/** Null where another process is at it, or it has been done. Throws where the database is gone or `signal` is aborted. */
export async function deliverBrief(
  deps: BriefDeps,
  { tenantId, at, walkerAt, subscriptionIds }: BriefSlotToDo,
  signal: AbortSignal,
): Promise<BriefReport | null> {
  const { db } = deps;
  const claim = await claimSlot(db, { tenantId, job: 'brief', at }, deps);
  if (!claim) return null;
  const stop = AbortSignal.any([signal, claim.lost]);
  try {
    const brief = await gather(deps, tenantId, walkerAt);
    const report = { sent: 0, partly: 0, failed: 0, unknown: 0, skipped: 0, settled: 0, again: 0 };
    const waiting = [...(await readSubscriptions(db, tenantId, subscriptionIds))];
    const serve = async () => {
      for (let next = waiting.shift(); next; next = waiting.shift())
        for (const outcome of await deliverTo(deps, next, at, brief, {
          stop,
          last: claim.attempt >= MOST_ATTEMPTS,
        }))
          report[outcome] += 1;
    };
    await Promise.all(Array.from({ length: SIDE_BY_SIDE }, serve));
    await claim.keep([report]);
    await claim.release(report.again > 0 ? 'failed' : 'done');
    deps.log.info({ tenantId, at, ...report }, 'brief delivered');
    return report;
  } catch (error) {
    await claim.release(signal.aborted ? 'open' : 'failed').catch(() => {});
    throw error;
  }
}

/** What the analysis found and the proposals of now. Proposals that cannot be read do not keep the rest from people. */
async function gather({ db, now, newId, log }: BriefDeps, tenantId: string, walkerAt: Date): Promise<Brief> {
  const tenant = db.tenant(tenantId);
  const found = await readMorning(readable(tenant), tenantId, walkerAt);
  const morning = found ?? { at: walkerAt, finishedAt: now(), phases: [] };
  const workspace = await readWorkspace(tenant, now());
  try {
    return await readBrief(readable(tenant), morning, workspace);
  } catch (error) {
    const errorId = newId().slice(0, ID_LENGTH);
    log.error({ tenantId, errorId, err: error }, 'the proposals of a brief could not be read');
    const others = morning.phases.filter(({ phase }) => phase !== 'proposals');
    const failed = { phase: 'proposals', state: 'failed' as const, ms: 0, result: {}, errorId };
    return { morning: { ...morning, phases: [...others, failed] }, workspace, suggestions: [] };
  }
}

/** When the last brief before `slot` was sent there, not only offered; null where none was. A try that is taken up finds the same. */
async function lastBriefAt(
  db: Db,
  { tenantId, subscriptionId }: Subscription,
  slot: Date,
): Promise<Date | null> {
  const { rows } = await db.query<{ at: Date | null }>(
    `select max(at) as at from brief_deliveries
      where tenant_id = $1 and subscription_id = $2 and job = 'brief' and part = 'summary' and state = 'sent'
        and reason is distinct from 'announced' and scheduled_at < $3`,
    [tenantId, subscriptionId, slot],
  );
  return rows[0]?.at ?? null;
}

/** Longer ago is no news. */
const TROUBLES_DAYS = 3;

async function readTroubles(
  { db, now }: BriefDeps,
  tenantId: string,
  lastAt: Date | null,
): Promise<readonly string[]> {
  const oldest = now().getTime() - TROUBLES_DAYS * 86_400_000;
  const since = new Date(Math.max(oldest, lastAt?.getTime() ?? oldest));
  return notArrivedSentences(await readNotArrived(readable(db.tenant(tenantId)), tenantId, since));
}

async function deliverTo(
  deps: BriefDeps,
  subscription: Subscription,
  at: Date,
  brief: Brief,
  { stop, last }: { readonly stop: AbortSignal; readonly last: boolean },
): Promise<readonly PartOutcome[]> {
  const { db, posts, now, log } = deps;
  const { tenantId, subscriptionId, surface, topics } = subscription;
  const post = posts.get(surface);
  if (!post) {
    const key = { tenantId, at, subscriptionId, part: 'summary' };
    await settlePart(db, key, { state: 'skipped', reason: `${surface} is not set up` }, now());
    log.warn({ tenantId, subscriptionId, surface }, 'a brief was not sent: its surface is not set up');
    return ['skipped'];
  }
  const lastAt = await lastBriefAt(db, subscription, at);
  const troubles = subscription.isAdmin ? await readTroubles(deps, tenantId, lastAt) : [];
  const parts = composeParts(brief, { topics, lastAt, troubles }, post.shape);
  const messages = post.shape === 'parts' ? parts.map((part) => [part]) : [parts];
  const outcomes: PartOutcome[] = [];
  for (const message of messages) {
    stop.throwIfAborted();
    const outcome = await deliverPart(deps, post, subscription, at, message, last);
    outcomes.push(outcome);
    // Where the summary did not arrive, nothing that follows makes sense.
    if (outcome !== 'sent' && outcome !== 'settled') break;
  }
  return outcomes;
}
