/**
 * The nightly refresh of audiences on PostgreSQL, at a tenth of the size and at the whole: time and memory of the
 * process that runs it. The shop is generated in SQL, in a database of its own.
 */
import { type ChildProcess, execFile, fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { migrate } from '../db/migrate.ts';
import { openDb } from '../db/open-db.ts';
import { ensureVectorStore } from '../db/vectors/vector-store.ts';
import { audiencePhases } from '../jobs/audience-phases.ts';
import { refreshAudiences } from '../jobs/refresh-audiences.ts';
import { localDiscovery } from '../tests/doubles/local-discovery.ts';

const SERVER = process.env.WALKER_TEST_DATABASE_URL ?? 'postgres://postgres@127.0.0.1:5432/postgres';
const CUSTOMERS = Number(process.env.WALKER_BENCH_CUSTOMERS ?? 1_000_000);
const EVENTS_EACH = 10;
const SALES_EACH = 2;
const WANTED_MB = 1_500;

interface Measured {
  readonly seconds: number;
  readonly peakMb: number;
  readonly phases: readonly { readonly phase: string; readonly ms: number; readonly state: string }[];
}

/** Prints time and memory by phase, for all customers anew and for a night with a hundredth of them changed. */
export async function run(print: (line: string) => void): Promise<void> {
  const peaks: number[] = [];
  for (const customers of [Math.round(CUSTOMERS / 10), CUSTOMERS]) {
    const database = `walker_bench_${randomUUID().replaceAll('-', '')}`;
    const url = new URL(SERVER);
    url.pathname = `/${database}`;
    await psql(SERVER, `create database ${database}`);
    try {
      const tenantId = await generate(url.href, customers);
      print(
        `refresh: ${customers.toLocaleString('en')} customers, ${(customers * EVENTS_EACH).toLocaleString('en')} events, ${(customers * SALES_EACH).toLocaleString('en')} sales lines`,
      );
      for (const night of ['first', 'next'] as const) {
        if (night === 'next') await addNews(url.href, tenantId, customers);
        const { seconds, peakMb, phases } = await refreshInChild(url.href, tenantId);
        peaks.push(peakMb);
        const parts = phases.map(
          ({ phase, ms, state }) =>
            `${phase} ${(ms / 1000).toFixed(1)} s${state === 'done' ? '' : ` (${state})`}`,
        );
        print(
          `  ${night} night  ${seconds.toFixed(1)} s  at most ${peakMb.toFixed(0)} MB  ${parts.join(', ')}`,
        );
      }
    } finally {
      await psql(SERVER, `drop database if exists ${database} with (force)`);
    }
  }
  print(`  memory at most ${Math.max(...peaks).toFixed(0)} MB (wanted: under ${WANTED_MB})`);
}

/** Customers, products, sales and events. A fixed scramble stands in for randomness: every run has the same shop. */
async function generate(url: string, customers: number): Promise<string> {
  const db = await openDb({ kind: 'postgres', url });
  await migrate(db);
  await db.close();
  const tenant = randomUUID();
  await psql(
    url,
    `insert into tenants (tenant_id, slug, name, data_version) values ('${tenant}', 'bench', 'bench', 1);
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

/** An import that touches about a hundredth of the customers: a thousandth as many, with ten events each. */
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

function refreshInChild(url: string, tenantId: string): Promise<Measured> {
  return new Promise((resolve, reject) => {
    const child: ChildProcess = fork(fileURLToPath(import.meta.url), [url, tenantId], {
      execArgv: process.execArgv,
    });
    child.once('message', (result) => resolve(result as Measured));
    child.once('error', reject);
    child.once('exit', (code) => code !== 0 && reject(new Error(`the refresh ended with ${code}`)));
  });
}

/** Refreshes in a process of its own, so that its memory is its own, and tells its parent how it went. */
async function beChild(url: string, tenantId: string): Promise<void> {
  const db = await openDb({ kind: 'postgres', url });
  const began = performance.now();
  const phases = await refreshAudiences(
    {
      db,
      phases: audiencePhases(localDiscovery(await ensureVectorStore(db))),
      now: () => new Date(),
      newId: randomUUID,
      log: { info: () => {}, error: (fields) => console.error(fields) },
    },
    tenantId,
  );
  const seconds = (performance.now() - began) / 1000;
  await db.close();
  process.send?.({
    seconds,
    phases: phases ?? [],
    peakMb: process.resourceUsage().maxRSS / 1024,
  } satisfies Measured);
}

const [, , childUrl, childTenant] = process.argv;
if (process.send && childUrl && childTenant) {
  await beChild(childUrl, childTenant);
  process.disconnect();
}
