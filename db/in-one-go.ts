import type { Duplex } from 'node:stream';
import type pg from 'pg';

type Settled<T extends readonly Promise<unknown>[]> = {
  -readonly [K in keyof T]: PromiseSettledResult<Awaited<T[K]>>;
};

/**
 * What `send` sends before it returns leaves as one packet, and nothing of it waits for the answer to another. Done when
 * all of it has one: `send` has to return the promise of whatever it sent last.
 */
export async function inOneGo<T extends readonly Promise<unknown>[]>(
  client: pg.ClientBase,
  send: () => readonly [...T],
): Promise<Settled<T>> {
  // pg declares its pipelining as a choice for the life of a connection; a COPY needs it off.
  const inside = client as unknown as { pipeline: boolean; readonly connection: { readonly stream: Duplex } };
  const { stream } = inside.connection;
  inside.pipeline = true;
  stream.cork();
  try {
    return await Promise.allSettled(sendAll(send, stream));
  } finally {
    inside.pipeline = false;
  }
}

function sendAll<T>(send: () => T, stream: Duplex): T {
  try {
    return send();
  } finally {
    stream.uncork();
  }
}

/** Calls `work`; what it asks for after it has first waited is refused by the check that it is given. */
export function beforeTheFirstWait<T>(work: (assertInTime: () => void) => Promise<T>): Promise<T> {
  let packed = false;
  const done = work(() => {
    if (packed) throw new Error('What goes together has to be asked for before the first wait.');
  });
  packed = true;
  return done;
}
