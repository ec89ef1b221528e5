/** Sending campaigns: the channels that are set up, the job that uses them, and what comes back. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Router } from 'express';
import type { Db } from '../db/db.ts';
import type { Log } from '../handlers/log.ts';
import { createAttribution } from '../jobs/outreach/attribute-sales.ts';
import { createOutreach, type SendReport } from '../jobs/outreach/create-outreach.ts';
import { callbackRouter } from './callbacks/index.ts';
import type { Config } from './config.ts';
import { createChannels } from './create-channels.ts';

export interface Sending {
  /** Sends what is due; null where nothing was. */
  sendDue(signal: AbortSignal): Promise<SendReport | null>;
  /** Counts orders that followed a message; null where there are none new. */
  attribute(signal: AbortSignal): Promise<object | null>;
  /** Callbacks, tracked links, and the way off the list. */
  readonly router: Router;
  stop(): Promise<void>;
}

interface SendingDeps {
  readonly db: Db;
  readonly now: () => Date;
  readonly newId: () => string;
  readonly log: Log;
}

export async function createSending(config: Config, { db, now, newId, log }: SendingDeps): Promise<Sending> {
  const channels = await createChannels(config, now);
  const outreach = createOutreach({
    ...{ db, channels, now, newId, log, sleep: (ms) => sleep(ms) },
    publicUrl: config.publicUrl ?? null,
    ticks: () => performance.now(),
  });
  return {
    sendDue: outreach.sendDue,
    attribute: createAttribution(db, now).attribute,
    router: callbackRouter({ ...{ db, config, outreach, log, now } }),
    stop: async () => {
      for (const channel of channels.values()) await channel.close?.();
    },
  };
}
