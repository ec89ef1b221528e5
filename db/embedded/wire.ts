/**
 * The little of PostgreSQL's wire protocol that the gate has to understand:
 * https://www.postgresql.org/docs/current/protocol-message-formats.html
 * A message is a type byte, a length that counts itself, and a body; the first ones of a connection have no type.
 */
import type { EngineFailure } from './engine.ts';

export const SSL_REQUEST = 80_877_103;
export const GSS_REQUEST = 80_877_104;
export const CANCEL_REQUEST = 80_877_102;

export type TransactionStatus = 'I' | 'T' | 'E';

/** Splits a stream of bytes into messages. */
export class Framer {
  #rest: Buffer = Buffer.alloc(0);

  /** A message without type byte, as they come before the session is up: its code and its body. */
  nextUntyped(): { code: number; body: Buffer } | undefined {
    if (this.#rest.length < 8) return undefined;
    const message = this.#take(this.#rest.readInt32BE(0));
    return message && { code: message.readInt32BE(4), body: message.subarray(8) };
  }

  /** A whole message, its type byte in front. */
  next(): Buffer | undefined {
    if (this.#rest.length < 5) return undefined;
    return this.#take(1 + this.#rest.readInt32BE(1));
  }

  push(bytes: Buffer): void {
    this.#rest = this.#rest.length === 0 ? bytes : Buffer.concat([this.#rest, bytes]);
  }

  #take(length: number): Buffer | undefined {
    if (length < 5) throw new RangeError('not a message of the PostgreSQL protocol');
    if (this.#rest.length < length) return undefined;
    const message = this.#rest.subarray(0, length);
    this.#rest = this.#rest.subarray(length);
    return message;
  }
}

/** The type byte of a message, as a character. */
export function typeOf(message: Buffer): string {
  return String.fromCharCode(message[0] ?? 0);
}

/** The text of a Query message. */
export function queryText(message: Buffer): string {
  return message.toString('utf8', 5, message.length - 1);
}

function message(type: string, body: Buffer = Buffer.alloc(0)): Buffer {
  const head = Buffer.alloc(5);
  head.write(type, 0, 'latin1');
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}

export const queryMessage = (text: string): Buffer => message('Q', Buffer.from(`${text}\0`));
export const commandComplete = (tag: string): Buffer => message('C', Buffer.from(`${tag}\0`));
export const readyForQuery = (status: TransactionStatus): Buffer => message('Z', Buffer.from(status));

/** CopyInResponse: text format, columns not named. */
export const copyInResponse = (): Buffer => message('G', Buffer.from([0, 0, 0]));

function backendKey(pid: number, secret: number): Buffer {
  const body = Buffer.alloc(8);
  body.writeInt32BE(pid, 0);
  body.writeInt32BE(secret, 4);
  return message('K', body);
}

/** The 16 bytes with which another connection cancels a statement. */
export function cancelRequest(pid: number, secret: number): Buffer {
  const bytes = Buffer.alloc(16);
  bytes.writeInt32BE(16, 0);
  bytes.writeInt32BE(CANCEL_REQUEST, 4);
  bytes.writeInt32BE(pid, 8);
  bytes.writeInt32BE(secret, 12);
  return bytes;
}

export function errorResponse(severity: 'ERROR' | 'FATAL', failure: EngineFailure): Buffer {
  const fields: readonly [string, string | undefined][] = [
    ['S', severity],
    ['V', severity],
    ['C', failure.code],
    ['M', failure.message],
    ['D', failure.detail],
    ['W', failure.where],
  ];
  const body = fields.filter(([, value]) => value !== undefined).map(([code, value]) => `${code}${value}\0`);
  return message('E', Buffer.from(`${body.join('')}\0`));
}

/** AuthenticationOk and the parameters that clients look at. */
export function welcome(pid: number, secret: number): Buffer {
  const parameters = {
    server_encoding: 'UTF8',
    client_encoding: 'UTF8',
    TimeZone: 'UTC',
    DateStyle: 'ISO, MDY',
    integer_datetimes: 'on',
    standard_conforming_strings: 'on',
  };
  return Buffer.concat([
    message('R', Buffer.alloc(4)),
    ...Object.entries(parameters).map(([name, value]) => message('S', Buffer.from(`${name}\0${value}\0`))),
    backendKey(pid, secret),
    readyForQuery('I'),
  ]);
}

const HEAD_BYTES = 5;
const READY_FOR_QUERY = 0x5a;

/** Follows backend bytes, wherever pieces end: how many answers are complete, and the transaction status after the last. */
export class AnswerReader {
  /** Messages of ReadyForQuery so far; each ends the answer to a request. */
  answers = 0;
  status: TransactionStatus | undefined;
  /** Type and length of a message that has not come whole. */
  readonly #head = Buffer.alloc(HEAD_BYTES);
  #headBytes = 0;
  /** Bytes of the body that are still to come. */
  #body = 0;

  push(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; ) {
      if (this.#body === 0) at += this.#readHead(bytes, at);
      else at += this.#readBody(bytes, at);
    }
  }

  #readHead(bytes: Uint8Array, at: number): number {
    const taken = Math.min(HEAD_BYTES - this.#headBytes, bytes.length - at);
    this.#head.set(bytes.subarray(at, at + taken), this.#headBytes);
    this.#headBytes += taken;
    if (this.#headBytes < HEAD_BYTES) return taken;
    this.#body = this.#head.readInt32BE(1) - 4;
    this.#headBytes = 0;
    return taken;
  }

  #readBody(bytes: Uint8Array, at: number): number {
    const taken = Math.min(this.#body, bytes.length - at);
    this.#body -= taken;
    if (this.#body === 0 && this.#head[0] === READY_FOR_QUERY) {
      this.answers += 1;
      this.status = String.fromCharCode(bytes[at + taken - 1] ?? 0) as TransactionStatus;
    }
    return taken;
  }
}
