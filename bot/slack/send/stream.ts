/** One streamed message: opened, appended to, and ended, or taken away. Content goes as chunks throughout: Slack mixes no modes. */

import type { Log } from '../../../handlers/log.ts';
import type { SlackCalls } from './calls.ts';
import type { ChannelPace } from './channel-pace.ts';
import type { Place } from './place.ts';
import type { Chunk, Plan, PlanStyle } from './plan.ts';
import type { Message } from './post.ts';
import type { ProgressSupport } from './progress-support.ts';
import type { ProgressTiming } from './progress-timing.ts';
import { isAboutArguments, isAboutBlocks, refusalCode, SlackRefusal } from './slack-error.ts';

export interface StreamDeps {
  readonly calls: SlackCalls;
  readonly pace: ChannelPace;
  readonly log: Log;
  readonly support: ProgressSupport;
  readonly timing: ProgressTiming;
}

/** Progress that comes late is worth nothing. */
const FLEETING = { attempts: 1, patient: false };
/** After a refusal the next update waits this many times longer. */
const SLOWER = 5;

/** `over`: the stream did not end as it should; what is left of it is to be rewritten. */
export interface Became {
  readonly ts: string;
  readonly state: 'answered' | 'over';
}

interface When {
  /** The answer is there: not worth beginning. */
  readonly tooLate: () => boolean;
  /** The answer has gone out without it. */
  readonly missed: () => boolean;
}

interface Stream {
  isOpen(): boolean;
  /** An update may or may not have reached Slack, so nobody knows what stands in the message. */
  isDoubtful(): boolean;
  hasNews(): boolean;
  /** Whether what came of each task can be seen. */
  showsPlans(): boolean;
  /** How long the next update has to wait. */
  restMs(): number;
  /** Opens it with what the plan has. */
  open(when: When): Promise<void>;
  /** Sends what has changed. Throws what Slack refuses. */
  append(): Promise<void>;
  /** Ends it with the message's blocks. Throws where Slack does not take those. */
  become(message: Message): Promise<Became>;
  /** The message is no stream any more, and stays. */
  leave(): void;
  /** Takes the message away. */
  remove(): Promise<void>;
}

export function createStream(
  { calls, pace, log, support, timing }: StreamDeps,
  { channel, root, user, team }: Place,
  plan: Plan,
): Stream {
  let ts: string | null = null;
  let style: PlanStyle = 'plan';
  let doubtful = false;
  let underWay = 0;
  let over = false;
  let restUntil = 0;

  const start = async (chunks: readonly Chunk[]): Promise<string | null> => {
    const answer = await calls.call(
      'chat.startStream',
      {
        channel,
        thread_ts: root,
        // Outside direct messages Slack wants to know for whom.
        recipient_user_id: user,
        recipient_team_id: team,
        task_display_mode: style === 'plan' ? 'plan' : 'timeline',
        chunks,
      },
      FLEETING,
    );
    return answer.ts ? String(answer.ts) : null;
  };

  /** Runs `send` with what the plan has; once more in the older style where Slack does not know this one. */
  async function tell<T>(send: (chunks: readonly Chunk[]) => Promise<T>): Promise<T> {
    const { chunks, told } = plan.news(style);
    try {
      const answer = await send(chunks);
      told();
      return answer;
    } catch (error) {
      if (style !== 'plan' || !isAboutArguments(error)) throw error;
      support.refused('plan');
      log.info({ code: refusalCode(error) }, 'this workspace knows no plans; tasks are shown instead');
      style = 'tasks';
      return tell(send);
    }
  }

  async function remove(): Promise<void> {
    if (ts === null) return;
    const gone = ts;
    ts = null;
    await calls.call('chat.stopStream', { channel, ts: gone }).catch((error: unknown) => {
      log.debug({ code: refusalCode(error) }, 'the stream was over already');
    });
    await calls.call('chat.delete', { channel, ts: gone });
  }

  return {
    isOpen: () => ts !== null,
    isDoubtful: () => doubtful || underWay > 0,
    hasNews: () => !over && plan.news(style).chunks.length > 0,
    showsPlans: () => style === 'plan',
    restMs: () => restUntil - performance.now(),
    async open({ tooLate, missed }) {
      if (ts !== null || !root || !support.knows('stream')) return;
      style = support.knows('plan') ? 'plan' : 'tasks';
      // Takes its turn among the channel's messages, but does not hold up the next where Slack is slow.
      await pace.run(channel, async () => undefined);
      if (tooLate()) return;
      ts = await support.attempt('stream', () => tell(start));
      restUntil = performance.now() + timing.appendEveryMs;
      if (missed()) await remove();
    },
    async append() {
      if (ts === null || over) return;
      restUntil = performance.now() + timing.appendEveryMs;
      const to = ts;
      underWay += 1;
      try {
        await tell(async (chunks) => {
          if (chunks.length > 0) await calls.call('chat.appendStream', { channel, ts: to, chunks }, FLEETING);
        });
      } catch (error) {
        restUntil = performance.now() + SLOWER * timing.appendEveryMs;
        if (!(error instanceof SlackRefusal)) doubtful = true;
        // Whatever else Slack refuses now it will refuse again.
        else if (error.code !== 'ratelimited') over = true;
        throw error;
      } finally {
        underWay -= 1;
      }
    },
    async become({ blocks }) {
      const to = ts ?? '';
      const over = { ts: to, state: 'over' as const };
      // Text beside blocks is no part of a streamed message, so one without blocks says nothing.
      if (blocks.length === 0) return over;
      try {
        const { chunks } = plan.news(style);
        await calls.call('chat.stopStream', {
          channel,
          ts: to,
          blocks,
          ...(chunks.length > 0 ? { chunks } : {}),
        });
        ts = null;
        return { ts: to, state: 'answered' };
      } catch (error) {
        if (isAboutArguments(error)) support.refused('plan');
        else if (isAboutBlocks(error)) throw error;
        log.info({ code: refusalCode(error) }, 'the stream could not be finished; its message is rewritten');
        return over;
      }
    },
    leave() {
      ts = null;
    },
    remove,
  };
}
