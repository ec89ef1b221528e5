// The thread that reads a share of a file. Plain JavaScript, because a thread does not inherit the TypeScript
// loader: it is loaded here.
// @ts-check
import { parentPort, workerData } from 'node:worker_threads';
import { register } from 'tsx/esm/api';

if (!parentPort) throw new Error('facts-worker.mjs runs in a worker thread');
register();
const { serveFacts } = await import('./facts-thread.ts');
await serveFacts(parentPort, workerData);
