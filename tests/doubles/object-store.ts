/**
 * An S3-compatible server on loopback. It computes the signature (AWS Signature Version 4) of every request from the
 * specification, by node:crypto alone, and refuses what is not signed as it must be.
 */
import { createHash, createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

export const KEYS = { accessKeyId: 'AKIDDOUBLE', secretAccessKey: 'a-secret-of-the-double' };
const REGION = 'eu-central-1';

interface Stored {
  readonly bytes: Buffer;
  readonly contentType: string;
}

export interface ObjectStoreDouble {
  readonly endpoint: string;
  readonly region: string;
  /** By path: “/bucket/key”. */
  readonly objects: ReadonlyMap<string, Stored>;
  /** Status of every answer, in order. */
  readonly answers: readonly number[];
  /** Answers of the next requests, whatever they hold. */
  answerNext(...statuses: number[]): void;
  close(): Promise<void>;
}

export async function createObjectStoreDouble(): Promise<ObjectStoreDouble> {
  const objects = new Map<string, Stored>();
  const answers: number[] = [];
  const next: number[] = [];
  const server = createServer(async (request, response) => {
    const bytes = await buffer(request);
    const status = next.shift() ?? (request.method === 'PUT' && isSigned(request, bytes) ? 200 : 403);
    if (status === 200)
      objects.set(request.url ?? '', { bytes, contentType: request.headers['content-type'] ?? '' });
    answers.push(status);
    response.writeHead(status).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    region: REGION,
    objects,
    answers,
    answerNext: (...statuses) => void next.push(...statuses),
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

const sha256 = (data: string | Buffer) => createHash('sha256').update(data).digest('hex');
const hmac = (key: string | Buffer, data: string) => createHmac('sha256', key).update(data).digest();

function isSigned({ method, url, headers }: IncomingMessage, body: Buffer): boolean {
  const [, accessKeyId, day, region, names = '', signature] =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/.exec(
      headers.authorization ?? '',
    ) ?? [];
  const date = String(headers['x-amz-date']);
  const hash = sha256(body);
  const signed = names.split(';');
  if (accessKeyId !== KEYS.accessKeyId || region !== REGION || day !== date.slice(0, 8)) return false;
  if (headers['x-amz-content-sha256'] !== hash) return false;
  if (!['host', 'x-amz-content-sha256', 'x-amz-date'].every((name) => signed.includes(name))) return false;
  const canonical = [
    method,
    url,
    '',
    ...signed.map((name) => `${name}:${String(headers[name]).trim()}`),
    '',
    names,
    hash,
  ].join('\n');
  const scope = `${day}/${region}/s3/aws4_request`;
  const toSign = ['AWS4-HMAC-SHA256', date, scope, sha256(canonical)].join('\n');
  const key = ['s3', 'aws4_request'].reduce(
    (made, part) => hmac(made, part),
    hmac(hmac(`AWS4${KEYS.secretAccessKey}`, String(day)), String(region)),
  );
  return hmac(key, toSign).toString('hex') === signature;
}
