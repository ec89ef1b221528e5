/** Where proposals go besides the chat: the team's webhook and its object store, as the settings say. */
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Db } from '../db/db.ts';
import type { Log } from '../handlers/log.ts';
import {
  deliverProposals,
  type Morning,
  type ProposalsDelivered,
} from '../jobs/deliver-proposals/deliver-proposals.ts';
import { createFolderStore } from '../jobs/deliver-proposals/object-store/folder-store.ts';
import { createS3Store } from '../jobs/deliver-proposals/object-store/s3-store.ts';
import { type DeliveryRun, deliverDue } from '../jobs/deliver-proposals/webhook/deliver-due.ts';
import type { Config } from './config.ts';

export interface ProposalDelivery {
  /** The last phase of a morning: see `deliverProposals`. */
  deliver(tenantId: string, morning: Morning): Promise<ProposalsDelivered>;
  /** Posts what is due, of all teams; null where nothing was, or there is no webhook. */
  postDue(signal?: AbortSignal): Promise<DeliveryRun | null>;
}

interface Deps {
  readonly db: Db;
  readonly now: () => Date;
  readonly newId: () => string;
  readonly random: () => number;
  readonly log: Log;
}

export function createProposalDelivery(
  { outreach, dataDir }: Pick<Config, 'outreach' | 'dataDir'>,
  { db, now, newId, random, log }: Deps,
): ProposalDelivery {
  const { webhook: endpoint, objectStore } = outreach;
  const store = objectStore
    ? createS3Store(objectStore, { now, wait: (ms) => wait(ms) })
    : createFolderStore(join(dataDir, 'objects'), newId);
  return {
    deliver: (tenantId, morning) =>
      deliverProposals({ db, webhook: endpoint !== undefined, store, now }, tenantId, morning),
    postDue: async (signal) => (endpoint ? deliverDue({ db, endpoint, now, random, log }, signal) : null),
  };
}
