/** A large shop on PostgreSQL, generated in SQL, in a database of its own. A fixed scramble: every run has the same. */
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { promisify } from 'node:util';
import { migrate } from '../db/migrate.ts';
import { openDb } from '../db/open-db.ts';

const SERVER = process.env.WALKER_TEST_DATABASE_URL ?? 'postgres://postgres@127.0.0.1:5432/postgres';
/** Customers of the whole size. */
export const CUSTOMERS = Number(process.env.WALKER_BENCH_CUSTOMERS ?? 1_000_000);
/** Slug of the shop's workspace. */
export const WORKSPACE = 'bench';
const EVENTS_EACH = 10;
const SALES_EACH = 2;

export interface LargeShop {
  readonly url: string;
  readonly tenantId: string;
  /** How large it is, in words. */
  readonly size: string;
  /** A night's news: a thousandth as many customers' facts again, which touch about a hundredth of them. */
  addNews(): Promise<void>;
}

/** Hands the shop to `work` and removes it after. */
export async function inLargeShop(
  customers: number,
  work: (shop: LargeShop) => Promise<void>,
): Promise<void> {
  const database = `walker_bench_${randomUUID().replaceAll('-', '')}`;
  const url = new URL(SERVER);
  url.pathname = `/${database}`;
  await psql(SERVER, `create database ${database}`);
  try {
    const tenantId = await generate(url.href, customers);
    const count = (each: number) => (customers * each).toLocaleString('en');
    await work({
      url: url.href,
      tenantId,
      size: `${count(1)} customers, ${count(EVENTS_EACH)} events, ${count(SALES_EACH)} sales lines`,
      addNews: () => addNews(url.href, tenantId, customers),
    });
  } finally {
    await psql(SERVER, `drop database if exists ${database} with (force)`);
  }
}

async function generate(url: string, customers: number): Promise<string> {
  const db = await openDb({ kind: 'postgres', url });
  await migrate(db);
  await db.close();
  const tenant = randomUUID();
  await psql(
    url,
    `insert into tenants (tenant_id, slug, name, data_version) values ('${tenant}', '${WORKSPACE}', 'bench', 1);
     insert into dim_products (tenant_id, product_sku, product_name, category, color, price)
       select '${tenant}', 'P' || n, 'Product ' || n, 'Category ' || n % 20,
              (array['Red', 'Blue', 'Black', 'Green'])[1 + n % 4], n % 90
         from generate_series(0, 999) n;
     insert into dim_customer (tenant_id, customer_id, country, age, favorite_color, signup_date, email_consent)
       select '${tenant}', ${idOf('n')}, (array['PL', 'DE', 'FR'])[1 + n % 3], 18 + n % 50,
              (array['red', 'blue'])[1 + n % 2], date '2025-01-01' + n % 300, n % 3 = 0
         from generate_series(1, ${customers}) n;
     ${addFacts(tenant, customers, { from: 1, to: customers }, null)}
     update dim_customer c set first_order_date = s.first_day, last_order_date = s.last_day
       from (select customer_id, min(transaction_date) as first_day, max(transaction_date) as last_day
               from fct_sales group by 1) s
      where s.customer_id = c.customer_id;
     vacuum analyze`,
  );
  return tenant;
}

async function addNews(url: string, tenant: string, customers: number): Promise<void> {
  const importId = randomUUID();
  const news = { from: customers + 1, to: Math.round(customers * 1.001) };
  await psql(
    url,
    `insert into imports (import_id, tenant_id, dataset, file_name, file_sha256, state, rows_added, finished_at)
       values ('${importId}', '${tenant}', 'events', 'news.csv', '', 'done', 1, now());
     ${addFacts(tenant, customers, news, importId)}
     update tenants set data_version = data_version + 1`,
  );
}

/** Events and sales lines of the customers numbered `from` to `to`, each of whom stands for one of the shop's. */
function addFacts(
  tenant: string,
  customers: number,
  { from, to }: { readonly from: number; readonly to: number },
  importId: string | null,
): string {
  const imported = importId ? `uuid '${importId}'` : 'null::uuid';
  const series = (each: number) => `generate_series(${(from - 1) * each + 1}, ${to * each}) n`;
  return `
    insert into fct_sales (tenant_id, line_key, transaction_id, customer_id, product_sku, transaction_date, quantity,
                           unit_price, gross_amount, total_amount, import_id)
      select '${tenant}', gen_random_uuid(), 'T' || n / 2, ${idOf(`1 + ${noise('n')} % ${customers}`)}, 'P' || ${noise('n + 1')} % 1000,
             date '2025-12-31' - ${noise('n + 2')} % 365, 1 + n % 3, 20, 20, (${noise('n + 3')} % 30000) / 100.0, ${imported}
        from ${series(SALES_EACH)};
    insert into fct_events (tenant_id, line_key, customer_id, session_id, event_type, event_at, event_date, product_sku,
                            channel, import_id)
      select '${tenant}', gen_random_uuid(), ${idOf(`1 + ${noise('n')} % ${customers}`)}, 'S' || n / 3,
             (array['page_view', 'product_view', 'add_to_cart', 'purchase'])[1 + n % 4], day, day,
             'P' || ${noise('n + 1')} % 1000, (array['Email', 'Paid social', 'Search'])[1 + n % 3], ${imported}
        from ${series(EVENTS_EACH)}, lateral (select date '2025-12-31' - ${noise('n + 2')} % 365 as day) d;`;
}

const idOf = (number: string) => `'C' || lpad((${number})::text, 7, '0')`;
const noise = (of: string) => `abs(hashint4((${of})::int)::bigint)::int`;

async function psql(url: string, command: string): Promise<void> {
  await promisify(execFile)('psql', [
    url,
    '-qAt',
    '-v',
    'ON_ERROR_STOP=1',
    ...command.split(';\n').flatMap((one) => ['-c', one]),
  ]);
}
