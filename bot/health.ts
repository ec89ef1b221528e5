import { Router } from 'express';
import type { Db } from '../db/db.ts';

/** How long the database may take to say that it lives. */
const PATIENCE_MS = 2_000;
/** A database that is busy with something long is still there, for so long. */
const TRUST_MS = 60_000;

type Database = 'ok' | 'busy' | 'away';

/** `/healthz`: the process lives. `/readyz`: it takes work, and its database is there. */
export function healthRouter(db: Db, isReady: () => boolean, now: () => Date): Router {
  const router = Router();
  let answeredAt = now().getTime();
  router.get('/healthz', (_request, response) => {
    response.json({ status: 'ok' });
  });
  router.get('/readyz', async (_request, response) => {
    const database = await ask(db);
    if (database === 'ok') answeredAt = now().getTime();
    const trusted = database === 'busy' && now().getTime() - answeredAt < TRUST_MS;
    const ready = isReady() && (database === 'ok' || trusted);
    response.status(ready ? 200 : 503).json({ status: ready ? 'ready' : 'not ready', database });
  });
  return router;
}

async function ask(db: Db): Promise<Database> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Database>((resolve) => {
    timer = setTimeout(() => resolve('busy'), PATIENCE_MS);
  });
  const answer = db.query('select 1').then(
    (): Database => 'ok',
    (): Database => 'away',
  );
  const database = await Promise.race([answer, late]);
  clearTimeout(timer);
  return database;
}
