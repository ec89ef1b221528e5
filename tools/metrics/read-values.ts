/** The values that dimensions have in a workspace, one scan of each table. */
import type { TenantDb } from '../../db/db.ts';
import { aliasesIn, type Dimension, expressionFor, reaches, type SemanticModel } from './model.ts';
import type { SourceFacts } from './vocabulary.ts';

/** A table with more rows than this is read at its newest end; values not seen there are looked up when asked for. */
export const SCANNED_ROWS = 1_000_000;

/** A dimension with more values than this is not listed but looked up. */
export const LISTED_VALUES = 20_000;

export interface StoredValue {
  readonly dimension: string;
  readonly value: string;
  readonly count: number;
  readonly sources: readonly string[];
}

interface Scanned {
  readonly dimension: Dimension;
  readonly expression: string;
}

/** Values by dimension and expression; `sources` are those that compute the dimension by that expression. */
export async function readValues(
  db: TenantDb,
  model: SemanticModel,
  facts: ReadonlyMap<string, SourceFacts>,
  timezone: string,
): Promise<readonly StoredValue[]> {
  const scans = planScans(model, facts);
  const found = await Promise.all([...scans].map(([from, scanned]) => scan(db, from, scanned, timezone)));
  return found.flat().map(({ scanned, value, count }) => ({
    dimension: scanned.dimension.id,
    value,
    count,
    sources: sourcesBy(scanned, model, facts),
  }));
}

function sourcesBy(
  { dimension, expression }: Scanned,
  model: SemanticModel,
  facts: ReadonlyMap<string, SourceFacts>,
): readonly string[] {
  return [...model.sources.values()]
    .filter(
      (source) => (facts.get(source.id)?.rows ?? 0) > 0 && expressionFor(dimension, source) === expression,
    )
    .map((source) => source.id);
}

/** Stands for the values of a dimension that are not listed (numbers, customer ids): that there are any. */
const SOME_VALUE = '*';

/** True for a dimension whose values are few enough to list. */
export function isListed(dimension: Dimension): boolean {
  return !dimension.open && dimension.kind !== 'number';
}

/** `from` clauses (each ends at its tenant predicate on `$1`) with the dimensions to read from them. */
function planScans(
  model: SemanticModel,
  facts: ReadonlyMap<string, SourceFacts>,
): ReadonlyMap<string, readonly Scanned[]> {
  const scans = new Map<string, Scanned[]>();
  for (const dimension of model.dimensions.values()) {
    if (dimension.per !== null) continue;
    for (const expression of dimension.expressions) {
      if (/\{(date|window_start)\}/.test(expression)) continue;
      const from = homeOf(expression, model, facts);
      scans.set(from, [...(scans.get(from) ?? []), { dimension, expression }]);
    }
  }
  return scans;
}

/** The one table an expression names, or the smallest source that joins all it names (the last declared). */
function homeOf(expression: string, model: SemanticModel, facts: ReadonlyMap<string, SourceFacts>): string {
  const aliases = aliasesIn(expression);
  const [alias = ''] = aliases;
  const table =
    model.sources.get(alias)?.table ??
    [...model.sources.values()].map((source) => source.joins.get(alias)?.table).find(Boolean);
  const large = model.sources.get(alias);
  if (aliases.length === 1 && large?.date && isSampled(alias, facts))
    return `(select * from ${large.table} as ${alias} where ${alias}.tenant_id = $1
      order by ${large.date} desc limit ${SCANNED_ROWS}) as ${alias} where true`;
  if (aliases.length === 1 && table) return `${table} as ${alias} where ${alias}.tenant_id = $1`;
  const sources = [...model.sources.values()].filter((source) => reaches(source, expression));
  const source = sources.find(({ id }) => aliases.includes(id)) ?? sources[0];
  if (!source) throw new Error(`no source reaches ${expression}`);
  const joins = aliases.flatMap((name) => source.joins.get(name) ?? []);
  const joined = joins.map(
    (join) =>
      `left join ${join.table} as ${join.alias} on ${join.alias}.tenant_id = ${source.id}.tenant_id and ${join.on}`,
  );
  return `${source.table} as ${source.id} ${joined.join(' ')} where ${source.id}.tenant_id = $1`;
}

/** True where only the newest rows of the source are scanned for values. */
export function isSampled(source: string, facts: ReadonlyMap<string, SourceFacts>): boolean {
  return (facts.get(source)?.rows ?? 0) > SCANNED_ROWS;
}

async function scan(
  db: TenantDb,
  from: string,
  scanned: readonly Scanned[],
  timezone: string,
): Promise<readonly { scanned: Scanned; value: string; count: number }[]> {
  const zoned = scanned.some(({ expression }) => expression.includes('{timezone}'));
  const columns = scanned.map(({ dimension, expression }, index) => {
    const value = `(${expression.replaceAll('{timezone}', '$2')})`;
    return isListed(dimension)
      ? `${value}::text as v${index}`
      : `case when ${value} is not null then '${SOME_VALUE}' end as v${index}`;
  });
  const names = scanned.map((_, index) => `v${index}`);
  const which = names.map((name, index) => `when grouping(${name}) = 0 then ${index}`);
  const sql = `
    select which, value, n from (
      select which, value, n, row_number() over (partition by which order by n desc, value) as place from (
        select case ${which.join(' ')} end as which, coalesce(${names.join(', ')}) as value, count(*) as n
        from (select ${columns.join(', ')} from ${from}) rows
        group by grouping sets (${names.map((name) => `(${name})`).join(', ')})) counted
      where value is not null and value <> '') placed
    where place <= ${LISTED_VALUES + 1}`;
  const { rows } = await db.read<{ which: number; value: string; n: number }>(
    sql,
    zoned ? [db.tenantId, timezone] : [db.tenantId],
    { maxRows: (LISTED_VALUES + 1) * scanned.length },
  );
  return rows.flatMap((row) => {
    const found = scanned[row.which];
    return found ? [{ scanned: found, value: row.value, count: row.n }] : [];
  });
}
