/** From what a person calls a segment to the segment. */
import { distance } from 'fastest-levenshtein';
import type { Call } from '../../cards/card.ts';
import type { TenantDb } from '../../db/db.ts';
import type { Outcome } from '../define-tool.ts';
import type { Method } from './segment.ts';

export interface NamedSegment {
  readonly id: string;
  readonly name: string;
  readonly method: Method;
  readonly criteria: unknown;
}

type NotFound = Extract<Outcome<never>, { kind: 'clarify' | 'refused' }>;

/** A name that is off by at most this part of its letters is offered. */
const TYPO = 1 / 3;
const OFFERED = 5;

/**
 * The active segment of this id or name; upper and lower case, hyphens, “the”, “customers” and the plural do not count.
 * Where several or none fit, a question with the nearest, each as the call that `again` makes of its id.
 */
export async function findSegment(
  db: TenantDb,
  said: string,
  again: (id: string) => Call,
): Promise<{ readonly kind: 'found'; readonly segment: NamedSegment } | NotFound> {
  const { rows } = await db.read<NamedSegment>(
    `select id::text as id, segment_name as name, method, criteria from audience_segments
     where tenant_id = $1 and is_active order by array_position(array['rfm', 'rule', 'static', 'kmeans'], method), id`,
    [db.tenantId],
  );
  if (rows.length === 0)
    return {
      kind: 'refused',
      because: 'There are no segments yet.',
      suggestions: ['Make them with /walker segments scheme five, or save an audience you found.'],
    };
  const wanted = plain(said);
  const exact = rows.find(
    ({ id, name }) => id === said.trim() || name.toLowerCase() === said.trim().toLowerCase(),
  );
  if (exact) return { kind: 'found', segment: exact };
  const same = rows.filter(({ name }) => plain(name) === wanted);
  const holding =
    same.length > 0 ? same : rows.filter(({ name }) => wanted !== '' && plain(name).includes(wanted));
  const [only] = holding;
  if (only && holding.length === 1) return { kind: 'found', segment: only };
  const near =
    holding.length > 0
      ? holding
      : rows.filter(({ name }) => distance(plain(name), wanted) <= wanted.length * TYPO);
  if (near.length > 0)
    return {
      kind: 'clarify',
      question: `Which segment do you mean by “${said}”?`,
      options: near.slice(0, OFFERED).map(({ id, name }) => ({ label: name, call: again(id) })),
    };
  return {
    kind: 'refused',
    because: `There is no segment called “${said}”.`,
    suggestions: [`There are: ${rows.map(({ name }) => name).join(', ')}.`],
  };
}

/** "At-Risk customers" and "at risk" are the same: lower case, no hyphens, no filler, no plural. */
function plain(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[’']/g, '')
    .replace(/[^a-z0-9]+/g, ' ')
    .replace(/\b(the|our|my|segment|segments|customers?|people|group)\b/g, ' ')
    .replace(/s\b/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}
