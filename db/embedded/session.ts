import type { Duplex } from 'node:stream';
import type { EngineFailure } from './engine.ts';
import {
  AnswerReader,
  CANCEL_REQUEST,
  errorResponse,
  Framer,
  GSS_REQUEST,
  queryText,
  SSL_REQUEST,
  type TransactionStatus,
  typeOf,
  welcome,
} from './wire.ts';

/** What a client wants done next, in one go. */
export type Work =
  | {
      readonly kind: 'messages';
      readonly bytes: Buffer /** How many of them end in a ReadyForQuery. */;
      readonly requests: number;
    }
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
/** So many requests that came together are handed on together: a whole short transaction, and no more than that. */
const MAX_TOGETHER = 8;

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
  readonly #answers = new AnswerReader();
  #phase: 'startup' | 'ready' | 'closed' = 'startup';
  /** Answers in all when the work last taken is answered. */
  #due = 0;
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
    return this.#answers.answers >= this.#due;
  }

  takeWork(): Work | undefined {
    const work = this.#takeTogether();
    if (work) this.#due = this.#answers.answers + (work.kind === 'messages' ? Math.max(1, work.requests) : 1);
    if (this.#waiting.length < MAX_WAITING) this.#stream.resume();
    return work;
  }

  /** Requests that the client sent without waiting for their answers are one piece of work. */
  #takeTogether(): Work | undefined {
    const first = this.#waiting.shift();
    if (first?.kind !== 'messages') return first;
    const pieces = [first.bytes];
    let { requests } = first;
    for (
      let next = this.#waiting[0];
      next?.kind === 'messages' && requests < MAX_TOGETHER;
      next = this.#waiting[0]
    ) {
      this.#waiting.shift();
      pieces.push(next.bytes);
      requests += next.requests;
    }
    return { kind: 'messages', bytes: pieces.length > 1 ? Buffer.concat(pieces) : first.bytes, requests };
  }

  /** Sends backend messages, and takes the transaction status from them. */
  send(bytes: Uint8Array): void {
    this.#answers.push(bytes);
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
    // A Flush is answered by what was asked before it, without a ReadyForQuery.
    this.#add({ kind: 'messages', bytes, requests: type === 'H' ? 0 : 1 });
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
