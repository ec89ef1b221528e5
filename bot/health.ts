import { Router } from 'express';
import type { Db } from '../db/db.ts';

/** How long the database may take to say that it lives. */
const PATIENCE_MS = 2_000;

/** `/healthz`: the process lives. `/readyz`: it takes work, and its database answers. */
export function healthRouter(db: Db, isReady: () => boolean): Router {
  const router = Router();
  router.get('/healthz', (_request, response) => {
    response.json({ status: 'ok' });
  });
  router.get('/readyz', async (_request, response) => {
    const database = await answers(db);
    const ready = isReady() && database;
    response
      .status(ready ? 200 : 503)
      .json({ status: ready ? 'ready' : 'not ready', database: database ? 'ok' : 'busy or away' });
  });
  return router;
}

async function answers(db: Db): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), PATIENCE_MS);
  });
  const alive = db.query('select 1').then(
    () => true,
    () => false,
  );
  const result = await Promise.race([alive, late]);
  clearTimeout(timer);
  return result;
}
