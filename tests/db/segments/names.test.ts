import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Db } from '../../../db/db.ts';
import type { SegmentDraft } from '../../../tools/segments/segment.ts';
import { upsertSegments } from '../../../tools/segments/upsert-segments.ts';
import { createTenant, openTestDb } from '../harness.ts';

let db: Db;
beforeAll(async () => {
  db = await openTestDb();
});
afterAll(() => db.close());

const draft = (key: string, name: string): SegmentDraft => ({
  key,
  name,
  type: 'behavioral',
  description: '',
  strategy: '',
  criteria: {},
});

it('a new group that would be called as an old one is called otherwise, and the old one keeps its name', async () => {
  const { tenantId } = await createTenant(db);
  const upsert = (...drafts: SegmentDraft[]) =>
    db.tenant(tenantId).write(async (tx) => {
      const stored = await upsertSegments(tx, tenantId, 'kmeans', drafts, new Date());
      return Object.fromEntries([...stored].map(([key, { name }]) => [key, name]));
    });
  expect(await upsert(draft('a', 'Champions'), draft('b', 'Lost'))).toEqual({ a: 'Champions', b: 'Lost' });
  expect(await upsert(draft('c', 'Champions'), draft('a', 'Lost'), draft('b', 'Champions'))).toEqual({
    a: 'Champions',
    b: 'Lost',
    c: 'Champions (Behaviour group)',
  });
  // What has retired gives up its name, and comes back under another where that is taken by then.
  expect(await upsert(draft('d', 'Lost'), draft('a', 'x'))).toEqual({ a: 'Champions', d: 'Lost' });
  expect(await upsert(draft('b', 'Lost'), draft('d', 'x'))).toEqual({
    b: 'Lost (Behaviour group)',
    d: 'Lost',
  });
});
