/** Campaigns over the real channels and their client libraries, and the routes that take what comes back. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { callbackRouter } from '../../../bot/callbacks/index.ts';
import { parseConfig } from '../../../bot/config.ts';
import { createChannels } from '../../../bot/create-channels.ts';
import type { Db } from '../../../db/db.ts';
import type { Outreach } from '../../../jobs/outreach/create-outreach.ts';
import { idle, NOON, outboxOf, outreachOver, queueCampaign, type Town } from '../../db/outreach/campaign.ts';

/** Behind a proxy: nothing of this address is what the process sees. */
export const PUBLIC_URL = 'https://walker.example';

export interface Stage {
  readonly outreach: Outreach;
  /** A request to the public address. */
  call(path: string, options?: RequestInit): Promise<Response>;
  /** Sends a campaign to the town; the tokens of its messages, in order. */
  campaign(town: Town, options?: Parameters<typeof queueCampaign>[2]): Promise<Sent>;
  readonly warnings: readonly object[];
  close(): Promise<void>;
}

export interface Sent {
  readonly id: string;
  readonly tokens: readonly string[];
}

export async function createStage(db: Db, env: Readonly<Record<string, string>>): Promise<Stage> {
  const config = parseConfig({ PUBLIC_URL, ...env });
  const now = () => NOON;
  const warnings: object[] = [];
  const note = (fields: object) => void warnings.push(fields);
  const log = { debug: () => undefined, info: () => undefined, warn: note, error: note };
  const channels = await createChannels(config, now);
  const outreach = outreachOver(db, [...channels.values()], { publicUrl: PUBLIC_URL, log });
  const web = express();
  web.use(callbackRouter({ db, config, outreach, log, now }));
  const server = createServer(web).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const local = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    outreach,
    warnings,
    call: (path, options) => fetch(local + path.replace(PUBLIC_URL, ''), { redirect: 'manual', ...options }),
    async campaign(town, options) {
      const id = await queueCampaign(db, town, options);
      await outreach.sendDue(idle());
      return { id, tokens: (await outboxOf(db, id)).map(({ token }) => token) };
    },
    async close() {
      for (const channel of channels.values()) await channel.close?.();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** `event value` of all that was noted about the messages of a campaign. */
export async function eventsOf(db: Db, { id }: Sent): Promise<readonly string[]> {
  const { rows } = await db.query<{ line: string }>(
    `select concat_ws(' ', o.customer_id, e.event, e.value) as line from outbox_events e join outbox o using (outbox_id)
      where o.campaign_id = $1::bigint order by 1`,
    [id],
  );
  return rows.map(({ line }) => line);
}
