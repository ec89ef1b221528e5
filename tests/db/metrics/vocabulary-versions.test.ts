import { randomUUID } from 'node:crypto';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { Db, TenantDb } from '../../../db/db.ts';
import { loadModel } from '../../../tools/metrics/load-model.ts';
import type { SemanticModel } from '../../../tools/metrics/model.ts';
import { readVocabulary } from '../../../tools/metrics/read-vocabulary.ts';
import type { Vocabulary } from '../../../tools/metrics/vocabulary.ts';
import { forgetPerson } from '../../../tools/privacy/forget-person.ts';
import { readWorkspace } from '../../../tools/read-workspace.ts';
import { openTestDb } from '../harness.ts';
import { loadShop, NOW } from './small-shop.ts';

let db: Db;
let shop: TenantDb;
let model: SemanticModel;
/** Tables that were read from since it was emptied. */
const read = new Set<string>();

beforeEach(async () => {
  db ??= await openTestDb();
  shop = await loadShop(db);
  model = loadModel();
});
afterAll(() => db.close());

async function vocabulary(): Promise<Vocabulary> {
  const watched: TenantDb = {
    ...shop,
    read: (text, values, limits) => {
      for (const [, table = ''] of text.matchAll(/\b(?:from|join) ((?:fct|dim|customer)_\w+)/g))
        read.add(table);
      return shop.read(text, values, limits);
    },
  };
  return readVocabulary(watched, await readWorkspace(shop, NOW), model);
}

/** Raises one of the versions, as an import, a refresh or an erasure does. */
const raise = (column: 'data_version' | 'audience_version') =>
  db.query(`update tenants set ${column} = ${column} + 1 where tenant_id = $1`, [shop.tenantId]);

const FACTS = ['fct_sales', 'fct_events', 'fct_marketing_spend', 'dim_products'];
const cities = (words: Vocabulary) => words.values('location').map(({ value }) => value);
const stores = (words: Vocabulary) => words.values('attr:Store').map(({ value }) => value);

describe('the words of a workspace', () => {
  it('are read anew after a refresh but for the facts, which it does not touch', async () => {
    const before = await vocabulary();
    expect([...read]).toEqual(expect.arrayContaining([...FACTS, 'dim_customer', 'customer_scores']));
    await shop.write((tx) =>
      tx.copyIn('dim_customer', ['tenant_id', 'customer_id', 'location'], [[shop.tenantId, 'eve', 'Oslo']]),
    );
    await shop.write((tx) =>
      tx.copyIn(
        'fct_customer_segments',
        ['tenant_id', 'customer_id', 'segment_name'],
        [[shop.tenantId, 'ann', 'Loyal']],
      ),
    );
    read.clear();
    await raise('audience_version');
    const after = await vocabulary();
    expect(cities(before)).not.toContain('Oslo');
    expect(cities(after)).toContain('Oslo');
    expect(after.find('loyal').map(({ dimension }) => dimension)).toEqual(['segment']);
    expect(after.values('product')).toEqual(before.values('product'));
    expect(after.sources.get('sales')).toEqual(before.sources.get('sales'));
    expect(FACTS.filter((table) => read.has(table))).toEqual([]);
    expect(read).toContain('dim_customer');
  });

  it('have the facts of an import', async () => {
    const before = await vocabulary();
    await shop.write((tx) =>
      tx.copyIn(
        'fct_sales',
        'tenant_id line_key transaction_id product_sku transaction_date quantity unit_price gross_amount total_amount attributes'.split(
          ' ',
        ),
        [[shop.tenantId, randomUUID(), 'o9', 'A', '2024-03-31', 1, 1, 1, 1, '{"Store":"West"}']],
      ),
    );
    await raise('data_version');
    expect([stores(before).includes('West'), stores(await vocabulary()).includes('West')]).toEqual([
      false,
      true,
    ]);
  });

  it('lose what only an erased person had, in facts as well', async () => {
    const before = await vocabulary();
    await shop.write((tx) => forgetPerson(tx, shop.tenantId, 'cyd', NOW));
    await shop.write((tx) => forgetPerson(tx, shop.tenantId, 'ann', NOW));
    const after = await vocabulary();
    const north = (words: Vocabulary) =>
      words.values('attr:Store').find(({ value }) => value === 'North')?.count ?? 0;
    expect([north(before), north(after)]).toEqual([3, 1]);
  });
});
