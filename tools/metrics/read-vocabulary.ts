/** Reads a workspace's vocabulary: one scan of each table per version of its data. */
import type { TenantDb } from '../../db/db.ts';
import type { Workspace } from '../workspace.ts';
import { createVocabulary } from './create-vocabulary.ts';
import { createFactsCache, type FactsCache } from './facts-cache.ts';
import { lookupValue } from './lookup-value.ts';
import { aliasesIn, type Dimension, expressionFor, type Metric, type SemanticModel } from './model.ts';
import { attributeDimension, readAttributes } from './read-attributes.ts';
import { readSourceFacts } from './read-sources.ts';
import { isListed, isSampled, LISTED_VALUES, readValues, type StoredValue } from './read-values.ts';
import type { SourceFacts, Vocabulary } from './vocabulary.ts';

interface Kept {
  readonly facts: FactsCache;
  readonly version: string;
  readonly reading: Promise<Vocabulary>;
}

/** The last version of each tenant, by model. */
const kept = new WeakMap<SemanticModel, Map<string, Kept>>();

/**
 * The vocabulary of the workspace, read once per `workspace.version`, the facts in it once per version of the facts; a
 * failed reading is tried again.
 */
export function readVocabulary(
  db: TenantDb,
  workspace: Workspace,
  model: SemanticModel,
): Promise<Vocabulary> {
  const byTenant = kept.get(model) ?? new Map<string, Kept>();
  kept.set(model, byTenant);
  const known = byTenant.get(workspace.tenantId);
  if (known?.version === workspace.version) return known.reading;
  const facts = known?.facts ?? createFactsCache();
  const reading = readAfresh(db, workspace, model, facts);
  byTenant.set(workspace.tenantId, { facts, version: workspace.version, reading });
  reading.catch(() => {
    if (byTenant.get(workspace.tenantId)?.reading === reading) byTenant.delete(workspace.tenantId);
  });
  return reading;
}

async function readAfresh(
  db: TenantDb,
  workspace: Workspace,
  model: SemanticModel,
  facts: FactsCache,
): Promise<Vocabulary> {
  const read = facts.at(db, workspace);
  const sources = await readSourceFacts(read, db.tenantId, model);
  const [inColumns, attributes] = await Promise.all([
    readValues(read, workspace, model, sources),
    readAttributes(read, db.tenantId, model, sources),
  ]);
  const listed = inColumns.filter(({ dimension: id }) => {
    const dimension = model.dimensions.get(id);
    return dimension !== undefined && isListed(dimension);
  });
  const stored = [...listed, ...attributes.flatMap((attribute) => attribute.values)];
  const counts = byDimension(inColumns);
  const reached = new Map<string, readonly string[]>();
  const dimensions = new Map<string, Dimension>();
  for (const dimension of model.dimensions.values()) {
    const from = reachedBy(dimension, model, sources, counts.get(dimension.id) ?? []);
    if (from.length === 0) continue;
    if (!counts.has(dimension.id)) stored.push(...fixedValues(dimension, from));
    reached.set(dimension.id, from);
    dimensions.set(dimension.id, dimension);
  }
  const taken = wordsOf(model.metrics.values(), dimensions.values());
  for (const attribute of attributes) {
    const dimension = attributeDimension(attribute, taken);
    reached.set(dimension.id, attribute.sources);
    dimensions.set(dimension.id, dimension);
  }
  return createVocabulary({
    version: workspace.version,
    dimensions,
    sources,
    stored,
    reached,
    open: openDimensions(dimensions, counts),
    sampled: sampledDimensions(dimensions, sources),
    lookup: async (id, text) => {
      const dimension = dimensions.get(id);
      return dimension ? lookupValue(db, model, dimension, text, reached.get(id) ?? []) : null;
    },
  });
}

/** The sources that can be split or filtered by the dimension because it has values there. */
function reachedBy(
  dimension: Dimension,
  model: SemanticModel,
  facts: ReadonlyMap<string, SourceFacts>,
  stored: readonly StoredValue[],
): readonly string[] {
  const filled = [...model.sources.values()].filter((source) => (facts.get(source.id)?.rows ?? 0) > 0);
  const reaching = filled.filter((source) => {
    const key = dimension.per?.split('.')[0];
    return expressionFor(dimension, source) !== null && (key === undefined || key === source.id);
  });
  const computed = dimension.per !== null || dimension.expressions.some(isOfTheDate);
  if (computed) return reaching.map((source) => source.id);
  const found = new Set(stored.flatMap((value) => value.sources));
  return reaching.filter((source) => found.has(source.id)).map((source) => source.id);
}

/** Every word by which something is called here; a dimension without values leaves its words to others. */
function wordsOf(metrics: Iterable<Metric>, dimensions: Iterable<Dimension>): ReadonlySet<string> {
  const words = [...metrics, ...dimensions].flatMap((entry) => [
    entry.label.toLowerCase(),
    ...('plural' in entry ? [entry.plural.toLowerCase()] : []),
    ...entry.synonyms,
  ]);
  return new Set(words);
}

/** Weekdays and the like lie in no column: all of them are known. */
function fixedValues(dimension: Dimension, sources: readonly string[]): readonly StoredValue[] {
  return (dimension.fixed ?? []).map((value) => ({ dimension: dimension.id, value, count: 0, sources }));
}

function byDimension(values: readonly StoredValue[]): ReadonlyMap<string, readonly StoredValue[]> {
  const grouped = new Map<string, StoredValue[]>();
  for (const value of values) {
    const known = grouped.get(value.dimension);
    if (known) known.push(value);
    else grouped.set(value.dimension, [value]);
  }
  return grouped;
}

const isOfTheDate = (expression: string): boolean => /\{(date|window_start)\}/.test(expression);

function openDimensions(
  dimensions: ReadonlyMap<string, Dimension>,
  counts: ReadonlyMap<string, readonly StoredValue[]>,
): ReadonlySet<string> {
  const open = [...dimensions.values()].filter(
    ({ id, open: declared }) => declared || (counts.get(id)?.length ?? 0) > LISTED_VALUES,
  );
  return new Set(open.map(({ id }) => id));
}

/** Dimensions of tables so large that only their newest rows were read: a rare value may be missing. */
function sampledDimensions(
  dimensions: ReadonlyMap<string, Dimension>,
  facts: ReadonlyMap<string, SourceFacts>,
): ReadonlySet<string> {
  const sampled = [...dimensions.values()].filter(
    ({ expressions, fixed }) =>
      fixed === null &&
      expressions.some((expression) => aliasesIn(expression).some((id) => isSampled(id, facts))),
  );
  return new Set(sampled.map(({ id }) => id));
}
