/** The process that `acknowledge.ts` measures: the app as it is, with demo data, and a heavy query on demand. */
import { createApp } from '../bot/app.ts';
import { parseConfig } from '../bot/config.ts';
import { serve } from '../bot/serve.ts';
import { QueryTimeout } from '../db/db.ts';
import { loadDemo } from '../db/demo/load-demo.ts';

/** What the two processes say to each other. */
export type ToApp = { readonly kind: 'heavy'; readonly ms: number } | { readonly kind: 'stop' };
export type FromApp =
  | { readonly kind: 'ready'; readonly port: number; readonly engine: string }
  | { readonly kind: 'heavy done'; readonly ms: number };

/** Keeps one core of the database busy until it is cut off. */
const HEAVY = 'select sum(length(md5(i::text))) from generate_series(1, 1000000000) i';

const tell = (message: FromApp) => process.send?.(message);

const app = await createApp(parseConfig());
await loadDemo({ db: app.db, tenantId: app.home.tenantId, now: app.now() });
const serving = await serve(app);
tell({ kind: 'ready', port: serving.port, engine: app.db.engine });

process.on('message', (message: ToApp) => {
  if (message.kind === 'stop') {
    void serving.stop().then(() => process.exit(0));
    return;
  }
  const started = performance.now();
  app.db
    .tenant(app.home.tenantId)
    .read(HEAVY, [], { timeoutMs: message.ms })
    .catch((error: unknown) => {
      if (!(error instanceof QueryTimeout)) throw error;
    })
    .finally(() => tell({ kind: 'heavy done', ms: performance.now() - started }));
});
