import type { Db } from '../../db/db.ts';
import {
  type OutreachSettings,
  type ReadyMessage,
  readMessages,
  readSettings,
} from '../../tools/campaigns/index.ts';
import { beginSend } from './begin-send.ts';
import type { Channel, Handover } from './channel.ts';
import { claimBatch, releaseClaim } from './claim-batch.ts';
import { compose } from './compose.ts';
import type { DueCampaign } from './due-campaigns.ts';
import { type LinkHosts, readLinkHosts } from './links.ts';
import type { Pace } from './pace.ts';
import { recordHandover } from './record-handover.ts';

/** Messages that one claim takes, and how many of them are in hand at a time. */
const BATCH = 50;
const AT_ONCE = 8;

export interface BatchDeps {
  readonly db: Db;
  readonly publicUrl: string | null;
  readonly now: () => Date;
  readonly newId: () => string;
  readonly log: { error(fields: object, message: string): void };
}

interface Batch {
  readonly campaign: DueCampaign;
  readonly channel: Channel;
  readonly pace: Pace;
  readonly claimId: string;
  readonly settings: OutreachSettings;
  readonly timezone: string;
  readonly hosts: LinkHosts;
}

/** Claims some messages of the campaign and sends them, one transaction each. How many it sent, skipped or put off. */
export async function sendBatch(
  deps: BatchDeps,
  campaign: DueCampaign,
  { channel, pace }: { readonly channel: Channel; readonly pace: Pace },
  signal: AbortSignal,
): Promise<number> {
  const { db } = deps;
  const { tenantId } = campaign;
  const claimId = deps.newId();
  const ids = await claimBatch(db, campaign, { claimId, size: BATCH, now: deps.now() });
  if (ids.length === 0) return 0;
  try {
    const messages = await readMessages(db, tenantId, ids);
    const batch: Batch = {
      ...{ campaign, channel, pace, claimId },
      settings: await readSettings(db, tenantId),
      timezone: await readTimezone(db, tenantId),
      hosts: await readLinkHosts(db, tenantId, campaign.campaignId),
    };
    const queue = [...messages];
    let done = 0;
    const work = async () => {
      for (let next = queue.shift(); next; next = queue.shift()) {
        if (signal.aborted || !pace.isOpen(deps.now())) return;
        if (await sendOne(deps, batch, next)) done += 1;
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    return done;
  } finally {
    await releaseClaim(db, tenantId, claimId);
  }
}

/** False where it was left as it is. */
async function sendOne(deps: BatchDeps, batch: Batch, message: ReadyMessage): Promise<boolean> {
  const { campaign, channel, pace, claimId, settings, timezone } = batch;
  const { db } = deps;
  const { tenantId } = campaign;
  await pace.turn();
  const rules = { claimId, settings, timezone, provider: channel.provider, now: deps.now() };
  const decided = await beginSend(db, tenantId, message, rules);
  const { address } = message;
  if (decided !== 'send' || address === null) {
    pace.giveBack();
    return decided !== 'leave';
  }
  const handover = await handOver(deps, channel, () =>
    channel.send(
      compose(message, {
        tenantId,
        address,
        hosts: batch.hosts,
        fromName: settings.fromName ?? null,
        publicUrl: deps.publicUrl,
      }),
    ),
  );
  const now = deps.now();
  if (handover.kind === 'later' && handover.afterMs !== null)
    pace.pause(new Date(now.getTime() + handover.afterMs));
  await recordHandover(db, { tenantId, outboxId: message.outboxId, claimId }, handover, now);
  return true;
}

/** What a channel throws is a fault; whether the message left by then, nobody knows. */
async function handOver(
  { log }: BatchDeps,
  { name, provider }: Channel,
  send: () => Promise<Handover>,
): Promise<Handover> {
  try {
    return await send();
  } catch (error) {
    log.error({ err: error, channel: name, provider }, 'a channel failed with a message in hand');
    return { kind: 'unknown', reason: 'a fault while it was being handed over' };
  }
}

async function readTimezone(db: Db, tenantId: string): Promise<string> {
  const { rows } = await db.query<{ timezone: string }>('select timezone from tenants where tenant_id = $1', [
    tenantId,
  ]);
  return rows[0]?.timezone ?? 'UTC';
}
