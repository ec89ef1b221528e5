/** The values that dimensions have in a workspace, one scan of each table. */

import type { Workspace } from '../workspace.ts';
import type { ReadFacts } from './facts-cache.ts';
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
  read: ReadFacts,
  workspace: Pick<Workspace, 'tenantId' | 'timezone'>,
  model: SemanticModel,
  facts: ReadonlyMap<string, SourceFacts>,
): Promise<readonly StoredValue[]> {
  const scans = planScans(model, facts);
  const found = await Promise.all(
    [...scans.values()].map(({ home, scanned }) => scan(read, workspace, home, scanned)),
  );
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

/** Where values are read. */
interface Home {
  /** A `from` clause that ends at its tenant predicate on `$1`. */
  readonly from: string;
  readonly tables: readonly string[];
}

/** By `from` clause, with the dimensions to read from them. */
function planScans(
  model: SemanticModel,
  facts: ReadonlyMap<string, SourceFacts>,
): ReadonlyMap<string, { readonly home: Home; readonly scanned: readonly Scanned[] }> {
  const scans = new Map<string, { home: Home; scanned: Scanned[] }>();
  for (const dimension of model.dimensions.values()) {
    if (dimension.per !== null) continue;
    for (const expression of dimension.expressions) {
      if (/\{(date|window_start)\}/.test(expression)) continue;
      const home = homeOf(expression, model, facts);
      const scan = scans.get(home.from) ?? { home, scanned: [] };
      scan.scanned.push({ dimension, expression });
      scans.set(home.from, scan);
    }
  }
  return scans;
}

/** The one table an expression names, or the smallest source that joins all it names (the last declared). */
function homeOf(expression: string, model: SemanticModel, facts: ReadonlyMap<string, SourceFacts>): Home {
  const aliases = aliasesIn(expression);
  const [alias = ''] = aliases;
  const table =
    model.sources.get(alias)?.table ??
    [...model.sources.values()].map((source) => source.joins.get(alias)?.table).find(Boolean);
  const large = model.sources.get(alias);
  if (aliases.length === 1 && large?.date && isSampled(alias, facts))
    return {
      tables: [large.table],
      from: `(select * from ${large.table} as ${alias} where ${alias}.tenant_id = $1
      order by ${large.date} desc limit ${SCANNED_ROWS}) as ${alias} where true`,
    };
  if (aliases.length === 1 && table)
    return { tables: [table], from: `${table} as ${alias} where ${alias}.tenant_id = $1` };
  const sources = [...model.sources.values()].filter((source) => reaches(source, expression));
  const source = sources.find(({ id }) => aliases.includes(id)) ?? sources[0];
  if (!source) throw new Error(`no source reaches ${expression}`);
  const joins = aliases.flatMap((name) => source.joins.get(name) ?? []);
  const joined = joins.map(
    (join) =>
      `left join ${join.table} as ${join.alias} on ${join.alias}.tenant_id = ${source.id}.tenant_id and ${join.on}`,
  );
  return {
    tables: [source.table, ...joins.map((join) => join.table)],
    from: `${source.table} as ${source.id} ${joined.join(' ')} where ${source.id}.tenant_id = $1`,
  };
}

/** True where only the newest rows of the source are scanned for values. */
export function isSampled(source: string, facts: ReadonlyMap<string, SourceFacts>): boolean {
  return (facts.get(source)?.rows ?? 0) > SCANNED_ROWS;
}

async function scan(
  read: ReadFacts,
  { tenantId, timezone }: Pick<Workspace, 'tenantId' | 'timezone'>,
  { from, tables }: Home,
  scanned: readonly Scanned[],
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
  const rows = await read<{ which: number; value: string; n: number }>({
    tables,
    text: sql,
    values: zoned ? [tenantId, timezone] : [tenantId],
    maxRows: (LISTED_VALUES + 1) * scanned.length,
  });
  return rows.flatMap((row) => {
    const found = scanned[row.which];
    return found ? [{ scanned: found, value: row.value, count: row.n }] : [];
  });
}
