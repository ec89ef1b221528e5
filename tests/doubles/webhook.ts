/** A receiver of webhooks on loopback: it keeps what comes and answers as it is told. */
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** What it answers next; `hang`: nothing. */
type Answer = number | 'hang' | { readonly redirect: string };

export interface WebhookDouble {
  readonly url: string;
  readonly received: readonly Received[];
  /** Answers of the next requests, one each; 200 after that. */
  answerNext(...answers: Answer[]): void;
  close(): Promise<void>;
}

export async function createWebhookDouble(): Promise<WebhookDouble> {
  const received: Received[] = [];
  const answers: Answer[] = [];
  const server = createServer(async (request, response) => {
    received.push({ path: request.url ?? '', headers: request.headers, body: await text(request) });
    const answer = answers.shift() ?? 200;
    if (answer === 'hang') return;
    if (typeof answer === 'object') response.writeHead(307, { location: answer.redirect }).end();
    else response.writeHead(answer, { 'content-type': 'text/plain' }).end('the double has seen it');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    received,
    answerNext: (...next) => void answers.push(...next),
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
