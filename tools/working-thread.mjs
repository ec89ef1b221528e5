// A thread that works out what it is asked. Plain JavaScript on purpose: a worker does not inherit the TypeScript
// loader, so this registers it and then loads what works.
// @ts-check
import { parentPort, workerData } from 'node:worker_threads';
import { register } from 'tsx/esm/api';

const port = parentPort;
if (!port) throw new Error('working-thread.mjs runs in a worker thread');

register();
/** @type {{ workOut: (request: unknown) => unknown }} */
const { workOut } = await import(workerData.module);

port.on('message', (/** @type {unknown} */ request) => {
  try {
    port.postMessage({ answer: workOut(request) });
  } catch (error) {
    port.postMessage({ error });
  }
});
