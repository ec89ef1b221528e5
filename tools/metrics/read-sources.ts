/** What each source of the model holds in a workspace: rows, first and last day, metrics without data. */
import type { ReadFacts } from './facts-cache.ts';
import type { AggregateMetric, SemanticModel, Source } from './model.ts';
import type { SourceFacts } from './vocabulary.ts';

interface SourceRow {
  readonly rows: number;
  readonly first_day: string | null;
  readonly last_day: string | null;
  readonly [has: `has_${number}`]: boolean;
}

/** One scan of each source's table. */
export async function readSourceFacts(
  read: ReadFacts,
  tenantId: string,
  model: SemanticModel,
): Promise<ReadonlyMap<string, SourceFacts>> {
  const facts = await Promise.all(
    [...model.sources.values()].map(
      async (source) => [source.id, await readOne(read, tenantId, model, source)] as const,
    ),
  );
  return new Map(facts);
}

async function readOne(
  read: ReadFacts,
  tenantId: string,
  model: SemanticModel,
  source: Source,
): Promise<SourceFacts> {
  const optional = [...model.metrics.values()].filter(
    (metric): metric is AggregateMetric =>
      metric.kind === 'aggregate' && metric.optional && metric.source === source.id && metric.per === null,
  );
  const day = source.date ?? 'null::date';
  const columns = [
    `count(${source.date ?? '*'}) as "rows"`,
    `min(${day}) as first_day`,
    `max(${day}) as last_day`,
    ...optional.map((metric, index) => `coalesce((${metric.expression})::float8, 0) <> 0 as has_${index}`),
  ];
  const [row] = await read<SourceRow>({
    tables: [source.table],
    text: `select ${columns.join(', ')} from ${source.table} as ${source.id} where ${source.id}.tenant_id = $1`,
    values: [tenantId],
  });
  return {
    rows: row?.rows ?? 0,
    bounds: row?.first_day && row.last_day ? { from: row.first_day, to: row.last_day } : null,
    emptyMetrics: optional.filter((_, index) => row?.[`has_${index}`] !== true).map((metric) => metric.id),
  };
}
