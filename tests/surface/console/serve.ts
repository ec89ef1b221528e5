/** A console on a real port of this machine, and requests to it that a browser would not let a test make. */
import { createServer, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { type ConsoleDeps, createConsoleSurface } from '../../../bot/console/index.ts';
import { fakeHandlers } from './fake-handlers.ts';

/** The smallest picture there is: one pixel. */
export const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

const silent = () => undefined;
const noLog = { debug: silent, info: silent, warn: silent, error: silent };

export interface Served {
  readonly url: string;
  readonly port: number;
  /** As `fetch`, but with whatever headers (Host included) the test wants. */
  send(path: string, options?: SendOptions): Promise<Answer>;
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Answer>;
  /** Stops the surface alone. */
  stop(): Promise<void>;
  close(): Promise<void>;
}

interface SendOptions {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

interface Answer {
  readonly status: number;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly text: string;
  readonly bytes: Buffer;
  json(): unknown;
  /** The values of an answer that came line by line. */
  lines(): Record<string, unknown>[];
}

/** Serves a console that, unless `deps` says otherwise, has fake handlers and is bound to this machine. */
export async function serveConsole(deps: Partial<ConsoleDeps> = {}): Promise<Served> {
  const surface = createConsoleSurface({
    handlers: fakeHandlers(),
    host: '127.0.0.1',
    log: noLog,
    renderChart: async () => PIXEL,
    now: () => new Date(),
    ...deps,
  });
  const app = express();
  if (surface.router) app.use(surface.router);
  app.get('/healthz', (_request, response) => void response.json({ status: 'ok' }));
  const server = createServer(app);
  await surface.start();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const send: Served['send'] = (path, options = {}) => sendTo(port, path, options);
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    send,
    post: (path, body, headers = {}) =>
      send(path, {
        method: 'POST',
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json', ...headers },
      }),
    stop: surface.stop,
    close: async () => {
      await surface.stop();
      const closed = new Promise<void>((resolve) => void server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

function sendTo(
  port: number,
  path: string,
  { method = 'GET', headers = {}, body }: SendOptions,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest({ host: '127.0.0.1', port, path, method, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const bytes = Buffer.concat(chunks);
        const text = bytes.toString();
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          text,
          bytes,
          json: () => JSON.parse(text),
          lines: () =>
            text
              .split('\n')
              .filter(Boolean)
              .map((line) => JSON.parse(line)),
        });
      });
      response.on('error', reject);
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
