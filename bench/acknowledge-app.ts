/** The process that `acknowledge.ts` measures: the app as it is, with demo data, and a heavy query on demand. */
import { createApp } from '../bot/app.ts';
import { parseConfig } from '../bot/config.ts';
import { serve } from '../bot/serve.ts';
import { loadDemo } from '../db/demo/load-demo.ts';

/** What the two processes say to each other. */
export type ToApp = { readonly kind: 'heavy'; readonly ms: number } | { readonly kind: 'stop' };
export type FromApp =
  | { readonly kind: 'ready'; readonly port: number; readonly engine: string }
  | { readonly kind: 'heavy done'; readonly ms: number };

/** Keeps one core of the database busy, without filling memory or disk: a thousand hashes for each of $1 rows. */
const HEAVY = `select sum(length(md5((a.i * 1000 + b.i)::text)))
  from generate_series(1, $1::int) a (i) cross join generate_series(1, 1000) b (i)`;
const SAMPLE_ROWS = 200;

const tell = (message: FromApp) => process.send?.(message);

const app = await createApp(parseConfig());
await loadDemo({ db: app.db, tenantId: app.home.tenantId, now: app.now() });
const serving = await serve(app);
tell({ kind: 'ready', port: serving.port, engine: app.db.engine });

process.on('message', (message: ToApp) => {
  if (message.kind === 'stop') {
    void end();
    return;
  }
  void runHeavy(message.ms).then((ms) => tell({ kind: 'heavy done', ms }));
});

async function end(): Promise<void> {
  // A PostgreSQL outlives the measurement; what it left there goes.
  if (app.db.engine === 'postgres') {
    await app.db.query('delete from tenants where tenant_id = $1', [app.home.tenantId]);
  }
  await serving.stop();
  process.exit(0);
}

/** Runs for about `ms`, by a sample's measure. Resolves to how long it took. */
async function runHeavy(ms: number): Promise<number> {
  const rows = Math.ceil((SAMPLE_ROWS * ms) / (await timeHeavy(SAMPLE_ROWS)));
  return timeHeavy(rows);
}

async function timeHeavy(rows: number): Promise<number> {
  const started = performance.now();
  await app.db.tenant(app.home.tenantId).read(HEAVY, [rows], { timeoutMs: 600_000 });
  return performance.now() - started;
}
