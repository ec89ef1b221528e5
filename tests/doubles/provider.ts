/**
 * A provider of messages on loopback: it counts, by token, what it has taken. It may take a message and never say so, as
 * one does whose customer dies before the answer.
 */
import { EventEmitter, once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export interface ProviderDouble {
  readonly url: string;
  /** How often each token was taken. */
  readonly taken: ReadonlyMap<string, number>;
  /** Takes everything from now on, and answers nothing. */
  fallSilent(): void;
  /** Answers again. */
  speak(): void;
  /** Resolves when so many messages have been taken in all. */
  heard(count: number): Promise<void>;
  close(): Promise<void>;
}

export async function createProviderDouble(): Promise<ProviderDouble> {
  const taken = new Map<string, number>();
  const events = new EventEmitter();
  let isSilent = false;
  let count = 0;
  const server = createServer(async (request, response) => {
    const token = await text(request);
    taken.set(token, (taken.get(token) ?? 0) + 1);
    count += 1;
    if (!isSilent) response.end('taken');
    events.emit('taken');
  });
  server.keepAliveTimeout = 60_000;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    taken,
    fallSilent: () => {
      isSilent = true;
    },
    speak: () => {
      isSilent = false;
    },
    async heard(wanted) {
      while (count < wanted) await once(events, 'taken');
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
