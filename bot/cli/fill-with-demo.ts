import { loadDemo } from '../../db/demo/load-demo.ts';
import type { App } from '../app.ts';
import { createProgressBar } from './progress-bar.ts';
import type { Terminal } from './terminal.ts';

/** Gives a workspace without any data its demo data, once. */
export async function fillWithDemo(app: App, terminal: Terminal): Promise<void> {
  if ((await app.workspace()).data || (await hasImports(app))) return;
  const bar = createProgressBar(terminal);
  await loadDemo({
    db: app.db,
    tenantId: app.home.tenantId,
    now: app.now(),
    onProgress: ({ share }) => bar.update(Math.round(share * 100), 100, 'Making a demo workspace, once'),
  }).finally(() => bar.stop());
}

/** A workspace that somebody began to fill is theirs, even if it has no sales yet. */
async function hasImports(app: App): Promise<boolean> {
  const found = await app.db.query('select 1 from imports where tenant_id = $1 limit 1', [app.home.tenantId]);
  return found.rowCount > 0;
}
