/** Numbers for Prometheus: of this process since it started, but for the outbox, which all processes share. */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Queryable } from '../../db/db.ts';
import type { Watcher } from './happenings.ts';

export interface Metrics {
  readonly watcher: Watcher;
  readonly contentType: string;
  /** The text that Prometheus reads. */
  read(): Promise<string>;
}

const SECONDS = [0.005, 0.02, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];
const JOB_SECONDS = [0.01, 0.1, 1, 10, 60, 300, 1_800];
const OUTBOX_STATES = ['queued', 'sending', 'sent', 'failed', 'unknown', 'skipped'];
/** A large outbox takes a while to count, and whoever scrapes often need not wait for it. */
const OUTBOX_MS = 30_000;

export interface MetricsDeps {
  /** As the owner: all teams together. */
  readonly db: Queryable;
  readonly now: () => Date;
  readonly log: { error(fields: object, message: string): void };
}

export function createMetrics(deps: MetricsDeps): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const counter = (name: string, help: string, labelNames: string[]) =>
    new Counter({ name, help, labelNames, registers });
  const histogram = (name: string, help: string, labelNames: string[], buckets = SECONDS) =>
    new Histogram({ name, help, labelNames, buckets, registers });

  const questions = counter('walker_questions_total', 'Messages, commands and presses by what came of them', [
    'surface',
    'kind',
    'outcome',
  ]);
  const answering = histogram('walker_answer_seconds', 'From the arrival of a question to its answer', [
    'kind',
  ]);
  const tools = histogram('walker_tool_seconds', 'Runs of tools', ['tool', 'outcome']);
  const jobs = histogram('walker_job_seconds', 'Runs of jobs', ['job', 'outcome'], JOB_SECONDS);
  const asked = counter('walker_model_questions_total', 'Questions that went to a language model', [
    'role',
    'status',
  ]);
  const calls = counter('walker_model_calls_total', 'Calls of language models', ['model', 'outcome']);
  const calling = histogram(
    'walker_model_call_seconds',
    'Calls of language models, waiting and tries included',
    ['model'],
  );
  const tokens = counter('walker_model_tokens_total', 'Tokens of language models', ['model', 'kind']);
  const cost = counter('walker_model_cost_dollars_total', 'US dollars, where the price is known', ['model']);
  const unpriced = counter('walker_model_unpriced_calls_total', 'Calls whose price is not known', ['model']);
  const outbox = new Gauge({
    name: 'walker_outbox_messages',
    help: 'Messages of campaigns by state, over all teams and processes',
    labelNames: ['state'],
    registers,
  });

  let countedAt = Number.NEGATIVE_INFINITY;
  async function countOutbox(): Promise<void> {
    const now = deps.now().getTime();
    if (now - countedAt < OUTBOX_MS) return;
    countedAt = now;
    const { rows } = await deps.db.query<{ state: string; messages: number }>(
      'select state, count(*)::float8 as messages from outbox group by state',
    );
    const found = new Map(rows.map(({ state, messages }) => [state, messages]));
    for (const state of OUTBOX_STATES) outbox.set({ state }, found.get(state) ?? 0);
  }

  return {
    contentType: registry.contentType,
    async read() {
      // The process's own numbers are there also where the database is not; those of the outbox are left out then.
      await countOutbox().catch((error: unknown) => {
        outbox.reset();
        deps.log.error({ err: error }, 'the outbox could not be counted');
      });
      return registry.metrics();
    },
    watcher: {
      turn(kind, surface, outcome, seconds) {
        questions.inc({ surface, kind, outcome });
        answering.observe({ kind }, seconds);
      },
      tool: (tool, outcome, seconds) => tools.observe({ tool, outcome }, seconds),
      job: (job, outcome, seconds) => jobs.observe({ job, outcome }, seconds),
      trace({ role, status, steps }) {
        asked.inc({ role, status });
        for (const step of steps) {
          if (step.kind === 'tool') continue;
          const { name: model, outcome, ms, promptTokens, completionTokens, costUsd } = step;
          calls.inc({ model, outcome });
          calling.observe({ model }, ms / 1000);
          tokens.inc({ model, kind: 'prompt' }, promptTokens);
          tokens.inc({ model, kind: 'completion' }, completionTokens);
          if (costUsd === null) unpriced.inc({ model });
          else cost.inc({ model }, costUsd);
        }
      },
    },
  };
}
