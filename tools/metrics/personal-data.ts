/** Who may see names and addresses. */
import type { Outcome } from '../define-tool.ts';
import { type Role, roleAllows } from '../roles.ts';
import type { MetricQuery } from './metric-query.ts';
import type { SemanticModel } from './model.ts';

/** Refuses a query that shows, or searches by, what identifies a person, to whom is not an analyst; null where it may run. */
export function refusePersonal(
  query: MetricQuery,
  model: SemanticModel,
  role: Role,
): Extract<Outcome<never>, { kind: 'refused' }> | null {
  const named = [
    ...query.by,
    ...query.where.map(({ dimension }) => dimension),
    ...(query.transform?.kind === 'share'
      ? (query.transform.of ?? []).map(({ dimension }) => dimension)
      : []),
    ...(query.compareTo?.kind === 'values' ? [query.compareTo.dimension] : []),
    ...(query.order ? [query.order.by] : []),
  ];
  const personal = named.some((id) => model.dimensions.get(id)?.personal);
  if (!personal || roleAllows(role, 'analyst')) return null;
  return {
    kind: 'refused',
    because: 'Names, e-mail addresses and phone numbers are personal data, which analysts may see.',
    suggestions: [
      'Ask by customer number instead (“top 10 customers by revenue”), or ask an admin for the role analyst.',
    ],
  };
}
