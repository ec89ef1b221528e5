import { parentPort } from 'node:worker_threads';

/** What comes back of a request. */
export type Reply = { readonly answer: unknown } | { readonly error: unknown };

/** What a thread of `startThread` does: it works out what it is asked, one request after another. */
export function serveWork<Request>(workOut: (request: Request) => unknown): void {
  const port = parentPort;
  if (!port) throw new Error('Work is served in a thread.');
  port.on('message', (request: Request) => {
    let reply: Reply;
    try {
      reply = { answer: workOut(request) };
    } catch (error) {
      reply = { error };
    }
    port.postMessage(reply);
  });
}
