/** The server's half of a WebSocket, as far as Socket Mode needs it: text frames, pings, a clean close. */
import { createHash, randomUUID } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';

export interface SocketDouble {
  /** Resolves when a client is connected for the `count`th time. */
  connected(count?: number): Promise<void>;
  /** Resolves when no client is connected. */
  disconnected(): Promise<void>;
  /** Sends an envelope to the connected client; resolves to the payload of its acknowledgement. */
  deliver(type: 'events_api' | 'interactive' | 'slash_commands', payload: unknown): Promise<unknown>;
  /** Cuts the connection, as Slack does when it moves a client. */
  drop(): void;
  close(): void;
}

const TEXT = 1;
const CLOSE = 8;
const PING = 9;
const PONG = 10;

export function attachSocket(server: Server): SocketDouble {
  let current: Duplex | null = null;
  let connections = 0;
  const greetings = new EventEmitter();
  const waiting = new Map<string, (payload: unknown) => void>();

  server.on('upgrade', (request: IncomingMessage, socket: Duplex) => {
    const key = String(request.headers['sec-websocket-key']);
    const accept = createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
    );
    current = socket;
    connections += 1;
    let buffered = Buffer.alloc(0);
    socket.on('data', (data: Buffer) => {
      buffered = Buffer.concat([buffered, data]);
      for (let frame = readFrame(buffered); frame; frame = readFrame(buffered)) {
        buffered = buffered.subarray(frame.size);
        receive(socket, frame.opcode, frame.payload);
      }
    });
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      if (current === socket) current = null;
      greetings.emit('bye');
    });
    socket.write(frameOf(TEXT, Buffer.from(JSON.stringify({ type: 'hello', num_connections: 1 }))));
    greetings.emit('hello');
  });

  function receive(socket: Duplex, opcode: number, payload: Buffer): void {
    if (opcode === PING) socket.write(frameOf(PONG, payload));
    if (opcode === CLOSE) {
      socket.write(frameOf(CLOSE, payload));
      socket.end();
    }
    if (opcode !== TEXT) return;
    const answer = JSON.parse(payload.toString('utf8')) as { envelope_id: string; payload?: unknown };
    waiting.get(answer.envelope_id)?.(answer.payload ?? null);
    waiting.delete(answer.envelope_id);
  }

  return {
    async connected(count = 1) {
      while (!current || connections < count) await once(greetings, 'hello');
    },
    async disconnected() {
      while (current) await once(greetings, 'bye');
    },
    deliver(type, payload) {
      const envelope_id = randomUUID();
      const acknowledged = new Promise<unknown>((resolve) => waiting.set(envelope_id, resolve));
      const envelope = { envelope_id, type, payload, accepts_response_payload: type !== 'events_api' };
      current?.write(frameOf(TEXT, Buffer.from(JSON.stringify(envelope))));
      return acknowledged;
    },
    drop: () => current?.destroy(),
    close: () => current?.destroy(),
  };
}

function frameOf(opcode: number, payload: Buffer): Buffer {
  const head =
    payload.length < 126
      ? Buffer.from([0x80 | opcode, payload.length])
      : payload.length < 65_536
        ? Buffer.from([0x80 | opcode, 126, payload.length >> 8, payload.length & 255])
        : Buffer.concat([Buffer.from([0x80 | opcode, 127, 0, 0, 0, 0]), uint32(payload.length)]);
  return Buffer.concat([head, payload]);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

/** A whole client frame (always masked), or null where more bytes are to come. */
function readFrame(bytes: Buffer): { opcode: number; payload: Buffer; size: number } | null {
  if (bytes.length < 2) return null;
  const opcode = bytes.readUInt8(0) & 15;
  const short = bytes.readUInt8(1) & 127;
  const extended = short === 126 ? 2 : short === 127 ? 8 : 0;
  const head = 2 + extended + 4;
  if (bytes.length < head) return null;
  const length =
    extended === 0 ? short : extended === 2 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2));
  if (bytes.length < head + length) return null;
  const mask = bytes.subarray(head - 4, head);
  const payload = Buffer.from(bytes.subarray(head, head + length));
  for (let at = 0; at < length; at += 1) payload[at] = payload.readUInt8(at) ^ mask.readUInt8(at % 4);
  return { opcode, payload, size: head + length };
}
