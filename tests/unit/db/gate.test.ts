import type { Duplex } from 'node:stream';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Engine } from '../../../db/embedded/engine.ts';
import { createGate, type Gate } from '../../../db/embedded/gate.ts';
import { localStream } from '../../../db/embedded/local-stream.ts';
import { Framer, queryMessage, queryText, readyForQuery, typeOf } from '../../../db/embedded/wire.ts';

function deferred<T>() {
  let resolve: (value: T) => void = () => {};
  let reject: (error: Error) => void = () => {};
  const promise = new Promise<T>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  // Whoever waits is told; nobody need wait.
  promise.catch(() => {});
  return { promise, resolve, reject };
}

/**
 * An engine that does nothing but keep the transaction status, and run `slow` until it is let go or killed.
 * `answered` has its answer at once, and is done when it is let go.
 */
class FakeEngine implements Engine {
  readonly ran: string[] = [];
  /** How many statements came at a time. */
  readonly together: number[] = [];
  readonly started = deferred<void>();
  readonly #slow = deferred<void>();
  #status: 'I' | 'T' = 'I';
  #dead = false;

  async exec(bytes: Uint8Array, onData: (data: Uint8Array) => void): Promise<void> {
    const framer = new Framer();
    framer.push(Buffer.from(bytes));
    const before = this.ran.length;
    for (let next = framer.next(); next; next = framer.next()) await this.#run(queryText(next), onData);
    this.together.push(this.ran.length - before);
  }

  async #run(text: string, onData: (data: Uint8Array) => void): Promise<void> {
    if (this.#dead) throw new Error('dead');
    this.ran.push(text);
    if (text === 'slow') {
      this.started.resolve();
      await this.#slow.promise;
    }
    if (text === 'begin') this.#status = 'T';
    if (text === 'commit' || text === 'rollback') this.#status = 'I';
    onData(readyForQuery(this.#status));
    if (text === 'answered') await this.#slow.promise;
  }

  async copyIn(): Promise<number> {
    return 0;
  }

  finish(): void {
    this.#slow.resolve();
  }

  async kill(): Promise<void> {
    this.#dead = true;
    this.#slow.reject(new Error('killed'));
  }

  async close(): Promise<void> {
    this.#dead = true;
  }
}

interface Client {
  readonly stream: Duplex;
  readonly pid: number;
  readonly secret: number;
  /** Sends statements one after the other and resolves when each has its answer. */
  ask(...texts: string[]): Promise<void>;
  /** The SQLSTATE with which the connection ended. */
  readonly ended: Promise<string | undefined>;
}

let engines: FakeEngine[];
let gate: Gate;
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const first = new FakeEngine();
  engines = [first];
  gate = createGate(async () => {
    const next = new FakeEngine();
    engines.push(next);
    return next;
  }, first);
});
afterEach(async () => {
  vi.useRealTimers();
  for (const engine of engines) engine.finish();
  await gate.close();
});

async function connect(): Promise<Client> {
  const stream = localStream(gate.connect) as Duplex & { connect(): void };
  const framer = new Framer();
  const answers: (() => void)[] = [];
  const keys = deferred<[number, number]>();
  const greeted = new Promise<void>((done) => answers.push(done));
  let failure: string | undefined;
  stream.on('data', (bytes: Buffer) => {
    framer.push(bytes);
    for (let next = framer.next(); next; next = framer.next()) {
      if (typeOf(next) === 'K') keys.resolve([next.readInt32BE(5), next.readInt32BE(9)]);
      if (typeOf(next) === 'E') failure = /\0C(\w{5})\0/.exec(next.toString('latin1'))?.[1];
      if (typeOf(next) === 'Z') answers.shift()?.();
    }
  });
  const ended = new Promise<string | undefined>((done) => stream.on('close', () => done(failure)));
  stream.connect();
  const startup = Buffer.from([0, 0, 0, 8, 0, 3, 0, 0]);
  stream.write(startup);
  await greeted;
  const [pid, secret] = await keys.promise;
  const ask = async (...texts: string[]) => {
    await Promise.all(
      texts.map((text) => {
        const answered = new Promise<void>((done) => answers.push(done));
        stream.write(queryMessage(text));
        return answered;
      }),
    );
  };
  return { stream, pid, secret, ask, ended };
}

test('a transaction has the engine for itself', async () => {
  const [a, b] = [await connect(), await connect()];
  await a.ask('begin');
  const other = b.ask('b1', 'b2');
  await a.ask('a1');
  await a.ask('a2', 'commit');
  await other;
  expect(engines[0]?.ran).toEqual(['begin', 'a1', 'a2', 'commit', 'b1', 'b2']);
});

