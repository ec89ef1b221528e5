/**
 * Import rate and memory against `psql \copy` of the same file into the same PostgreSQL. The file is generated
 * in the shape of the ecommerce sales, in the temporary directory; the import runs in a process of its own, so
 * that its memory is its own.
 */
import { type ChildProcess, execFile, fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { importPath } from '../db/import/index.ts';
import { migrate } from '../db/migrate.ts';
import { openDb } from '../db/open-db.ts';

const SERVER = process.env.WALKER_TEST_DATABASE_URL ?? 'postgres://postgres@127.0.0.1:5432/postgres';
const LINES = Number(process.env.WALKER_BENCH_LINES ?? 1_000_000);
const RUNS = Number(process.env.WALKER_BENCH_RUNS ?? 3);
const COLUMNS =
  'CustomerID,Transaction_ID,Transaction_Date,Product_SKU,Product_Description,Product_Category,Quantity,Avg_Price,Delivery_Charges,Coupon_Status';
const PLAIN_TABLE = `customerid text, transaction_id text, transaction_date date, product_sku text, product_description text,
  product_category text, quantity numeric, avg_price numeric, delivery_charges numeric, coupon_status text`;

interface ChildResult {
  readonly seconds: number;
  /** Of processor time, all of the process. */
  readonly cpuSeconds: number;
  readonly peakMb: number;
  readonly rows: number;
}

/** Prints the rates, their ratio and the memory; throws where there is no PostgreSQL or no psql. */
export async function run(print: (line: string) => void): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'walker-bench-'));
  const database = `walker_bench_${randomUUID().replaceAll('-', '')}`;
  const url = new URL(SERVER);
  url.pathname = `/${database}`;
  await psql(SERVER, `create database ${database}`);
  try {
    const file = join(directory, 'sales.csv');
    await generate(file, LINES);
    const megabytes = (await stat(file)).size / 1e6;
    print(`import: ${LINES.toLocaleString('en')} lines, ${megabytes.toFixed(0)} MB, best of ${RUNS}`);
    const plains: number[] = [];
    const keyeds: number[] = [];
    const imports: ChildResult[] = [];
    // By turns, so that what else the machine does hits all alike.
    for (let i = 0; i < RUNS; i += 1) {
      plains.push(await copy(url.href, file, 'plain', PLAIN_TABLE));
      keyeds.push(await copy(url.href, file, 'keyed', `${PLAIN_TABLE}, line bigserial primary key`));
      imports.push(await importInChild(url.href, file));
    }
    const plain = Math.min(...plains);
    const keyed = Math.min(...keyeds);
    const walker = imports.reduce((a, b) => (b.seconds < a.seconds ? b : a));
    const rate = (seconds: number) => `${Math.round(LINES / seconds).toLocaleString('en')} lines/s`;
    print(`  psql \\copy into a plain table        ${plain.toFixed(2)} s  ${rate(plain)}`);
    print(`  psql \\copy into a table with a key   ${keyed.toFixed(2)} s  ${rate(keyed)}`);
    print(`  walker import                        ${walker.seconds.toFixed(2)} s  ${rate(walker.seconds)}`);
    print(
      `  of the plain rate: ${percent(plain / walker.seconds)} (wanted: 50%); of the keyed: ${percent(keyed / walker.seconds)}`,
    );
    print(`  processor time of the importing process ${walker.cpuSeconds.toFixed(1)} s`);
    const peak = Math.max(...imports.map(({ peakMb }) => peakMb));
    print(`  memory at most ${peak.toFixed(0)} MB (wanted: under 300)`);
  } finally {
    await psql(SERVER, `drop database if exists ${database} with (force)`);
    await rm(directory, { recursive: true, force: true });
  }
}

async function copy(url: string, file: string, table: string, columns: string): Promise<number> {
  await psql(url, `drop table if exists ${table}; create table ${table} (${columns})`);
  const began = performance.now();
  await psql(url, `\\copy ${table}(${COLUMNS}) from '${file}' csv header`);
  return (performance.now() - began) / 1000;
}

async function psql(url: string, command: string): Promise<void> {
  await promisify(execFile)('psql', [url, '-qAt', '-v', 'ON_ERROR_STOP=1', '-c', command]);
}

function percent(share: number): string {
  return `${(share * 100).toFixed(0)}%`;
}

/** Lines like those of the ecommerce dataset: two per order, thousands of products, prices with cents. */
async function generate(path: string, lines: number): Promise<void> {
  const out = createWriteStream(path);
  out.write(`${COLUMNS}\r\n`);
  const statuses = ['Used', 'Not Used', 'Clicked'];
  let text = '';
  for (let i = 0; i < lines; i += 1) {
    // A fixed scramble stands in for randomness: every run reads the same file.
    const noise = Math.imul(i, 2_654_435_761) >>> 0;
    const product = noise % 1145;
    const day = new Date(Date.UTC(2019, 0, 1) + Math.floor((i / lines) * 730) * 86_400_000);
    const date = day.toISOString().slice(0, 10).replaceAll('-', '');
    text += `${12_000 + (noise % 40_000)},${16_679 + (i >> 1)},${date},GGOEN${100_000 + product},Product number ${product} in its usual finish,Category ${product % 20},${1 + (noise % 12)},${(noise % 15_000) / 100},${(noise % 3) * 3 + 6.5},${statuses[noise % 3]}\r\n`;
    if (text.length > 1 << 20) {
      if (!out.write(text)) await new Promise<void>((resolve) => out.once('drain', () => resolve()));
      text = '';
    }
  }
  await new Promise<void>((resolve) => out.end(text, () => resolve()));
}

function importInChild(url: string, file: string): Promise<ChildResult> {
  return new Promise((resolve, reject) => {
    const child: ChildProcess = fork(fileURLToPath(import.meta.url), [url, file], {
      execArgv: process.execArgv,
    });
    child.once('message', (result) => resolve(result as ChildResult));
    child.once('error', reject);
    child.once('exit', (code) => code !== 0 && reject(new Error(`the import ended with ${code}`)));
  });
}

/** Imports into a workspace of its own in an emptied database, and tells its parent how it went. */
async function beChild(url: string, file: string): Promise<void> {
  await psql(url, 'drop schema public cascade; create schema public');
  const db = await openDb({ kind: 'postgres', url });
  await migrate(db);
  const tenantId = randomUUID();
  await db.query('insert into tenants (tenant_id, slug, name) values ($1, $2, $2)', [tenantId, 'bench']);
  const began = performance.now();
  const report = await importPath({
    db,
    tenantId,
    path: file,
    rejectsDir: join(tmpdir(), 'walker-bench-rejects'),
    now: () => new Date(),
    newId: randomUUID,
  });
  const seconds = (performance.now() - began) / 1000;
  await db.close();
  const rows = report.files[0]?.rows.added ?? 0;
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const cpuSeconds = (userCPUTime + systemCPUTime) / 1e6;
  process.send?.({ seconds, cpuSeconds, rows, peakMb: maxRSS / 1024 } satisfies ChildResult);
}

const [, , childUrl, childFile] = process.argv;
if (process.send && childUrl && childFile) {
  await beChild(childUrl, childFile);
  process.disconnect();
}
