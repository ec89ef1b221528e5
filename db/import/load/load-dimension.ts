import type { Transaction } from '../../db.ts';
import { createDimensionEncoder, type DimensionEncoder } from '../encode/encode-dimension.ts';
import { TupleWriter } from '../encode/tuple-writer.ts';
import { readRows } from '../read/read-rows.ts';
import { copyTuples } from './copy-tuples.ts';
import type { Dimension, DimensionColumn, DimensionValue } from './dimensions.ts';
import type { LoadRun } from './load-run.ts';

const PIECE_BYTES = 1 << 20;

/**
 * Loads customers, products, coupons or tax rates: all rows of the file into a temporary table, then into the
 * dimension in one statement, one transaction in all. A row adds what is new, changes what differs, and a
 * blank cell leaves what is stored. Of rows with the same key the last counts.
 */
export async function loadDimension(run: LoadRun, dimension: Dimension): Promise<void> {
  const encoder = createDimensionEncoder(run.plan, dimension);
  const writer = new TupleWriter(2 * PIECE_BYTES);
  let staged = 0;
  await run.beforeFirstWrite();
  await run.db.transaction(async (tx) => {
    await tx.query(`create temp table import_stage (${stageColumns(encoder)}) on commit drop`);
    const copy = async () => {
      if (writer.rows > 0) await copyTuples(tx, 'import_stage', encoder.columns, [writer.take()]);
    };
    const rows = readRows(
      run.plan,
      {
        row: (record) => {
          const rejection = encoder.encode(record, staged, writer);
          if (rejection) return rejection;
          run.counts.read += 1;
          staged += 1;
          return null;
        },
        reject: (record, { column, reason }) => {
          run.counts.read += 1;
          run.rejects.add({ line: record.line, column, reason, original: record.original() });
        },
      },
      { signal: run.signal },
    );
    for await (const _ of rows) {
      if (writer.at >= PIECE_BYTES) await copy();
      await run.rejects.flush();
    }
    await copy();
    const { added, changed } = await upsert(tx, run, dimension, encoder.given);
    run.counts.added += added;
    run.counts.changed += changed;
    run.counts.same += staged - added - changed;
  });
  await run.acknowledge(run.sizeBytes);
}

function stageColumns({ columns }: DimensionEncoder): string {
  return columns.map(([name, type]) => `${name} ${type}`).join(', ');
}

async function upsert(
  tx: Transaction,
  run: LoadRun,
  { table, key, hasAttributes }: Dimension,
  given: readonly DimensionColumn[],
): Promise<{ added: number; changed: number }> {
  const all = [...key, ...given];
  const names = all.map(({ name }) => name);
  const keyNames = key.map(({ name }) => name).join(', ');
  const casts = all.map(({ name, value }) => `${name}${CASTS[value] ?? ''}`);
  const changing = given.filter(({ onlyWhenNew }) => !onlyWhenNew);
  const changes: [name: string, value: string][] = changing.map(({ name }) => [
    name,
    `coalesce(excluded.${name}, known.${name})`,
  ]);
  if (hasAttributes) {
    names.push('attributes');
    casts.push('attributes');
    changes.push(['attributes', 'known.attributes || excluded.attributes']);
  }
  const owner = hasAttributes ? ['import_id', '$2::uuid'] : ['', ''];
  const { rows } = await tx.query<{ added: string; changed: string }>(
    `with stored as (
       insert into ${table} as known (tenant_id, ${names.join(', ')}${owner[0] && `, ${owner[0]}`})
       select $1, ${casts.join(', ')}${owner[1] && `, ${owner[1]}`}
       from (select distinct on (${keyNames}) * from import_stage order by ${keyNames}, ordinal desc) latest
       order by ${keyNames}
       on conflict (tenant_id, ${keyNames}) ${onConflict(changes)}
       returning (xmax = 0) as added)
     select count(*) filter (where added) as added, count(*) filter (where not added) as changed from stored`,
    hasAttributes ? [run.tenantId, run.importId] : [run.tenantId],
  );
  return { added: Number(rows[0]?.added ?? 0), changed: Number(rows[0]?.changed ?? 0) };
}

function onConflict(changes: readonly (readonly [name: string, value: string])[]): string {
  if (changes.length === 0) return 'do nothing';
  return `do update set ${changes.map(([name, value]) => `${name} = ${value}`).join(', ')}
       where ${changes.map(([name, value]) => `known.${name} is distinct from ${value}`).join(' or ')}`;
}

/** From the staging table's types to the dimension's. */
const CASTS: Readonly<Partial<Record<DimensionValue, string>>> = {
  integer: '::integer',
  month: '::integer',
  flag: '::boolean',
};
