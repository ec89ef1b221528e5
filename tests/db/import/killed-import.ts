/** A process that imports a file and is killed, as by `kill -9`, as soon as some of it is acknowledged. */
import { randomUUID } from 'node:crypto';
import { importPath } from '../../../db/import/index.ts';
import { openDb } from '../../../db/open-db.ts';

const [, , database = '', tenantId = '', path = '', rejectsDir = '', inThread = ''] = process.argv;
const db = await openDb(JSON.parse(database));
let told = Number.NEGATIVE_INFINITY;
await importPath({
  db,
  tenantId,
  path,
  rejectsDir,
  // A clock that makes every moment worth telling.
  now: () => {
    told = Math.max(told + 1000, Date.now());
    return new Date(told);
  },
  newId: randomUUID,
  readInThread: () => inThread === 'true',
  onProgress: ({ rows, bytes, totalBytes }) => {
    if (rows > 0 && bytes < totalBytes) process.kill(process.pid, 'SIGKILL');
  },
});
