// A thread that clusters. Plain JavaScript on purpose: a worker does not inherit the TypeScript loader, so this
// registers it and then loads what works.
// @ts-check
import { parentPort } from 'node:worker_threads';
import { register } from 'tsx/esm/api';

/** @typedef {import('./work.ts').ClusterRequest} ClusterRequest */

const port = parentPort;
if (!port) throw new Error('thread.mjs runs in a worker thread');

register();
const { workOut } = await import('./work.ts');

port.on('message', (/** @type {ClusterRequest} */ request) => {
  try {
    port.postMessage({ answer: workOut(request) });
  } catch (error) {
    port.postMessage({ error });
  }
});
