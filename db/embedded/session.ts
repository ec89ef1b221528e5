import type { Duplex } from 'node:stream';
import type { EngineFailure } from './engine.ts';
import {
  CANCEL_REQUEST,
  errorResponse,
  Framer,
  GSS_REQUEST,
  queryText,
  SSL_REQUEST,
  StatusReader,
  type TransactionStatus,
  typeOf,
  welcome,
} from './wire.ts';

/** What a client wants done next, in one go. */
export type Work =
  | { readonly kind: 'messages'; readonly bytes: Buffer }
  | { readonly kind: 'copy-start'; readonly target: string; readonly format: 'text' | 'binary' }
  | { readonly kind: 'copy-data'; readonly rows: readonly Buffer[]; readonly last: boolean }
  | { readonly kind: 'copy-fail' };

/** What a session tells the gate. */
export interface SessionEvents {
  work(session: Session): void;
  cancel(pid: number, secret: number): void;
  gone(session: Session): void;
}

const COPY_FROM_STDIN = /^\s*copy\s+(.+?)\s+from\s+stdin\s*(\(\s*format\s+binary\s*\))?\s*$/is;
const NEWLINE = 10;
const COPY_PIECE_BYTES = 4 * 1024 * 1024;
/** Waiting work beyond this makes the client wait. */
const MAX_WAITING = 2;

/**
 * One connection of a client: turns its bytes into work for the gate, whole requests at a time, so that what
 * several clients send never mixes inside the engine's one session.
 */
export class Session {
  readonly pid: number;
  readonly secret: number;
  /** Transaction status after the last answer. */
  status: TransactionStatus = 'I';
  /** Set while the client sends rows: where they go, and how many went. */
  copying: { readonly target: string; readonly format: 'text' | 'binary'; rows: number } | undefined;
  readonly #stream: Duplex;
  readonly #events: SessionEvents;
  readonly #framer = new Framer();
  readonly #waiting: Work[] = [];
  readonly #answers = new StatusReader();
  #phase: 'startup' | 'ready' | 'closed' = 'startup';
  #answered = true;
  #request: Buffer[] = [];
  #copied: Buffer[] = [];
  #copiedBytes = 0;

  constructor(stream: Duplex, pid: number, secret: number, events: SessionEvents) {
    this.pid = pid;
    this.secret = secret;
    this.#stream = stream;
    this.#events = events;
    stream.on('data', (bytes: Buffer) => this.#receive(bytes));
    stream.on('error', () => this.#close());
    stream.on('close', () => this.#close());
    stream.on('end', () => this.#close());
  }

  get closed(): boolean {
    return this.#phase === 'closed';
  }

  get hasWork(): boolean {
    return this.#waiting.length > 0;
  }

  /** The work last taken has its whole answer, though the engine may not have said yet that it is done. */
  get answered(): boolean {
    return this.#answered;
  }

  takeWork(): Work | undefined {
    const work = this.#waiting.shift();
    this.#answered = !work;
    if (this.#waiting.length < MAX_WAITING) this.#stream.resume();
    return work;
  }

  /** Sends backend messages, and takes the transaction status from them. */
  send(bytes: Uint8Array): void {
    this.#answers.push(bytes);
    this.#answered = this.#answers.status !== undefined;
    this.status = this.#answers.status ?? this.status;
    if (this.#phase !== 'closed') this.#stream.write(bytes);
  }

  /** Says why, and ends the connection. */
  fail(failure: EngineFailure): void {
    if (this.#phase === 'closed') return;
    this.#stream.write(errorResponse('FATAL', failure));
    this.#stream.end();
    this.#close();
  }

  #close(): void {
    if (this.#phase === 'closed') return;
    this.#phase = 'closed';
    this.#waiting.length = 0;
    this.#events.gone(this);
    if (!this.#stream.writableEnded) this.#stream.end();
  }

  #receive(bytes: Buffer): void {
    try {
      this.#framer.push(bytes);
      while (this.#phase === 'startup' && this.#greet());
      if (this.#phase === 'startup') return;
      for (let next = this.#framer.next(); next && !this.closed; next = this.#framer.next()) this.#take(next);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      this.fail({ code: '08P01', message: error.message });
    }
  }

  /** Answers what comes before the session is up; false where more bytes are needed. */
  #greet(): boolean {
    const first = this.#framer.nextUntyped();
    if (!first) return false;
    if (first.code === SSL_REQUEST || first.code === GSS_REQUEST) {
      this.#stream.write('N');
    } else if (first.code === CANCEL_REQUEST) {
      this.#events.cancel(first.body.readInt32BE(0), first.body.readInt32BE(4));
      this.#close();
    } else {
      this.#phase = 'ready';
      this.#stream.write(welcome(this.pid, this.secret));
    }
    return true;
  }

  #take(message: Buffer): void {
    const type = typeOf(message);
    if (type === 'X') this.#close();
    else if (type === 'd') this.#takeRows(message.subarray(5));
    else if (type === 'c') this.#add({ kind: 'copy-data', rows: this.#takeCopied(), last: true });
    else if (type === 'f') this.#add({ kind: 'copy-fail' });
    else this.#takeRequest(type, message);
  }

  /** Messages are kept until the client waits for an answer: a simple query, Sync or Flush. */
  #takeRequest(type: string, message: Buffer): void {
    const copy = type === 'Q' ? COPY_FROM_STDIN.exec(queryText(message)) : undefined;
    if (copy?.[1]) {
      this.#add({ kind: 'copy-start', target: copy[1], format: copy[2] ? 'binary' : 'text' });
      return;
    }
    this.#request.push(message);
    if (type !== 'Q' && type !== 'S' && type !== 'H') return;
    const bytes = Buffer.concat(this.#request);
    this.#request = [];
    this.#add({ kind: 'messages', bytes });
  }

  #takeRows(rows: Buffer): void {
    this.#copied.push(rows);
    this.#copiedBytes += rows.length;
    // A piece ends where a row does; in binary that cannot be seen, so there it is all one piece.
    const isWhole = this.copying?.format === 'text' && rows.at(-1) === NEWLINE;
    if (isWhole && this.#copiedBytes >= COPY_PIECE_BYTES)
      this.#add({ kind: 'copy-data', rows: this.#takeCopied(), last: false });
  }

  #takeCopied(): Buffer[] {
    const rows = this.#copied;
    this.#copied = [];
    this.#copiedBytes = 0;
    return rows;
  }

  #add(work: Work): void {
    this.#waiting.push(work);
    if (this.#waiting.length >= MAX_WAITING) this.#stream.pause();
    this.#events.work(this);
  }
}
