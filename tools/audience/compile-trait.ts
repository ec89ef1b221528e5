/** Traits of the customer, of their profile and of their scores, as conditions on one row of each. */
import { UserError } from '../errors.ts';
import type { Workspace } from '../workspace.ts';
import { boundsSql } from './bounds.ts';
import { foldedIn } from './compile-target.ts';
import type { Trait } from './gate.ts';
import type { Parameters } from './parameters.ts';

/** The row a trait stands in: `people` is the customer's own, the others may be absent. */
export type TraitRow = 'people' | 'profile' | 'score';

type Kind = 'text' | 'number' | 'flag' | 'days_since' | 'membership';

interface Place {
  readonly row: TraitRow;
  readonly column: string;
  readonly kind: Kind;
}

const place = (row: TraitRow, column: string, kind: Kind): Place => ({ row, column, kind });

const PLACES: Record<Trait['trait'], Place> = {
  location: place('people', 'location', 'text'),
  country: place('people', 'country', 'text'),
  gender: place('people', 'gender', 'text'),
  favorite_color: place('people', 'favorite_color', 'text'),
  customer_segment: place('people', 'customer_segment', 'text'),
  segment: place('people', 'customer_id', 'membership'),
  top_interest: place('profile', 'top_interest', 'text'),
  preferred_channel: place('profile', 'preferred_channel', 'text'),
  age: place('people', 'age', 'number'),
  tenure_months: place('people', 'customer_tenure_months', 'number'),
  total_spent: place('profile', 'total_spent', 'number'),
  orders: place('profile', 'orders', 'number'),
  days_since_last_order: place('people', 'last_order_date', 'days_since'),
  days_since_last_seen: place('profile', 'last_seen_date', 'days_since'),
  engagement: place('score', 'engagement', 'number'),
  churn_probability: place('score', 'churn_probability', 'number'),
  lifetime_value: place('score', 'lifetime_value', 'number'),
  likes_luxury: place('profile', 'likes_luxury', 'flag'),
  email_consent: place('people', 'email_consent', 'flag'),
  whatsapp_consent: place('people', 'whatsapp_consent', 'flag'),
  sms_consent: place('people', 'sms_consent', 'flag'),
};

/** The row that holds the trait. */
export const rowOf = (trait: Trait['trait']): TraitRow => PLACES[trait].row;

/**
 * The trait as a condition. It holds only of what is known: a customer of unknown age is neither over nor under 30, an
 * unknown consent is neither given nor refused; `not_in` asks for another, known value. (`not` around a gate is
 * everybody else, the unknown included.) Throws a `UserError` for a condition that does not suit the trait.
 */
export function traitSql(trait: Trait, workspace: Workspace, tenant: string, parameters: Parameters): string {
  const { row, column, kind } = PLACES[trait.trait];
  const name = `${row}.${column}`;
  if (kind === 'membership') return membershipSql(trait, tenant, parameters);
  if (trait.op === 'is_known') return `${name} is not null`;
  if (trait.op === 'is_unknown') return `${name} is null`;
  if (trait.op === 'in' || trait.op === 'not_in') return listSql(trait, name, kind, parameters);
  if (kind !== 'number' && kind !== 'days_since') throw unsuited(trait);
  if (trait.value === undefined) throw unsuited(trait);
  const expression = kind === 'days_since' ? `(${parameters.add(workspace.today, 'date')} - ${name})` : name;
  const bounds = {
    op: trait.op,
    value: trait.value,
    ...(trait.upper === undefined ? {} : { upper: trait.upper }),
  };
  return boundsSql(expression, bounds, parameters);
}

function listSql(trait: Trait, name: string, kind: Kind, parameters: Parameters): string {
  const { op, values } = trait;
  if (values.length === 0) throw unsuited(trait);
  const not = op === 'not_in' ? 'not ' : '';
  if (kind === 'text')
    return `${not}(${foldedIn(name, parameters.add(trait.trait === 'gender' ? spelled(values) : values, 'text[]'))})`;
  if (kind !== 'flag') throw unsuited(trait);
  const flags = values.map((value) => value.trim().toLowerCase());
  if (flags.some((flag) => flag !== 'true' && flag !== 'false')) throw unsuited(trait);
  return `${not}(${name} = any(${parameters.add(
    flags.map((flag) => flag === 'true'),
    'boolean[]',
  )}))`;
}

/** Files write a gender as a letter or as a word. */
const GENDERS: readonly (readonly string[])[] = [
  ['f', 'female', 'woman', 'women', 'w'],
  ['m', 'male', 'man', 'men'],
];

const spelled = (values: readonly string[]): string[] => [
  ...new Set(
    values.flatMap(
      (value) => GENDERS.find((spellings) => spellings.includes(value.toLowerCase())) ?? [value],
    ),
  ),
];

/** Members of segments by name or id: those stored with their segment, and those of the customer's one main segment. */
function membershipSql(trait: Trait, tenant: string, parameters: Parameters): string {
  const member = (condition: string): string =>
    inSet(
      'people.customer_id',
      `select user_id as customer_id from segment_membership where tenant_id = ${tenant}${condition} union all select customer_id from fct_customer_segments where tenant_id = ${tenant}${condition}`,
    );
  if (trait.op === 'is_known') return member('');
  if (trait.op === 'is_unknown') return `not ${member('')}`;
  if ((trait.op !== 'in' && trait.op !== 'not_in') || trait.values.length === 0) throw unsuited(trait);
  const list = parameters.add(trait.values, 'text[]');
  const named = `(${foldedIn('segment_name', list)} or id::text = any(${list}))`;
  const among = member(
    ` and segment_id in (select id from audience_segments where tenant_id = ${tenant} and is_active and ${named})`,
  );
  return trait.op === 'in' ? among : `not ${among}`;
}

/**
 * Membership of a set that is a select of `customer_id`.
 *
 * A plain `in (select …)` becomes a join, and where the planner expects too few or too many rows a nested loop over every
 * pair. `is true` keeps it a look-up in a hash table; `unnest` makes the planner expect few keys, so that it always hashes.
 */
export const inSet = (key: string, select: string): string =>
  `(${key} in (select unnest(array_agg(found.customer_id)) from (${select}) as found)) is true`;

const unsuited = ({ trait, op }: Trait): UserError =>
  new UserError(
    'gate_trait',
    `“${trait.replaceAll('_', ' ')}” cannot be asked for with “${op.replaceAll('_', ' ')}” and these values.`,
  );
