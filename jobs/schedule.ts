/** What runs when. */
import cron from 'node-cron';
import { housekeeping } from './housekeeping.ts';
import { type RefreshDueDeps, refreshDue } from './refresh-due.ts';
import { scoreDue } from './score-proposals/score-proposals.ts';

export interface ScheduleDeps extends RefreshDueDeps {
  /** Of the housekeeping. The audiences of a team are refreshed in its own night. */
  readonly timezone: string;
  /** Sends what campaigns have queued; null where nothing was due. */
  readonly sendMessages: (signal: AbortSignal) => Promise<object | null>;
  /** Counts orders that followed a message of a campaign; null where there are none new. */
  readonly attributeSales: (signal: AbortSignal) => Promise<object | null>;
  /** Posts what is due to the webhooks of teams; null where nothing was. */
  readonly postProposals: (signal: AbortSignal) => Promise<object | null>;
  /** Analyses and briefs that are due; null where none were. */
  readonly runMornings: (signal: AbortSignal) => Promise<object | null>;
  /** Told of every run; “idle” where there was nothing to do. */
  readonly onRun?: (job: string, outcome: 'done' | 'idle' | 'failed', seconds: number) => void;
  readonly log: {
    info(fields: object, message: string): void;
    error(fields: object, message: string): void;
  };
}

export interface Schedule {
  /** Triggers nothing more, stops refreshes where they can go on later, and waits for what is running. */
  stop(): Promise<void>;
}

/** Nightly, when nobody asks. */
const HOUSEKEEPING = '17 3 * * *';
/** Whether some team's audiences are to be refreshed: its night, an import, a demo. */
const LOOK_FOR_REFRESHES = '* * * * *';
/** Messages of campaigns; a large one goes on until it is through. */
const SEND_MESSAGES = '*/5 * * * * *';
/** After imports; where nothing was imported there is nothing to do. */
const ATTRIBUTE_SALES = '29 * * * *';
/** What is on its way to a webhook; what failed waits longer each time. */
const POST_PROPOSALS = '* * * * *';
/** Whether it is morning somewhere; what was missed is made up for at the next look. */
const LOOK_FOR_MORNINGS = '* * * * *';
/** What came of decided proposals; soon after a decision it is taken down whom it was about. */
const SCORE_PROPOSALS = '41 * * * *';
/** After the start, so that the first question does not wait for a refresh to let it in. */
const FIRST_LOOK_MS = 3_000;

export function startSchedule(deps: ScheduleDeps): Schedule {
  const { timezone } = deps;
  const stopping = new AbortController();
  const running = new Set<Promise<void>>();
  const busy = new Set<string>();
  /** Runs `work` unless its last run goes on still. */
  const once = (name: string, work: () => Promise<object | null>) => {
    if (busy.has(name) || stopping.signal.aborted) return;
    busy.add(name);
    const since = performance.now();
    const tell = (outcome: 'done' | 'idle' | 'failed') =>
      deps.onRun?.(name, outcome, (performance.now() - since) / 1000);
    const run = work()
      .then(
        (result) => {
          tell(result ? 'done' : 'idle');
          if (result) deps.log.info(result, `${name} done`);
        },
        (error: unknown) => {
          if (stopping.signal.aborted) return;
          tell('failed');
          deps.log.error({ err: error }, `${name} failed`);
        },
      )
      .then(() => {
        busy.delete(name);
        running.delete(run);
      });
    running.add(run);
  };
  const lookForRefreshes = () => once('refresh of audiences', () => refreshDue(deps, stopping.signal));
  const tasks = [
    cron.schedule(HOUSEKEEPING, () => once('housekeeping', () => housekeeping(deps.db, deps.now())), {
      timezone,
      name: 'housekeeping',
    }),
    cron.schedule(
      SEND_MESSAGES,
      () => once('sending of messages', () => deps.sendMessages(stopping.signal)),
      { timezone, name: 'messages' },
    ),
    cron.schedule(
      ATTRIBUTE_SALES,
      () => once('attribution of sales', () => deps.attributeSales(stopping.signal)),
      { timezone, name: 'attribution' },
    ),
    cron.schedule(
      POST_PROPOSALS,
      () => once('posting of proposals', () => deps.postProposals(stopping.signal)),
      { timezone, name: 'proposals' },
    ),
    cron.schedule(LOOK_FOR_MORNINGS, () => once('morning', () => deps.runMornings(stopping.signal)), {
      timezone,
      name: 'mornings',
    }),
    cron.schedule(
      SCORE_PROPOSALS,
      () => once('scoring of proposals', () => scoreDue(deps, stopping.signal)),
      { timezone, name: 'scores of proposals' },
    ),
    cron.schedule(LOOK_FOR_REFRESHES, lookForRefreshes, { timezone, name: 'refreshes' }),
  ];
  const first = setTimeout(lookForRefreshes, FIRST_LOOK_MS).unref();
  return {
    stop: async () => {
      clearTimeout(first);
      await Promise.all(tasks.map((task) => task.destroy()));
      stopping.abort(new Error('the bot is stopping'));
      await Promise.all(running);
    },
  };
}
