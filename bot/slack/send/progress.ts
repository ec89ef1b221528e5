/**
 * Shows that work is going on: first the thread's status line, and where the work takes longer a streamed message with
 * its plan and its first sentences, which becomes the answer. A workspace that knows neither gets a plain post.
 */
import type { AgentEvent } from '../../../agent/llm/model-agent.ts';
import { cut } from '../escape.ts';
import { STATUS_TEXT } from '../limits.ts';
import type { Place } from './place.ts';
import { createPlan } from './plan.ts';
import type { Message } from './post.ts';
import { refusalCode } from './slack-error.ts';
import { type Became, createStream, type StreamDeps } from './stream.ts';

export interface Progress {
  /** Resolves at once: nobody waits for progress. */
  show(note: string): void;
  follow(event: AgentEvent): void;
  /** Shows nothing more. Resolves to what there is of a streamed message; null where the answer must be posted. */
  end(paragraphs: readonly string[], went: 'well' | 'wrong'): Promise<Streamed | null>;
  /** Takes the streamed message away: the answer goes elsewhere. */
  discard(): Promise<void>;
}

interface Streamed {
  /** Characters of the answer's paragraphs that stand in the message, all of them; 0 where none does. */
  readonly told: number;
  /** The plan has the steps that a card of the model lists. */
  readonly showsSteps: boolean;
  /** Ends the stream with the message's blocks under it. Throws where Slack does not take those. */
  become(message: Message): Promise<Became>;
  /** What is left of it has been rewritten, and stays. */
  leave(): void;
}

export interface ProgressDeps extends StreamDeps {
  readonly newId: () => string;
}

export function createProgress(deps: ProgressDeps, place: Place): Progress {
  const { calls, log, support, timing, newId } = deps;
  const plan = createPlan(newId);
  const stream = createStream(deps, place, plan);
  const timers = new Set<NodeJS.Timeout>();
  let chain: Promise<void> = Promise.resolve();
  let begun = false;
  let closed = false;
  let missed = false;
  let flushing = false;
  let statusStands = false;

  /** One thing after the other, and nothing once the answer is there. */
  const later = (ms: number, work: () => Promise<void>) => {
    if (closed) return;
    const enqueue = () => {
      chain = chain
        .then(() => (closed ? undefined : work()))
        .catch((error: unknown) => {
          log.debug({ code: refusalCode(error) }, 'progress was not shown');
        });
    };
    if (ms <= 0) {
      enqueue();
      return;
    }
    const timer = setTimeout(() => {
      timers.delete(timer);
      enqueue();
    }, ms);
    timers.add(timer);
  };

  async function setStatus(): Promise<void> {
    if (stream.isOpen() || !place.root || !support.knows('status')) return;
    const set = await support.attempt('status', () => sayStatus(cut(plan.now, STATUS_TEXT)));
    statusStands = set !== null;
  }

  function sayStatus(status: string) {
    const { channel, root } = place;
    const args = { channel_id: channel, thread_ts: root, status };
    return calls.call('assistant.threads.setStatus', args, { attempts: 1, patient: false });
  }

  async function openStream(): Promise<void> {
    await stream.open({ tooLate: () => closed, missed: () => missed });
    if (!stream.isOpen()) return;
    later(timing.streamLifetimeMs, renew);
    flush();
  }

  /** Slack ends a stream after some minutes; a fresh one takes its place before. */
  async function renew(): Promise<void> {
    await stream.remove();
    plan.untold();
    await openStream();
  }

  /** What has changed goes out in one call, and the next one not before a while. */
  function flush(): void {
    if (flushing || !stream.isOpen()) return;
    flushing = true;
    later(stream.restMs(), async () => {
      flushing = false;
      await stream.append();
      if (stream.hasNews()) flush();
    });
  }

  function shown(): void {
    if (begun) {
      flush();
      return;
    }
    begun = true;
    later(timing.statusAfterMs, setStatus);
    later(timing.streamAfterMs, openStream);
  }

  async function close(): Promise<void> {
    if (closed) return;
    closed = true;
    for (const timer of timers) clearTimeout(timer);
    timers.clear();
    await within(timing.patienceMs, chain);
    missed = true;
  }

  async function discard(): Promise<void> {
    await close();
    if (statusStands) {
      statusStands = false;
      await sayStatus('').catch(() => undefined);
    }
    await stream.remove().catch((error: unknown) => {
      log.warn({ code: refusalCode(error) }, 'a progress message could not be taken away');
    });
  }

  return {
    show(note) {
      plan.note(note);
      shown();
    },
    follow(event) {
      plan.happened(event);
      shown();
    },
    async end(paragraphs, went) {
      await close();
      if (!stream.isOpen()) return null;
      plan.end(went);
      const toldBefore = plan.textLength > 0;
      const completes = plan.completes(paragraphs);
      if (stream.isDoubtful() || (toldBefore && !completes)) {
        log.info({}, 'the answer is not what was streamed; the streamed message is replaced');
        await discard();
        return null;
      }
      return {
        showsSteps: plan.hasSteps && stream.showsPlans(),
        told: completes ? paragraphs.join('\n\n').length : 0,
        become: async (message) => {
          const became = await stream.become(message);
          // Slack takes the status line away when the answer comes.
          statusStands = false;
          return became;
        },
        leave: stream.leave,
      };
    },
    discard,
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
