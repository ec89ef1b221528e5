/** Asks every question of a set, each in a conversation of its own, and judges the last answer of each. */
import type { Trace } from '../../agent/llm/trace.ts';
import type { Handled } from '../../handlers/surface.ts';
import { type Judged, judge } from './judge.ts';
import type { EvaluationCase } from './question-set.ts';

export type Answerers = 'rules' | 'model' | 'both';

export interface Asker {
  /** Asks in the conversation `thread`. */
  ask(text: string, thread: string, answerers: Answerers): Promise<Handled>;
  newId(): string;
  /** The traces since the last call. */
  takeTraces(): readonly Trace[];
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

export async function runSet(
  cases: readonly EvaluationCase[],
  answerers: Answerers,
  asker: Asker,
  onResult: (result: Result) => void,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  for (const one of cases) {
    const result = await runCase(one, answerers, asker);
    results.push(result);
    onResult(result);
  }
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
    handled = await asker.ask(text, thread, answerers);
    ms = asker.clock() - before;
    last = asker.takeTraces();
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
