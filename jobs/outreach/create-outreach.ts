/**
 * Sending what campaigns have queued. Any number of processes may do it at once.
 *
 * Words:
 * - *claimed*: taken by one process out of what is queued. A claim that died is free again.
 * - *sending*: written down, and committed, before the provider is told. A process that dies here leaves a message of
 *   which only the provider knows whether it left; it becomes *unknown* and is never sent again.
 */
import { nothingOnItsWay } from '../../db/suppressions.ts';
import { countCampaign } from '../../tools/campaigns/index.ts';
import { createCounts } from './campaign-counts.ts';
import type { Channel, ChannelName, Channels } from './channel.ts';
import { type DueCampaign, dueCampaigns } from './due-campaigns.ts';
import { finishCampaigns } from './finish-campaigns.ts';
import { createLocalChannel } from './local-channel.ts';
import type { MessageEvent } from './message-event.ts';
import { createPace, type Pace, type PaceDeps } from './pace.ts';
import { type Recorded, recordEvent } from './record-event.ts';
import { type BatchDeps, sendBatch } from './send-batch.ts';
import { sweepDead } from './sweep.ts';

/** Messages a second by each provider; below what their usual plans allow. */
const PER_SECOND: Readonly<Record<string, number>> = {
  smtp: 20,
  sendgrid: 100,
  twilio: 20,
  webhook: 50,
};

export interface OutreachDeps extends BatchDeps, PaceDeps {
  readonly channels: Channels;
  /** Other paces than `PER_SECOND`. */
  readonly perSecond?: Readonly<Record<string, number>>;
}

/** Before the next campaign has its turn, and the counts are brought up to date. */
const BATCHES_IN_A_ROW = 10;

/** What one look at the queue came to. */
export interface SendReport {
  /** Messages that were claimed; what became of each is in its row. */
  readonly messages: number;
  readonly campaigns: number;
  readonly finished: number;
  /** Of processes that died with a message in hand. */
  readonly unknown: number;
}

export interface Outreach {
  /** Writes down what was told of messages, in order, and brings the counts of their campaigns up to date, soon. */
  record(events: readonly MessageEvent[]): Promise<readonly Recorded[]>;
  /**
   * Whoever got the message wants no more on its channel. Resolves when nothing is on its way to them any more, or after
   * some seconds (`onItsWay`).
   */
  unsubscribe(token: string): Promise<{ readonly known: boolean; readonly onItsWay: boolean }>;
  /** Sends all that is due; null where nothing was. Throws where the database does; what was sent by then stays sent. */
  sendDue(signal: AbortSignal): Promise<SendReport | null>;
}

export function createOutreach(deps: OutreachDeps): Outreach {
  const { db, now } = deps;
  const counts = createCounts(db, deps.ticks);
  const paces = new Map<string, Pace>();
  const locals = new Map<ChannelName, Channel>();
  const channelFor = ({ channel, isDemo }: DueCampaign): Channel => {
    const configured = isDemo ? undefined : deps.channels.get(channel);
    const known = configured ?? locals.get(channel) ?? createLocalChannel(channel, db, now);
    if (!configured) locals.set(channel, known);
    return known;
  };
  const paceOf = (name: ChannelName, provider: string): Pace => {
    const key = `${name} ${provider}`;
    const perSecond = { ...PER_SECOND, ...deps.perSecond }[provider] ?? Number.POSITIVE_INFINITY;
    const pace = paces.get(key) ?? createPace(perSecond, deps);
    paces.set(key, pace);
    return pace;
  };

  /** Some batches of the campaign; the number of its messages that are done. */
  async function sendSome(campaign: DueCampaign, signal: AbortSignal): Promise<number> {
    const channel = channelFor(campaign);
    const pace = paceOf(campaign.channel, channel.provider);
    let messages = 0;
    for (let batches = 0; batches < BATCHES_IN_A_ROW; batches++) {
      if (signal.aborted || !pace.isOpen(now())) break;
      const done = await sendBatch(deps, campaign, { channel, pace }, signal);
      if (done === 0) break;
      messages += done;
    }
    await countCampaign(db, campaign.tenantId, campaign.campaignId);
    return messages;
  }

  /** Each campaign of the channel in turn, until nothing is due; so none waits for the end of another. */
  async function drain(name: ChannelName, signal: AbortSignal, touched: Set<string>): Promise<number> {
    let messages = 0;
    for (;;) {
      const before = messages;
      const due = (await dueCampaigns(db, now())).filter(({ channel }) => channel === name);
      for (const campaign of due) {
        touched.add(campaign.campaignId);
        messages += await sendSome(campaign, signal);
      }
      if (messages === before) return messages;
    }
  }

  async function record(events: readonly MessageEvent[]): Promise<readonly Recorded[]> {
    const recorded: Recorded[] = [];
    for (const event of events) {
      const result = await recordEvent(db, event, now());
      recorded.push(result);
      if (result.kind === 'recorded') await counts.changed(result.of);
    }
    return recorded;
  }

  return {
    record,
    async unsubscribe(token) {
      const [recorded] = await record([
        { token, event: 'unsubscribed', eventId: 'link', at: now(), suppress: 'unsubscribed' },
      ]);
      if (!recorded || recorded.kind === 'nobody') return { known: false, onItsWay: false };
      const { addressHash } = recorded.of;
      return { known: true, onItsWay: addressHash !== null && !(await nothingOnItsWay(db, addressHash)) };
    },
    async sendDue(signal) {
      await counts.flush();
      const unknown = await sweepDead(db, now());
      const names = new Set((await dueCampaigns(db, now())).map(({ channel }) => channel));
      const touched = new Set<string>();
      const sent = await Promise.allSettled([...names].map((name) => drain(name, signal, touched)));
      const finished = await finishCampaigns(db, now());
      for (const { tenantId, campaignId } of finished) await countCampaign(db, tenantId, campaignId);
      const failed = sent.find((result) => result.status === 'rejected');
      if (failed) throw failed.reason;
      const messages = sent.reduce(
        (sum, result) => sum + (result.status === 'fulfilled' ? result.value : 0),
        0,
      );
      if (messages + finished.length + unknown === 0) return null;
      return { messages, campaigns: touched.size, finished: finished.length, unknown };
    },
  };
}
