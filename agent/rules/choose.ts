/** Choices → a question back, every option with its complete call. */
import type { MetricQueryInput } from '../../tools/metrics/metric-query.ts';
import type { Interpretation } from '../interpretation.ts';
import { toCall } from './call.ts';
import type { Choice } from './clause.ts';
import type { Draft } from './draft.ts';
import type { Problem } from './resolve/problem.ts';

/** Makes a query of a draft: afresh, or merged into the thread's last one. */
export type Finish = (
  draft: Draft,
) =>
  | { readonly kind: 'query'; readonly query: MetricQueryInput; readonly notes: readonly string[] }
  | Problem;

/** Null where no option leads to an answer. */
export function askBack(choice: Choice, draft: Draft, finish: Finish): Interpretation | null {
  const options = choice.options.flatMap(({ label, apply }) => {
    const changed = structuredClone(draft);
    apply(changed);
    const finished = finish(changed);
    return finished.kind === 'query' ? [{ label, call: toCall(finished.query) }] : [];
  });
  return options.length === 0 ? null : { kind: 'clarify', question: choice.question, options };
}