test('what a client sends in one go is handed on in one go, and not endlessly', async () => {
  const a = await connect();
  a.stream.cork();
  const answered = a.ask('begin', 'a1', 'rollback');
  a.stream.uncork();
  await answered;
  expect(engines[0]?.ran).toEqual(['begin', 'a1', 'rollback']);
  expect(engines[0]?.together).toEqual([3]);
  a.stream.cork();
  const many = a.ask(...Array.from({ length: 20 }, (_, i) => `m${i}`));
  a.stream.uncork();
  await many;
  expect(Math.max(...(engines[0]?.together ?? []))).toBeLessThan(20);
});

test('what has its answer does not hide what was sent with it and still runs', async () => {
  const a = await connect();
  a.stream.cork();
  void a.ask('begin', 'slow', 'rollback');
  a.stream.uncork();
  await engines[0]?.started.promise;
  gate.cancel(a.pid, a.secret);
  expect(await a.ended).toBe('57014');
});

test('a client with much to ask lets the others in between', async () => {
  const [a, b] = [await connect(), await connect()];
  await Promise.all([
    a.ask('slow', 'a1', 'a2'),
    b.ask('b1'),
    engines[0]?.started.promise.then(() => engines[0]?.finish()),
  ]);
  const order = engines[0]?.ran ?? [];
  expect(order.indexOf('b1')).toBeLessThan(order.indexOf('a2'));
});

test('cancelling kills what runs and serves the others on a new engine', async () => {
  const [a, b] = [await connect(), await connect()];
  void a.ask('begin', 'slow');
  await engines[0]?.started.promise;
  const other = b.ask('b1');
  gate.cancel(a.pid, a.secret);
  expect(await a.ended).toBe('57014');
  await other;
  expect(engines[1]?.ran).toEqual(['b1']);
});

test('cancelling one who waits leaves the one who runs alone', async () => {
  const [a, b] = [await connect(), await connect()];
  const running = a.ask('slow');
  await engines[0]?.started.promise;
  void b.ask('b1');
  await new Promise(setImmediate);
  gate.cancel(b.pid, b.secret);
  expect(await b.ended).toBe('57014');
  engines[0]?.finish();
  await running;
  expect(engines).toHaveLength(1);
  expect(engines[0]?.ran).toEqual(['slow']);
});

test('a client that leaves with its answer, or cancels too late, costs nobody the engine', async () => {
  const [a, b] = [await connect(), await connect()];
  await a.ask('answered');
  gate.cancel(a.pid, a.secret);
  a.stream.destroy();
  const other = b.ask('b1');
  await new Promise(setImmediate);
  engines[0]?.finish();
  await other;
  expect(engines).toHaveLength(1);
  expect(engines[0]?.ran).toEqual(['answered', 'b1']);
});

test('cancelling without the secret does nothing', async () => {
  const a = await connect();
  const running = a.ask('slow');
  await engines[0]?.started.promise;
  gate.cancel(a.pid, a.secret + 1);
  engines[0]?.finish();
  await running;
  expect(engines).toHaveLength(1);
});

test('a transaction whose client goes away is rolled back', async () => {
  const [a, b] = [await connect(), await connect()];
  await a.ask('begin', 'a1');
  a.stream.destroy();
  await b.ask('b1');
  expect(engines[0]?.ran).toEqual(['begin', 'a1', 'rollback', 'b1']);
});

test('a transaction left open while others wait is ended', async () => {
  const [a, b] = [await connect(), await connect()];
  await a.ask('begin');
  const other = b.ask('b1');
  await new Promise(setImmediate);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(await a.ended).toBe('25P03');
  await other;
  expect(engines[0]?.ran).toEqual(['begin', 'rollback', 'b1']);
});

test('a statement that breaks the engine ends its client, and the next is served', async () => {
  const a = await connect();
  void a.ask('slow');
  await engines[0]?.started.promise;
  await engines[0]?.kill();
  expect(await a.ended).toBe('57P02');
  const b = await connect();
  await b.ask('b1');
  expect(engines[1]?.ran).toEqual(['b1']);
});

test('bytes that are not the protocol end the connection, and nothing else', async () => {
  const [a, b] = [await connect(), await connect()];
  a.stream.write(Buffer.from('GET / HTTP/1.1\r\n\r\n\0\0\0\0'));
  a.stream.write(Buffer.from([81, 0, 0, 0, 0]));
  await b.ask('b1');
  expect(engines[0]?.ran).toEqual(['b1']);
});
