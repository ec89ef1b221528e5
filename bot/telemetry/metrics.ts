/** Numbers for Prometheus: of this process since it started, and what all processes share. */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { ModelAgent } from '../../agent/llm/model-agent.ts';
import type { Watcher } from './happenings.ts';
import { createSharedState, type SharedStateDeps } from './shared-state.ts';

export interface Metrics {
  readonly watcher: Watcher;
  readonly contentType: string;
  /** The text that Prometheus reads. */
  read(): Promise<string>;
}

const SECONDS = [0.005, 0.02, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];
const LONG_SECONDS = [0.01, 0.1, 1, 10, 60, 300, 1_800];

export interface MetricsDeps extends SharedStateDeps {
  /** Absent: no language model is configured. */
  readonly modelAgent?: Pick<ModelAgent, 'settings' | 'isResting'>;
}

export function createMetrics(deps: MetricsDeps): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const counter = (name: string, help: string, labelNames: string[]) =>
    new Counter({ name, help, labelNames, registers });
  const gauge = (name: string, help: string, labelNames: string[]) =>
    new Gauge({ name, help, labelNames, registers });
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
  const jobs = histogram('walker_job_seconds', 'Runs of jobs', ['job_name', 'outcome'], LONG_SECONDS);
  const succeeded = gauge(
    'walker_job_last_success_timestamp_seconds',
    'When a job of this process last ended without failing, with something to do or without',
    ['job_name'],
  );
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
  const limited = counter('walker_model_limited_questions_total', 'Questions to a model that a limit ended', [
    'limit',
  ]);
  const resting = gauge(
    'walker_model_resting',
    '1 while a model is not asked because it failed too often in a row, 0 otherwise',
    ['role'],
  );
  const embeddings = counter('walker_embedding_calls_total', 'Calls of an embedding service', [
    'model',
    'outcome',
  ]);
  const embedding = histogram(
    'walker_embedding_call_seconds',
    'Calls of an embedding service, waiting and tries included',
    ['model'],
    LONG_SECONDS,
  );
  const embedded = counter('walker_embedding_tokens_total', 'Tokens of embedding services', ['model']);
  const embeddingCost = counter(
    'walker_embedding_cost_dollars_total',
    'US dollars, where the price is known',
    ['model'],
  );
  const embeddingUnpriced = counter(
    'walker_embedding_unpriced_calls_total',
    'Calls whose price is not known',
    ['model'],
  );
  const readShared = createSharedState(registry, deps);

  function readModels(): void {
    const { modelAgent } = deps;
    if (!modelAgent) return;
    const { fast } = modelAgent.settings.models;
    for (const role of fast === null ? (['strong'] as const) : (['strong', 'fast'] as const))
      resting.set({ role }, Number(modelAgent.isResting(role)));
  }

  return {
    contentType: registry.contentType,
    async read() {
      readModels();
      // The process's own numbers are there also where the database is not.
      await readShared();
      return registry.metrics();
    },
    watcher: {
      turn(kind, surface, outcome, seconds) {
        questions.inc({ surface, kind, outcome });
        answering.observe({ kind }, seconds);
      },
      tool: (tool, outcome, seconds) => tools.observe({ tool, outcome }, seconds),
      job(name, outcome, seconds) {
        jobs.observe({ job_name: name, outcome }, seconds);
        if (outcome !== 'failed') succeeded.set({ job_name: name }, deps.now().getTime() / 1000);
      },
      trace({ role, status, limit, steps }) {
        asked.inc({ role, status });
        if (limit !== null) limited.inc({ limit });
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
      embedding({ model, outcome, seconds, tokens: used, costUsd }) {
        embeddings.inc({ model, outcome });
        embedding.observe({ model }, seconds);
        embedded.inc({ model }, used);
        if (costUsd === null) embeddingUnpriced.inc({ model });
        else embeddingCost.inc({ model }, costUsd);
      },
    },
  };
}
