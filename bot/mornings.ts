/** The morning of every team, wired. */
import type { AnnounceDeps } from '../handlers/announce.ts';
import type { BriefPosts } from '../jobs/morning/deliver-brief.ts';
import type { BriefPart } from '../jobs/morning/delivery.ts';
import { morningPhases } from '../jobs/morning/phases.ts';
import { type RefreshFirstDeps, refreshFirst } from '../jobs/morning/refresh-first.ts';
import { runMornings } from '../jobs/morning/run-mornings.ts';
import { previewBrief, type RanNow, runMorningNow } from '../jobs/morning/run-now.ts';
import type { WalkerDeps } from '../jobs/morning/run-walker.ts';
import { allProposers } from '../tools/all-proposals.ts';
import { readCalibration } from '../tools/impact/calibration.ts';
import { createBriefPosts } from './brief-posts.ts';
import type { Config } from './config.ts';
import type { ProposalDelivery } from './proposal-delivery.ts';
import type { Surface } from './surface.ts';
import { emailObstacle } from './surface-status.ts';

export interface Mornings {
  /** The posts of the surfaces that speak without being asked; working, whether or not they are started. */
  posts(surfaces: readonly Surface[]): BriefPosts;
  /** Analyses and briefs that are due; null where none were. */
  runDue(posts: BriefPosts, signal: AbortSignal): Promise<object | null>;
  /** An analysis and a brief for everybody, now. */
  runNow(posts: BriefPosts, tenantId: string): Promise<RanNow>;
  /** The brief as it would be; nothing is kept or sent. */
  preview(tenantId: string): Promise<readonly BriefPart[]>;
}

interface MorningsDeps
  extends Omit<WalkerDeps, 'phases'>,
    Omit<AnnounceDeps, 'db' | 'now'>,
    Pick<RefreshFirstDeps, 'refreshAudiences'> {
  readonly random: () => number;
  readonly proposalDelivery: Pick<ProposalDelivery, 'deliver'>;
}

export function createMornings(
  config: Pick<Config, 'publicUrl' | 'port' | 'outreach'>,
  deps: MorningsDeps,
): Mornings {
  const { db, registry, newId, random, proposalDelivery } = deps;
  const phases = morningPhases({
    registry,
    refresh: refreshFirst(deps),
    proposers: allProposers(),
    calibrate: (tenant) => readCalibration(tenant, tenant.tenantId),
    emailObstacle: emailObstacle(config),
    address: config.publicUrl ?? `http://127.0.0.1:${config.port}`,
    random,
    newId,
    notify: (tenantId, morning) => proposalDelivery.deliver(tenantId, morning),
  });
  const walker: WalkerDeps = { ...deps, phases };
  return {
    posts: (surfaces) => createBriefPosts(deps, surfaces),
    runDue: (posts, signal) => runMornings({ ...walker, posts }, signal),
    runNow: (posts, tenantId) => runMorningNow({ ...walker, posts }, tenantId, new AbortController().signal),
    preview: (tenantId) => previewBrief(walker, db.tenant(tenantId), new AbortController().signal),
  };
}
