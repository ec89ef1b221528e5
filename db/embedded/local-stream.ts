import { Duplex } from 'node:stream';

/** One end of a connection inside the process. It answers to the few calls that pg makes of a socket. */
class LocalStream extends Duplex {
  peer: LocalStream | undefined;
  #resume: (() => void) | undefined;
  readonly #onConnect: () => void;

  constructor(onConnect: () => void) {
    // As a socket: when the other end is done, so is this one, and 'close' follows.
    super({ allowHalfOpen: false });
    this.#onConnect = onConnect;
  }

  connect(): this {
    this.#onConnect();
    process.nextTick(() => this.emit('connect'));
    return this;
  }

  setNoDelay(): this {
    return this;
  }

  setKeepAlive(): this {
    return this;
  }

  ref(): this {
    return this;
  }

  unref(): this {
    return this;
  }

  override _read(): void {
    const resume = this.#resume;
    this.#resume = undefined;
    resume?.();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    const { peer } = this;
    if (!peer || peer.destroyed || peer.push(chunk)) process.nextTick(done);
    else peer.#resume = done;
  }

  /** What was written in one go arrives in one go. */
  override _writev(chunks: { chunk: Buffer; encoding: BufferEncoding }[], done: () => void): void {
    this._write(Buffer.concat(chunks.map(({ chunk }) => chunk)), 'buffer' as BufferEncoding, done);
  }

  override _final(done: () => void): void {
    if (!this.peer?.destroyed) this.peer?.push(null);
    done();
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    if (!this.peer?.destroyed) this.peer?.push(null);
    done(error);
  }
}

/** The client's end of a new connection; `serve` is given the other end when the client connects. */
export function localStream(serve: (stream: Duplex) => void): Duplex {
  const server = new LocalStream(() => {});
  const client = new LocalStream(() => serve(server));
  client.peer = server;
  server.peer = client;
  return client;
}
