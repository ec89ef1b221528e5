import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Db } from '../../../db/db.ts';
import { createTenant, openTestDb } from '../harness.ts';
import { importForTest, importText } from './import-for-test.ts';

const datasets = resolve(process.env.WALKER_DATASETS ?? '../shared/datasets');

describe('customers, products, spend and events', () => {
  let db: Db;
  let tenantId: string;

  beforeAll(async () => {
    db = await openTestDb();
  });
  beforeEach(async () => {
    ({ tenantId } = await createTenant(db));
  });
  afterAll(() => db.close());

  const all = async (sql: string) => (await db.query(sql, [tenantId])).rows;

  it('adds customers, changes what differs, and leaves what a file does not say', async () => {
    const first =
      'Customer ID,Email,City,Plan\n1,ann@example.com,Bonn,gold\n2,bob@example.com,,\n2,bob@example.org,,\n';
    expect((await importText(db, tenantId, first)).rows).toMatchObject({
      read: 3,
      added: 2,
      changed: 0,
      same: 1,
    });
    expect((await importText(db, tenantId, first)).rows).toMatchObject({
      read: 3,
      added: 0,
      changed: 0,
      same: 3,
    });
    const second = 'Customer ID,Email,Gender,Shoe\n1,,F,38\n2,bob@example.org,,\n';
    expect((await importText(db, tenantId, second)).rows).toMatchObject({ added: 0, changed: 1, same: 1 });
    expect(
      await all(
        'select customer_id, email, location, gender, attributes from dim_customer where tenant_id = $1 order by 1',
      ),
    ).toEqual([
      {
        customer_id: '1',
        email: 'ann@example.com',
        location: 'Bonn',
        gender: 'F',
        attributes: { Plan: 'gold', Shoe: '38' },
      },
      { customer_id: '2', email: 'bob@example.org', location: null, gender: null, attributes: {} },
    ]);
  });

  it('warns where a file of another kind is forced into customers, and only there', async () => {
    const sales =
      'Transaction ID,Customer ID,Transaction Date,Product Name,Quantity,Unit Price,City\n1,c1,2024-01-05,Tea,2,3.50,Bonn\n';
    const forced = await importText(db, tenantId, sales, { as: 'customers' });
    expect(forced.detected).toContain(
      'Careful: 5 of these attributes look like columns of sales. If this is a file of sales, import it with --as sales.',
    );
    const fitting = await importText(db, tenantId, 'Customer ID,Email,Plan\n1,a@x.de,gold\n', {
      as: 'customers',
    });
    for (const { detected } of [fitting, await importText(db, tenantId, sales)])
      expect(detected.join(' ')).not.toContain('Careful');
  });

  it('takes consent from a new customer and never changes it after', async () => {
    const text = (ann: string, bob: string) =>
      `customer id,email,email consent\nann,a@x.de,${ann}\nbob,b@x.de,${bob}\n`;
    await importText(db, tenantId, text('yes', 'no'));
    const report = await importText(db, tenantId, `${text('no', 'yes')}cem,c@x.de,true\n`);
    expect(report.rows).toMatchObject({ added: 1, changed: 0, same: 2 });
    expect(
      await all(
        'select customer_id as id, email_consent as consent from dim_customer where tenant_id = $1 order by 1',
      ),
    ).toEqual([
      { id: 'ann', consent: true },
      { id: 'bob', consent: false },
      { id: 'cem', consent: true },
    ]);
  });

  it('lets a products file name what sales lines had named, and sales lines change nothing of it', async () => {
    await importText(db, tenantId, 'order id,date,sku,product name,price\n1,2024-01-01,A,Teee,5\n');
    await importText(db, tenantId, 'SKU,Product Name,Category,Price,GST\nA,Tea,Drinks,4.50,18%\n', {
      as: 'products',
    });
    await importText(db, tenantId, 'order id,date,sku,product name,price\n2,2024-01-02,A,Other,5\n');
    expect(
      await all(
        'select product_name, category, price::text as price, gst_rate::text as gst from dim_products where tenant_id = $1',
      ),
    ).toEqual([{ product_name: 'Tea', category: 'Drinks', price: '4.5', gst: '0.18' }]);
  });

  it('imports spend in long form and in wide form', async () => {
    const long =
      'Day,Platform,Campaign name,Amount spent,Impressions,Link clicks\n2024-01-01,Meta,Winter,"1,200.50",7350,12\n';
    await importText(db, tenantId, long);
    const wide = await importText(
      db,
      tenantId,
      'Date,Offline_Spend,Online_Spend\n1/13/2024,10,2.5\n1/14/2024,,3\n',
    );
    expect(wide.rows).toMatchObject({ read: 3, added: 3 });
    expect(
      await all(`select spend_date::text as day, channel, campaign, amount::text as amount, impressions::int, clicks::int
                 from fct_marketing_spend where tenant_id = $1 order by 1, 2`),
    ).toEqual([
      {
        day: '2024-01-01',
        channel: 'Meta',
        campaign: 'Winter',
        amount: '1200.5',
        impressions: 7350,
        clicks: 12,
      },
      {
        day: '2024-01-13',
        channel: 'Offline',
        campaign: null,
        amount: '10',
        impressions: null,
        clicks: null,
      },
      {
        day: '2024-01-13',
        channel: 'Online',
        campaign: null,
        amount: '2.5',
        impressions: null,
        clicks: null,
      },
      { day: '2024-01-14', channel: 'Online', campaign: null, amount: '3', impressions: null, clicks: null },
    ]);
  });

  it('imports events with what no column claims as properties', async () => {
    const text =
      'user_id,event_type,event_time,page,device,utm_source,score\nu1,view,2024-01-01 23:30:00,/home,mobile,mail,7\n';
    await importText(db, tenantId, text);
    expect(
      await all(`select customer_id, event_type, to_char(event_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI') as at, event_date::text as day,
                        page, device, channel, properties from fct_events where tenant_id = $1`),
    ).toEqual([
      {
        customer_id: 'u1',
        event_type: 'view',
        at: '2024-01-01 23:30',
        day: '2024-01-01',
        page: '/home',
        device: 'mobile',
        channel: 'mail',
        properties: { score: '7' },
      },
    ]);
    expect(await all('select from dim_customer where tenant_id = $1')).toEqual([]);
  });

  it.skipIf(!existsSync(join(datasets, 'clique-bait')))(
    'imports the Clique Bait clickstream, codes as they are',
    async () => {
      const report = await importForTest(db, tenantId, join(datasets, 'clique-bait', 'events.csv'));
      expect(report.files[0]).toMatchObject({
        dataset: 'events',
        rows: { read: 32_734, added: 32_734, rejected: 0 },
      });
      expect(
        await all(`select count(distinct session_id)::int as visits,
                        count(distinct session_id) filter (where event_type = '3')::int as purchases from fct_events where tenant_id = $1`),
      ).toEqual([{ visits: 3564, purchases: 1777 }]);
    },
  );

  it.skipIf(!existsSync(join(datasets, 'ads')))('says what ad rows without a date lack', async () => {
    const path = join(datasets, 'ads', 'KAG_conversion_data_original_columns.csv');
    await expect(importForTest(db, tenantId, path)).rejects.toThrow(
      /looks like spend, but has no column for spend date\. Found: .*“Spent”.*save this as map\.yml.*dataset: spend\ncolumns:\n {2}spend_date: /s,
    );
  });
});
