/** Extra columns of imported files, kept as attributes: each key becomes a dimension of its own. */
import type { ReadFacts } from './facts-cache.ts';
import type { Dimension, SemanticModel } from './model.ts';
import { SCANNED_ROWS, type StoredValue } from './read-values.ts';
import type { SourceFacts } from './vocabulary.ts';

/** Values kept of each key. */
const VALUES_OF_A_KEY = 1_000;

interface AttributeStore {
  readonly alias: string;
  readonly table: string;
  readonly column: string;
  /** Sources that reach it. */
  readonly sources: readonly string[];
}

export interface Attribute {
  readonly key: string;
  /** `sales.attributes`, `customer.attributes`: where the key occurs. */
  readonly columns: readonly string[];
  readonly values: readonly StoredValue[];
  readonly sources: readonly string[];
  /** More values than are kept. */
  readonly open: boolean;
}

/** The keys found in the attribute columns of the model's tables. */
export async function readAttributes(
  read: ReadFacts,
  tenantId: string,
  model: SemanticModel,
  facts: ReadonlyMap<string, SourceFacts>,
): Promise<readonly Attribute[]> {
  const found = await Promise.all(
    stores(model, facts).map(async (store) => ({ store, rows: await readStore(read, tenantId, store) })),
  );
  const keys = new Map<string, Attribute>();
  for (const { store, rows } of found) {
    for (const { key, value, n, different } of rows) {
      const known = keys.get(key);
      const stored = { dimension: attributeId(key), value, count: n, sources: store.sources };
      keys.set(key, {
        key,
        columns: [...new Set([...(known?.columns ?? []), store.column])],
        values: [...(known?.values ?? []), stored],
        sources: [...new Set([...(known?.sources ?? []), ...store.sources])],
        open: (known?.open ?? false) || different > VALUES_OF_A_KEY,
      });
    }
  }
  return [...keys.values()].filter((attribute) => !isMeasure(attribute));
}

/** More numbers than this under one key are amounts or ids, by which nobody groups. */
const GROUPED_NUMBERS = 50;

function isMeasure({ values, open }: Attribute): boolean {
  if (!open && values.length <= GROUPED_NUMBERS) return false;
  const unique = values.every(({ count }) => count === 1);
  return unique || values.every(({ value }) => /^-?\d+([.,]\d+)?$/.test(value));
}

const attributeId = (key: string): string => `attr:${key}`;

/**
 * The dimension that an attribute key becomes: `attr:Country`, labelled "Country". A key that the model uses for
 * something else (`taken` words, lower case) is told apart: "items (imported)".
 */
export function attributeDimension(attribute: Attribute, taken: ReadonlySet<string>): Dimension {
  const name = attribute.key
    .replace(/[_\s]+/g, ' ')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .trim();
  const label = taken.has(name.toLowerCase()) ? `${name} (imported)` : name;
  const word = label.toLowerCase();
  return {
    id: attributeId(attribute.key),
    label,
    plural: pluralOf(word),
    synonyms: [...new Set([word, pluralOf(word), attribute.key.toLowerCase()])].filter(
      (each) => !taken.has(each),
    ),
    kind: 'categorical',
    expressions: attribute.columns.map((column) => `${column} ->> {attribute}`),
    per: null,
    attribute: attribute.key,
    money: false,
    personal: false,
    open: attribute.open,
    narrowsAlone: [],
    fixed: null,
    values: new Map(),
    needsHistory: false,
    condition: null,
  };
}

function pluralOf(word: string): string {
  if (word.endsWith(')')) return word;
  if (/[^aeiou]y$/.test(word)) return `${word.slice(0, -1)}ies`;
  return /(s|x|ch|sh)$/.test(word) ? `${word}es` : `${word}s`;
}

function stores(model: SemanticModel, facts: ReadonlyMap<string, SourceFacts>): readonly AttributeStore[] {
  const byColumn = new Map<string, AttributeStore>();
  const add = (alias: string, table: string, column: string | null, source: string): void => {
    if (column === null) return;
    const known = byColumn.get(column);
    byColumn.set(column, { alias, table, column, sources: [...(known?.sources ?? []), source] });
  };
  for (const source of model.sources.values()) {
    if ((facts.get(source.id)?.rows ?? 0) === 0) continue;
    add(source.id, source.table, source.attributes, source.id);
    for (const join of source.joins.values()) add(join.alias, join.table, join.attributes, source.id);
  }
  return [...byColumn.values()];
}

async function readStore(
  read: ReadFacts,
  tenantId: string,
  { alias, table, column }: AttributeStore,
): Promise<readonly { key: string; value: string; n: number; different: number }[]> {
  const sql = `
    select key, value, n, different from (
      select key, value, count(*) as n, row_number() over (partition by key order by count(*) desc, value) as place,
             count(*) over (partition by key) as different
      from (select ${column} as extra from ${table} as ${alias}
            where ${alias}.tenant_id = $1 and ${column} <> '{}' limit ${SCANNED_ROWS}) sampled,
           jsonb_each_text(extra)
      where value is not null and value <> ''
      group by key, value) counted
    where place <= ${VALUES_OF_A_KEY}
    order by key, n desc, value`;
  return read({ tables: [table], text: sql, values: [tenantId] });
}
