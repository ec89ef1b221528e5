/** Counts what one question takes and says when it is enough. */
import { Cancelled, LimitReached } from './failures.ts';
import type { QuestionLimits } from './settings.ts';
import type { LimitKind, ModelStep, Trace, TraceStep } from './trace.ts';

export interface QuestionMeter {
  readonly steps: readonly TraceStep[];
  /** Calls of the model so far. */
  readonly calls: number;
  /** The limit that lets the next call of the model be the last one; null where there may be more. */
  endsBy(): LimitKind | null;
  /** Throws `LimitReached` or `Cancelled` where no further call of the model may be made. */
  check(): void;
  add(step: TraceStep): void;
  /** So far; dollars of the calls with a known price. */
  taken(): { readonly dollars: number; readonly tokens: number };
  totals(): Pick<Trace, 'promptTokens' | 'completionTokens' | 'estimated' | 'costUsd' | 'steps'>;
}

/** `deadline` ends with the seconds, `cancelled` when somebody wants it to. */
export function createQuestionMeter(
  limits: QuestionLimits,
  { deadline, cancelled }: { readonly deadline: AbortSignal; readonly cancelled: AbortSignal },
): QuestionMeter {
  const steps: TraceStep[] = [];
  const models = (): ModelStep[] => steps.filter((step) => step.kind === 'model');
  const sum = (of: (step: ModelStep) => number): number =>
    models().reduce((total, step) => total + of(step), 0);
  const tokens = (): number => sum((step) => step.promptTokens + step.completionTokens);
  const dollars = (): number => sum((step) => step.costUsd ?? 0);
  return {
    steps,
    get calls() {
      return models().length;
    },
    endsBy() {
      const calls = models();
      const latest = calls.at(-1);
      // A prompt only grows: where another like the last would not fit twice, the next one is the last.
      const next = latest ? latest.promptTokens + latest.completionTokens : 0;
      if (calls.length + 1 >= limits.steps) return 'steps';
      return tokens() + 2 * next > limits.tokens ? 'tokens' : null;
    },
    check() {
      if (cancelled.aborted) throw new Cancelled('the question was cancelled');
      if (deadline.aborted) throw new LimitReached('seconds');
      if (models().length >= limits.steps) throw new LimitReached('steps');
      if (tokens() >= limits.tokens) throw new LimitReached('tokens');
      if (dollars() >= limits.dollars) throw new LimitReached('dollars');
    },
    add: (step) => void steps.push(step),
    taken: () => ({ dollars: dollars(), tokens: tokens() }),
    totals() {
      const unknown = models().some((step) => step.costUsd === null);
      return {
        steps: [...steps].sort((a, b) => a.startedAt.localeCompare(b.startedAt)),
        promptTokens: sum((step) => step.promptTokens),
        completionTokens: sum((step) => step.completionTokens),
        estimated: models().some((step) => step.estimated),
        costUsd: unknown ? null : dollars(),
      };
    },
  };
}
