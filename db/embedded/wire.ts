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

/** Follows backend bytes and knows the transaction status of the last ReadyForQuery, wherever pieces end. */
export class StatusReader {
  #tail: Buffer = Buffer.alloc(0);

  push(bytes: Uint8Array): void {
    const seen = bytes.length >= 6 ? Buffer.from(bytes.slice(-6)) : Buffer.concat([this.#tail, bytes]);
    this.#tail = seen.subarray(-6);
  }

  /** The status where the bytes so far end in a ReadyForQuery. */
  get status(): TransactionStatus | undefined {
    const isReady = this.#tail.length === 6 && this.#tail.toString('latin1', 0, 5) === 'Z\0\0\0\x05';
    return isReady ? (this.#tail.toString('latin1', 5) as TransactionStatus) : undefined;
  }
}
