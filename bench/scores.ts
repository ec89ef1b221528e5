/**
 * Fitting and scoring every customer on PostgreSQL: time, and memory of the process that does it, which is one of its
 * own. The shop is generated in SQL, in a database of its own: most people buy once or twice, some often, many leave.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { migrate } from '../db/migrate.ts';
import { openDb } from '../db/open-db.ts';
import { readWorkspace } from '../tools/read-workspace.ts';
import { refreshScores } from '../tools/scores/index.ts';

const SERVER = process.env.WALKER_TEST_DATABASE_URL ?? 'postgres://postgres@127.0.0.1:5432/postgres';
const CUSTOMERS = Number(process.env.WALKER_BENCH_CUSTOMERS ?? 1_000_000);
const WANTED_MB = 500;

interface Measured {
  readonly seconds: number;
  readonly fitSeconds: number;
  readonly peakMb: number;
  readonly scored: number;
  readonly withLifetimeValue: number;
  readonly notes: readonly string[];
}

/** Prints the time of the fit and of the whole, and the memory; throws where there is no PostgreSQL. */
export async function run(print: (line: string) => void): Promise<void> {
  const database = `walker_bench_${randomUUID().replaceAll('-', '')}`;
  const url = new URL(SERVER);
  url.pathname = `/${database}`;
  await onServer(`create database ${database}`);
  try {
    const { tenantId, sales } = await generate(url.href);
    print(`scores: ${CUSTOMERS.toLocaleString('en')} customers, ${sales.toLocaleString('en')} sales lines`);
    const measured = await scoreInChild(url.href, tenantId);
    const { seconds, fitSeconds, peakMb, scored, withLifetimeValue, notes } = measured;
    print(`  fit              ${fitSeconds.toFixed(1)} s`);
    print(
      `  fit and score    ${seconds.toFixed(1)} s  ${Math.round(scored / seconds).toLocaleString('en')}/s`,
    );
    print(
      `  with a lifetime value: ${withLifetimeValue.toLocaleString('en')}; ${notes.join(' ') || 'both models fit'}`,
    );
    print(`  memory at most ${peakMb.toFixed(0)} MB (wanted: under ${WANTED_MB})`);
  } finally {
    await onServer(`drop database if exists ${database} with (force)`);
  }
}

async function onServer(command: string): Promise<void> {
  const db = await openDb({ kind: 'postgres', url: SERVER }, { poolSize: 1 });
  try {
    await db.query(command);
  } finally {
    await db.close();
  }
}

/** Rates and lifetimes are exponential, with a gamma's spread between people; amounts are log-normal. */
const SALES = `
insert into fct_sales (tenant_id, line_key, transaction_id, customer_id, transaction_date, quantity, unit_price,
                       gross_amount, total_amount)
select $1, gen_random_uuid(), c.i || '-' || n, 'c' || lpad(c.i::text, 8, '0'),
       case n when 0 then c.first_day else c.first_day + (c.active_days * random())::int end, 1, 0, 0,
       round((30 * exp(c.taste + 0.5 * sqrt(-2 * ln(1 - random())) * cos(6.2832 * random())))::numeric, 2)
  from (select i, date '2025-12-31' - age as first_day, active_days, floor(active_days * rate)::int as repeats,
               0.4 * sqrt(-2 * ln(1 - random())) * cos(6.2832 * random()) as taste
          from (select i, (700 * random())::int as age, 0.02 * ln(random()) * ln(random()) as rate,
                       -400 * ln(1 - random()) as life from generate_series(1, $2::int) i) drawn,
               lateral (select least(age, life)::int as active_days) lasting) c,
       generate_series(0, c.repeats) n`;

async function generate(url: string): Promise<{ tenantId: string; sales: number }> {
  // One connection, so that the seed holds: every run has the same shop.
  const db = await openDb({ kind: 'postgres', url }, { poolSize: 1 });
  try {
    await migrate(db);
    await db.query('select setseed(0.5)');
    const tenantId = randomUUID();
    await db.query('insert into tenants (tenant_id, slug, name) values ($1, $2, $2)', [tenantId, 'bench']);
    await db.query(
      `insert into dim_customer (tenant_id, customer_id)
       select $1, 'c' || lpad(i::text, 8, '0') from generate_series(1, $2::int) i`,
      [tenantId, CUSTOMERS],
    );
    const { rowCount } = await db.query(SALES, [tenantId, CUSTOMERS]);
    await db.query('analyze');
    return { tenantId, sales: rowCount };
  } finally {
    await db.close();
  }
}

function scoreInChild(url: string, tenantId: string): Promise<Measured> {
  return new Promise((resolve, reject) => {
    const child: ChildProcess = fork(fileURLToPath(import.meta.url), [url, tenantId], {
      execArgv: process.execArgv,
    });
    child.once('message', (result) => resolve(result as Measured));
    child.once('error', reject);
    child.once('exit', (code) => code !== 0 && reject(new Error(`the scoring ended with ${code}`)));
  });
}

async function beChild(url: string, tenantId: string): Promise<void> {
  const db = await openDb({ kind: 'postgres', url });
  const workspace = await readWorkspace(db.tenant(tenantId), new Date());
  const began = performance.now();
  let fitSeconds: number | null = null;
  const report = await refreshScores(db, tenantId, {
    workspace,
    now: () => new Date(),
    newId: randomUUID,
    // The first note says that the fit begins, the second that a batch is scored.
    progress: (note) => {
      if (/customers$/.test(note)) fitSeconds ??= (performance.now() - began) / 1000;
    },
  });
  const seconds = (performance.now() - began) / 1000;
  await db.close();
  const peakMb = process.resourceUsage().maxRSS / 1024;
  process.send?.({ ...report, seconds, fitSeconds: fitSeconds ?? seconds, peakMb } satisfies Measured);
}

const [, , childUrl, childTenant] = process.argv;
if (process.send && childUrl && childTenant) {
  await beChild(childUrl, childTenant);
  process.disconnect();
}
