/** Finds one value of a dimension that has too many to list. */
import type { TenantDb } from '../../db/db.ts';
import { aliasesIn, type Dimension, type SemanticModel } from './model.ts';
import type { KnownValue } from './vocabulary.ts';

/** Looks a value up as written, then without regard to case. Personal dimensions are never searched. */
export async function lookupValue(
  db: TenantDb,
  model: SemanticModel,
  dimension: Dimension,
  text: string,
  sources: readonly string[],
): Promise<KnownValue | null> {
  if (dimension.personal) return null;
  // A list of customers is smaller than their sales.
  const tables = dimension.expressions
    .flatMap((expression) => {
      const [alias = ''] = aliasesIn(expression);
      const table = tableOf(model, alias);
      return table ? [{ expression, alias, table, dated: Boolean(model.sources.get(alias)?.date) }] : [];
    })
    .sort((a, b) => Number(a.dated) - Number(b.dated));
  for (const { expression, alias, table } of tables) {
    const bound = dimension.attribute === null ? [] : [dimension.attribute];
    const column = `(${expression.replaceAll('{attribute}', '$3::text')})`;
    for (const test of [`${column} = $2`, `lower(${column}::text) = lower($2)`]) {
      const { rows } = await db.read<{ value: string }>(
        `select ${column}::text as value from ${table} as ${alias} where ${alias}.tenant_id = $1 and ${test} limit 1`,
        [db.tenantId, text.trim(), ...bound],
      );
      const value = rows[0]?.value;
      if (value !== undefined) return { dimension: dimension.id, value, label: value, count: 1, sources };
    }
  }
  return null;
}

function tableOf(model: SemanticModel, alias: string): string | undefined {
  const sources = [...model.sources.values()];
  return (
    model.sources.get(alias)?.table ?? sources.map((source) => source.joins.get(alias)?.table).find(Boolean)
  );
}
