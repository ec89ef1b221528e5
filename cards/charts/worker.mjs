// The thread that charts are drawn in. Plain JavaScript on purpose: a worker does not inherit the TypeScript
// loader, so this registers it and then loads what draws.
// @ts-check
import { parentPort } from 'node:worker_threads';
import { register } from 'tsx/esm/api';

/** @typedef {import('./drawing-thread.ts').DrawingRequest} DrawingRequest */
/** @typedef {import('./drawing-thread.ts').DrawingReply} DrawingReply */

const port = parentPort;
if (!port) throw new Error('worker.mjs runs in a worker thread');

register();
const { drawPng, drawSvg } = await import('./draw.ts');

/** @param {DrawingRequest} request */
function draw(request) {
  const { kind, spec, scheme } = request;
  return kind === 'png' ? drawPng(spec, scheme, request.width) : drawSvg(spec, scheme);
}

port.on('message', (/** @type {{ id: number, request: DrawingRequest }} */ { id, request }) => {
  /** @type {(reply: DrawingReply, transfer?: ArrayBuffer[]) => void} */
  const post = (reply, transfer = []) => port.postMessage(reply, transfer);
  try {
    const picture = draw(request);
    post({ id, picture }, typeof picture === 'string' ? [] : [picture.buffer]);
  } catch (error) {
    post({ id, error: error instanceof Error ? error.message : String(error) });
  }
});
