/** What an answer is called. */
import { uncapital } from './capital.ts';
import { filterPhrase, listed } from './phrases.ts';
import { countedThings, type Plan } from './plan.ts';
import type { PlanContext } from './plan-context.ts';

/** "Revenue by category for Chicago": what is shown, by what, of what. */
export function titleOf(plan: Plan, vocabulary: PlanContext['vocabulary'], currency: string): string {
  const axes = [
    ...plan.by.map(({ label }) => uncapital(label)),
    ...(plan.query.grain ? [plan.query.grain] : []),
  ];
  const by = axes.length > 0 ? ` by ${axes.join(' and ')}` : '';
  const named = plan.query.count ? `Number of ${countedThings(plan)}` : `${measureOf(plan)}${by}`;
  const where = filterPhrase(plan.query.where, vocabulary, currency, plan.metrics);
  const whose = plan.people ? `, ${plan.people.words}` : '';
  return `${named}${where === '' ? '' : ` ${where}`}${whose}`;
}

/** "Share of revenue", "Average orders per day". */
function measureOf({ metrics, query }: Plan): string {
  const names = listed(
    metrics.map(({ label }, index) => (index === 0 ? label : uncapital(label))),
    'and',
  );
  switch (query.transform?.kind) {
    case 'share':
      return `Share of ${uncapital(names)}`;
    case 'cumulative':
      return `${names}, running total`;
    case 'rolling':
      return `${names}, rolling mean`;
    case 'growth':
      return `Growth of ${uncapital(names)}`;
    case 'average_per':
      return `Average ${uncapital(names)} per ${query.transform.grain}`;
    default:
      return names;
  }
}
