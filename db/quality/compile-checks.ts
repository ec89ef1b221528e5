/**
 * Turns the checks of a table into SQL: one statement that counts for all of them, and one that takes
 * samples of the rows that failed. Checks of single rows share one scan.
 */
import type { SqlValue } from '../db.ts';
import { CHECKED_TABLES, type CheckedTable, type QualityCheck } from './check.ts';

export interface Scope {
  readonly tenantId: string;
  /** The workspace's day, `YYYY-MM-DD`. */
  readonly today: string;
  readonly currency: string;
  readonly timezone: string;
}

export interface Statement {
  readonly text: string;
  readonly values: readonly SqlValue[];
}

/** How many offending keys a result names. */
const SAMPLE_SIZE = 5;
/** Kinds that cannot be told by looking at one row. */
const OWN_QUERY: ReadonlySet<QualityCheck['kind']> = new Set(['unique', 'orphan', 'freshness', 'query']);

/** A check of single rows: which are looked at, and which of those are bad. */
interface RowCheck {
  readonly kind: 'rows';
  readonly looked: string;
  readonly bad: string;
  /** A column without which, in the whole table, there is nothing to look at. */
  readonly used?: string;
}

/** A check that needs a query of its own, of `key` and `n`. */
interface SetCheck {
  readonly kind: 'set';
  readonly offenders: string;
  readonly checked: string;
}

/**
 * One row with `failed_<i>` and `checked_<i>` for the i-th check, and `sample_<i>` (an array) for those that
 * find their samples while counting.
 */
export function countStatement(
  table: CheckedTable,
  checks: readonly QualityCheck[],
  scope: Scope,
): Statement {
  const values = new Values(scope);
  const scan: string[] = [];
  const queries: string[] = [];
  const columns: string[] = [];
  for (const [index, check] of checks.entries()) {
    const compiled = compile(check, values);
    if (compiled.kind === 'rows') {
      const { looked, bad, used } = compiled;
      const count = (condition: string) => {
        const counted = `count(*) filter (where ${condition})`;
        return used ? `case when count(${used}) = 0 then 0 else ${counted} end` : counted;
      };
      scan.push(
        `${count(`(${looked}) and (${bad})`)} as failed_${index}`,
        `${count(looked)} as checked_${index}`,
      );
      continue;
    }
    queries.push(`offenders_${index} as materialized (${compiled.offenders})`);
    columns.push(
      `(select coalesce(sum(n), 0)::bigint from offenders_${index}) as failed_${index}`,
      `coalesce((${compiled.checked}), 0)::bigint as checked_${index}`,
      `array(select key::text from offenders_${index} order by key limit ${SAMPLE_SIZE}) as sample_${index}`,
    );
  }
  const scanned = `scan as (select ${['count(*) as rows', ...scan].join(',\n')} from ${table} where ${values.own(table)})`;
  return {
    text: `with ${[scanned, ...queries].join(',\n')}\nselect ${['scan.*', ...columns].join(',\n')} from scan`,
    values: values.list,
  };
}

/** Rows of `check` (the position in `checks`) and `key`, up to five per check; null where none is a check of rows. */
export function sampleStatement(
  table: CheckedTable,
  checks: readonly QualityCheck[],
  scope: Scope,
): Statement | null {
  const values = new Values(scope);
  const parts = checks.flatMap((check, index) => {
    // These have found their samples while counting.
    if (OWN_QUERY.has(check.kind)) return [];
    const compiled = compile(check, values);
    if (compiled.kind === 'set') return [];
    return [
      `(select ${index} as check, (${CHECKED_TABLES[table].key})::text as key from ${table}
        where ${values.own(table)} and (${compiled.looked}) and (${compiled.bad}) limit ${SAMPLE_SIZE})`,
    ];
  });
  return parts.length > 0 ? { text: parts.join('\nunion all\n'), values: values.list } : null;
}

