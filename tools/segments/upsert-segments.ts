import type { Transaction } from '../../db/db.ts';
import { METHOD_LABELS, type Method, type SegmentDraft } from './segment.ts';

/** Begins the key of a segment that holds other segments. */
export const GROUP_PREFIX = 'group-';

export interface StoredSegment {
  readonly id: string;
  readonly key: string;
  readonly name: string;
}

/**
 * Brings the segments of a method to what `drafts` say: new ones are made, known ones keep their id and the name
 * they go by, those that are gone retire. Returns the drafts' segments by key.
 */
export async function upsertSegments(
  tx: Transaction,
  tenantId: string,
  method: Method,
  drafts: readonly SegmentDraft[],
  now: Date,
): Promise<ReadonlyMap<string, StoredSegment>> {
  const keys = drafts.map(({ key }) => key);
  await tx.query(
    `update audience_segments set is_active = false, user_count = 0, updated_at = $4
     where tenant_id = $1 and method = $2 and is_active and segment_key <> all($3::text[])`,
    [tenantId, method, keys, now],
  );
  const names = await freeNames(tx, tenantId, method, drafts);
  const { rows } = await tx.query<StoredSegment>(
    `insert into audience_segments as s
       (tenant_id, method, segment_key, segment_name, segment_type, description, strategy, criteria, user_count,
        created_at, updated_at)
     select $1, $2, d.key, d.name, d.type, d.description, d.strategy, d.criteria, 0, $4, $4
     from jsonb_to_recordset($3::jsonb)
       as d(key text, name text, type text, description text, strategy text, criteria jsonb)
     on conflict (tenant_id, method, segment_key) do update
       set segment_name = excluded.segment_name, description = excluded.description, strategy = excluded.strategy,
           criteria = excluded.criteria, is_active = true,
           updated_at = case when (s.description, s.criteria, s.is_active)
                               is distinct from (excluded.description, excluded.criteria, true)
                             then excluded.updated_at else s.updated_at end
     returning id::text as id, segment_key as key, segment_name as name`,
    [
      tenantId,
      method,
      JSON.stringify(drafts.map((draft) => ({ ...draft, name: names.get(draft.key) }))),
      now,
    ],
  );
  const stored = new Map(rows.map((row) => [row.key, row]));
  await tx.query(
    `update audience_segments c set parent_id = p.id
     from jsonb_to_recordset($3::jsonb) as d(key text, "parentKey" text)
          left join audience_segments p on p.tenant_id = $1 and p.method = $2 and p.segment_key = d."parentKey"
     where c.tenant_id = $1 and c.method = $2 and c.segment_key = d.key and c.parent_id is distinct from p.id`,
    [tenantId, method, JSON.stringify(drafts.map(({ key, parentKey }) => ({ key, parentKey })))],
  );
  return stored;
}

/**
 * Every segment a method ever had, and those of them between which people move: not groups of segments, and of RFM
 * those of one scheme (whose keys begin with `prefix`).
 */
export async function segmentIdsOf(
  tx: Transaction,
  tenantId: string,
  method: Method,
  prefix = '',
): Promise<{ readonly segmentIds: readonly string[]; readonly leafIds: readonly string[] }> {
  const { rows } = await tx.query<{ id: string; key: string }>(
    'select id::text as id, segment_key as key from audience_segments where tenant_id = $1 and method = $2',
    [tenantId, method],
  );
  return {
    segmentIds: rows.map(({ id }) => id),
    leafIds: rows
      .filter(({ key }) => key.startsWith(prefix) && !key.startsWith(GROUP_PREFIX))
      .map(({ id }) => id),
  };
}

/** The name a segment has, else the draft's; where another segment goes by it, with the method or a number after it. */
async function freeNames(
  tx: Transaction,
  tenantId: string,
  method: Method,
  drafts: readonly SegmentDraft[],
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await tx.query<{ method: Method; key: string | null; name: string; active: boolean }>(
    `select method, segment_key as key, segment_name as name, is_active as active
     from audience_segments where tenant_id = $1 and (is_active or method = $2)`,
    [tenantId, method],
  );
  const own = new Map(rows.filter((row) => row.method === method).map((row) => [row.key, row]));
  const taken = new Set(rows.filter(({ active }) => active).map((row) => row.name.toLowerCase()));
  // Who has a name keeps it, before anybody new is named: two must not hold one name even within a statement.
  const names = new Map<string, string>();
  for (const { key } of drafts) {
    const known = own.get(key);
    if (known?.active) names.set(key, known.name);
  }
  for (const { key, name } of drafts.filter((draft) => !names.has(draft.key))) {
    const wanted = own.get(key)?.name ?? name;
    const labelled = `${name} (${METHOD_LABELS[method]})`;
    const numbered = Array.from(
      { length: drafts.length + taken.size },
      (_, index) => `${labelled} ${index + 2}`,
    );
    const free =
      [wanted, name, labelled, ...numbered].find((each) => !taken.has(each.toLowerCase())) ?? labelled;
    names.set(key, free);
    taken.add(free.toLowerCase());
  }
  return names;
}
