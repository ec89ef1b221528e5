/** Asks every question of a set, each in a conversation of its own, and judges the last answer of each. */
import type { Trace } from '../../agent/llm/trace.ts';
import type { Handled } from '../../handlers/surface.ts';
import { type Judged, judge } from './judge.ts';
import type { EvaluationCase } from './question-set.ts';

export type Answerers = 'rules' | 'model' | 'both';

interface Asked {
  readonly handled: Handled;
  /** Of the models that were asked. */
  readonly traces: readonly Trace[];
}

export interface Asker {
  /** Asks in the conversation `thread`. */
  ask(text: string, thread: string, answerers: Answerers): Promise<Asked>;
  newId(): string;
  /** Milliseconds, monotonic. */
  clock(): number;
}

export interface Result extends Judged {
  readonly question: string;
  readonly group: string;
  /** Of the last turn. */
  readonly ms: number;
  /** Who gave the last answer. */
  readonly answeredBy: 'rules' | 'model';
  readonly promptTokens: number;
  readonly completionTokens: number;
  /** US dollars; null where a price is not known. */
  readonly costUsd: number | null;
}

export interface RunOptions {
  readonly answerers: Answerers;
  /** Questions under way together; more than one for a model that takes its time. */
  readonly atOnce: number;
  /** Told as they come; the list is in the order of the set. */
  readonly onResult: (result: Result) => void;
}

export async function runSet(
  cases: readonly EvaluationCase[],
  asker: Asker,
  { answerers, atOnce, onResult }: RunOptions,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  const left = cases.entries();
  async function work(): Promise<void> {
    for (const [at, one] of left) {
      const result = await runCase(one, answerers, asker);
      results[at] = result;
      onResult(result);
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work));
  return results;
}

async function runCase(one: EvaluationCase, answerers: Answerers, asker: Asker): Promise<Result> {
  const thread = asker.newId();
  const traces: Trace[] = [];
  let handled: Handled | null = null;
  let last: readonly Trace[] = [];
  let ms = 0;
  for (const text of one.turns) {
    const before = asker.clock();
    ({ handled, traces: last } = await asker.ask(text, thread, answerers));
    ms = asker.clock() - before;
    traces.push(...last);
  }
  const byModel = last.some(({ status }) => status === 'answered' || status === 'asked');
  // Asked of the model alone, what the rules say in its place is not its answer.
  const fellBack = answerers === 'model' && !byModel && handled?.status === 'answered';
  const judged: Judged =
    fellBack && one.expected.kind !== 'not_answered'
      ? { verdict: 'refused', because: 'the model gave no answer' }
      : judge(one, fellBack || !handled ? { status: 'refused', facts: null } : handled);
  const costs = traces.map(({ costUsd }) => costUsd);
  return {
    ...judged,
    question: one.turns.join(' → '),
    group: one.group,
    ms,
    answeredBy: byModel ? 'model' : 'rules',
    promptTokens: sum(traces.map(({ promptTokens }) => promptTokens)),
    completionTokens: sum(traces.map(({ completionTokens }) => completionTokens)),
    costUsd: costs.includes(null) ? null : sum(costs.map(Number)),
  };
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
