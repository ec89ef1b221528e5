/** Figures of some people alone: “the revenue of customers who bought socks, but not shoes”. */
import { describeAudience } from '../audience/describe-gate.ts';
import type { Gate } from '../audience/gate.ts';
import type { Workspace } from '../workspace.ts';
import { capital, uncapital } from './capital.ts';
import type { MetricQuery } from './metric-query.ts';
import { type Dimension, expressionFor } from './model.ts';
import type { PlanContext } from './plan-context.ts';
import { Refusal } from './refusal.ts';

/** The dimension that says whose a row is. */
const CUSTOMER = 'customer';

export interface PlannedPeople {
  readonly gate: Gate;
  /** The gate's periods count back from its today. */
  readonly workspace: Workspace;
  /** Whose a row of any source is. */
  readonly customer: Dimension;
  /** “customers who bought Socks”. */
  readonly words: string;
}

/** The people of the query; null where it is about everybody. Throws `Refusal` where a source knows no customers. */
export function planPeople(
  { people }: MetricQuery,
  sources: readonly string[],
  { model, workspace }: PlanContext,
): PlannedPeople | null {
  if (!people || people.kind === 'everyone') return null;
  const customer = model.dimensions.get(CUSTOMER);
  const nobodys = sources
    .flatMap((id) => model.sources.get(id) ?? [])
    .find((source) => !customer || expressionFor(customer, source) === null);
  if (!customer || nobodys)
    throw new Refusal(
      `${capital(nobodys?.label ?? 'this')} is not recorded by customer, so it cannot be told for some of them.`,
    );
  return { gate: people, workspace, customer, words: uncapital(describeAudience(people, workspace)) };
}