function compile(check: QualityCheck, values: Values): RowCheck | SetCheck {
  if (check.kind === 'query')
    return { kind: 'set', offenders: values.fill(check.offenders), checked: values.fill(check.of) };
  const where = check.where === undefined ? 'true' : values.fill(check.where);
  /** Rows in which the column holds anything. */
  const filled = (column: string) => `(${where}) and ${column} is not null`;
  const rows = (looked: string, bad: string): RowCheck => ({ kind: 'rows', looked, bad });
  switch (check.kind) {
    case 'not_null': {
      const bad = `coalesce(btrim(${check.column}::text), '') = ''`;
      return check.if_used ? { ...rows(where, bad), used: check.column } : rows(where, bad);
    }
    case 'unique':
      return uniqueCheck(check.table, check.columns, where, values);
    case 'orphan':
      return orphanCheck(check, where, values);
    case 'range': {
      const { column } = check;
      const limit = (bound: number | string) =>
        typeof bound === 'string' ? `${values.add(bound)}::date` : `${values.add(bound)}::numeric`;
      const beyond = [
        check.min === undefined ? [] : [`${column} < ${limit(check.min)}`],
        check.max === undefined ? [] : [`${column} > ${limit(check.max)}`],
      ];
      return rows(filled(column), beyond.flat().join(' or '));
    }
    case 'not_in_future':
      return rows(filled(check.column), `${check.column} > ${values.fill('{today}')}`);
    case 'allowed_values': {
      const allowed = values.add(check.values.map((value) => value.toLowerCase()));
      return rows(filled(check.column), `lower(btrim(${check.column})) <> all(${allowed}::text[])`);
    }
    case 'pattern':
      return rows(filled(check.column), `${check.column} !~* ${values.add(check.pattern)}`);
    case 'freshness': {
      const oldest = `${values.fill('{today}')} - ${values.add(check.max_age_days)}::int`;
      const from = `from ${check.table} where ${values.own(check.table)} and (${where})`;
      return {
        kind: 'set',
        offenders: `select max(${check.column})::text as key, 1 as n ${from} having max(${check.column}) < ${oldest}`,
        checked: `select least(count(*), 1) from (select ${from} limit 1) any_row`,
      };
    }
    case 'reconciles': {
      const [left, right] = [values.fill(check.left), values.fill(check.right)];
      const both = `(${where}) and ${left} is not null and ${right} is not null`;
      return rows(both, `abs((${left}) - (${right})) > ${values.add(check.within)}::numeric`);
    }
    case 'predicate':
      return rows(where, values.fill(check.bad));
  }
}

/** Counts the rows beyond the first of each combination. */
function uniqueCheck(
  table: CheckedTable,
  columns: readonly string[],
  where: string,
  values: Values,
): SetCheck {
  const from = `from ${table} where ${values.own(table)} and (${where})`;
  return {
    kind: 'set',
    offenders: `select min((${CHECKED_TABLES[table].key})::text) as key, count(*) - 1 as n ${from}
      group by ${columns.join(', ')} having count(*) > 1`,
    checked: `select count(*) ${from}`,
  };
}

function orphanCheck(
  check: Extract<QualityCheck, { kind: 'orphan' }>,
  where: string,
  values: Values,
): SetCheck {
  const { table, column, references } = check;
  const [parent, key] = references.split('.');
  const from = `from ${table} where ${values.own(table)} and (${where}) and ${column} is not null`;
  return {
    kind: 'set',
    offenders: `select child.value as key, child.n
      from (select ${column} as value, count(*) as n ${from} group by ${column}) child
      left join ${parent} parent on ${values.own('parent')} and parent.${key} = child.value
      where parent.${key} is null`,
    checked: `select count(*) ${from}`,
  };
}

const PLACEHOLDERS = {
  '{tenant}': { field: 'tenantId', type: 'uuid' },
  '{today}': { field: 'today', type: 'date' },
  '{currency}': { field: 'currency', type: 'text' },
  '{timezone}': { field: 'timezone', type: 'text' },
} as const;

/** The parameters of a statement; texts refer to them by number. */
class Values {
  readonly list: SqlValue[] = [];
  readonly #scope: Scope;
  readonly #known = new Map<string, string>();

  constructor(scope: Scope) {
    this.#scope = scope;
  }

  /** The parameter for a value. */
  add(value: SqlValue): string {
    return `$${this.list.push(value)}`;
  }

  /** True for the tenant's rows of a table. */
  own(table: string): string {
    return this.fill(`${table}.tenant_id = {tenant}`);
  }

  /** Puts parameters where the placeholders stand; each is sent once, and only if it is used. */
  fill(text: string): string {
    return text.replace(/\{(tenant|today|currency|timezone)\}/g, (placeholder) => {
      const { field, type } = PLACEHOLDERS[placeholder as keyof typeof PLACEHOLDERS];
      const known = this.#known.get(field) ?? this.add(this.#scope[field]);
      this.#known.set(field, known);
      return `${known}::${type}`;
    });
  }
}
