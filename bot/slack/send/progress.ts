/**
 * Shows that work is going on: first the thread's status line, and where the work takes longer a streamed
 * message with its tasks, which becomes the answer. A workspace that knows neither gets a plain post.
 */
import type { webApi } from '@slack/bolt';
import type { Log } from '../../../handlers/log.ts';
import { cut, literalLine } from '../escape.ts';
import { STATUS_TEXT, STREAM_LIFETIME_MS, TASK_TITLE } from '../limits.ts';
import type { SlackCalls } from './calls.ts';
import type { ChannelPace } from './channel-pace.ts';
import type { Place } from './place.ts';
import type { Message } from './post.ts';
import type { ProgressSupport } from './progress-support.ts';
import { isAboutBlocks, refusalCode } from './slack-error.ts';

export interface Progress {
  /** Resolves at once: nobody waits for progress. */
  show(note: string): Promise<void>;
  /** Turns the streamed message into the answer; null where there is none, so that the answer must be posted. */
  become(message: Message): Promise<string | null>;
  /** Takes the streamed message away: the answer goes elsewhere. */
  discard(): Promise<void>;
}

export interface ProgressTiming {
  readonly statusAfterMs: number;
  readonly streamAfterMs: number;
  readonly streamLifetimeMs: number;
  /** An answer does not wait longer than this for progress that is still under way. */
  readonly patienceMs: number;
  /** When work that can be cancelled gets a button for it. */
  readonly cancelAfterMs: number;
}

export const PROGRESS_TIMING: ProgressTiming = {
  // Most answers are there sooner than anyone looks; telling about those would only cost calls.
  statusAfterMs: 300,
  streamAfterMs: 1_500,
  streamLifetimeMs: STREAM_LIFETIME_MS,
  patienceMs: 2_000,
  cancelAfterMs: 3_000,
};

export interface ProgressDeps {
  readonly calls: SlackCalls;
  readonly pace: ChannelPace;
  readonly log: Log;
  readonly support: ProgressSupport;
  readonly timing: ProgressTiming;
  readonly newId: () => string;
}

/** Progress that comes late is worth nothing. */
const FLEETING = { attempts: 1, patient: false };

type Chunk = NonNullable<webApi.ChatAppendStreamArguments['chunks']>[number];
type Task = { readonly id: string; readonly title: string };

export function createProgress(deps: ProgressDeps, place: Place): Progress {
  const { calls, pace, log, support, timing, newId } = deps;
  const timers = new Set<NodeJS.Timeout>();
  let chain: Promise<void> = Promise.resolve();
  let begun = false;
  let closed = false;
  let latest = '';
  let stream: { ts: string; task: Task } | null = null;
  let statusStands = false;

  const enqueue = (work: () => Promise<void>): Promise<void> => {
    chain = chain.then(work).catch((error: unknown) => {
      log.debug({ code: refusalCode(error) }, 'progress was not shown');
    });
    return chain;
  };
  const later = (ms: number, work: () => Promise<void>) => {
    if (ms <= 0) return void enqueue(work);
    const timer = setTimeout(() => {
      timers.delete(timer);
      void enqueue(work);
    }, ms);
    timers.add(timer);
  };

  async function setStatus(): Promise<void> {
    if (closed || stream || !place.root || !support.knows('status')) return;
    const set = await support.attempt('status', () => sayStatus(cut(latest, STATUS_TEXT)));
    statusStands = set !== null;
  }

  function sayStatus(status: string) {
    const { channel, root } = place;
    return calls.call(
      'assistant.threads.setStatus',
      { channel_id: channel, thread_ts: root, status },
      FLEETING,
    );
  }

  async function openStream(): Promise<void> {
    const { root } = place;
    if (closed || stream || !root || !support.knows('stream')) return;
    const task = { id: newId(), title: latest };
    // Takes its turn among the channel's messages, but does not hold up the next where Slack is slow.
    await pace.run(place.channel, async () => undefined);
    if (closed) return;
    const answer = await support.attempt('stream', () =>
      calls.call(
        'chat.startStream',
        {
          channel: place.channel,
          thread_ts: root,
          // Outside direct messages Slack wants to know for whom.
          recipient_user_id: place.user,
          recipient_team_id: place.team,
          task_display_mode: 'timeline',
          chunks: [chunk(task, 'in_progress')],
        },
        FLEETING,
      ),
    );
    if (!answer?.ts) return;
    if (closed) return remove(String(answer.ts));
    stream = { ts: String(answer.ts), task };
    later(timing.streamLifetimeMs, rollOver);
  }

  async function append(): Promise<void> {
    if (closed || !stream || stream.task.title === latest) return;
    const next = { id: newId(), title: latest };
    const chunks = [chunk(stream.task, 'complete'), chunk(next, 'in_progress')];
    await calls.call('chat.appendStream', { channel: place.channel, ts: stream.ts, chunks }, FLEETING);
    stream = { ...stream, task: next };
  }

  /** Slack ends a stream after some minutes; a fresh one takes its place before. */
  async function rollOver(): Promise<void> {
    if (closed || !stream) return;
    await remove(stream.ts);
    stream = null;
    await openStream();
  }

  async function remove(ts: string): Promise<void> {
    const { channel } = place;
    try {
      await calls.call('chat.stopStream', { channel, ts });
    } catch (error) {
      log.debug({ code: refusalCode(error) }, 'the stream was over already');
    }
    await calls.call('chat.delete', { channel, ts });
  }

  /** A stream that Slack ended by itself is an ordinary message by now. */
  async function rewrite(ts: string, blocks: Message['blocks'], text: string): Promise<boolean> {
    const { channel } = place;
    try {
      await calls.call('chat.update', { channel, ts, blocks, text });
      return true;
    } catch (error) {
      if (isAboutBlocks(error)) throw error;
      stream = null;
      await calls.call('chat.delete', { channel, ts }).catch(() => undefined);
      return false;
    }
  }

  async function close(): Promise<void> {
    if (closed) return;
    closed = true;
    for (const timer of timers) clearTimeout(timer);
    timers.clear();
    await within(timing.patienceMs, chain);
  }

  return {
    async show(note) {
      latest = cut(literalLine(note), TASK_TITLE);
      if (begun) {
        void enqueue(append);
        return;
      }
      begun = true;
      later(timing.statusAfterMs, setStatus);
      later(timing.streamAfterMs, openStream);
    },
    async become({ blocks, text }) {
      await close();
      // Slack takes the status line away when the answer comes.
      statusStands = false;
      if (!stream) return null;
      const { ts, task } = stream;
      const { channel } = place;
      try {
        await calls.call('chat.stopStream', { channel, ts, chunks: [chunk(task, 'complete')], blocks });
      } catch (error) {
        if (isAboutBlocks(error)) throw error;
        log.info({ code: refusalCode(error) }, 'the stream could not be finished; its message is rewritten');
        if (!(await rewrite(ts, blocks, text))) return null;
      }
      stream = null;
      return ts;
    },
    async discard() {
      await close();
      if (statusStands) {
        statusStands = false;
        await sayStatus('').catch(() => undefined);
      }
      if (!stream) return;
      const { ts } = stream;
      stream = null;
      await remove(ts).catch((error: unknown) => {
        log.warn({ code: refusalCode(error) }, 'a progress message could not be taken away');
      });
    },
  };
}

/** Resolves with `work`, or when the time is up. */
async function within(ms: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([work, late]);
  clearTimeout(timer);
}

function chunk(task: Task, status: 'in_progress' | 'complete'): Chunk {
  return { type: 'task_update', id: task.id, title: task.title, status };
}
