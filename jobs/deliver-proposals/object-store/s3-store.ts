import { createHash } from 'node:crypto';
import { AwsClient } from 'aws4fetch';
import { checkKey, type ObjectStore, ObjectStoreError } from './object-store.ts';

export interface S3Settings {
  readonly endpoint: string;
  readonly bucket: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

interface S3Options {
  readonly now: () => Date;
  /** Waits between tries; a test waits for nothing. */
  readonly wait: (ms: number) => Promise<void>;
  readonly timeoutMs?: number;
}

const TIMEOUT_MS = 30_000;
/** What is tried again after a while: the server's own troubles, and no answer at all. */
const WAITS_MS = [500, 2_000];

/** Keeps objects in a bucket of S3 or a compatible server, by path-style addresses, the body signed with the request. */
export function createS3Store(settings: S3Settings, options: S3Options): ObjectStore {
  const base = `${settings.endpoint.replace(/\/+$/, '')}/${encodeURIComponent(settings.bucket)}`;
  const client = new AwsClient({
    accessKeyId: settings.accessKeyId,
    secretAccessKey: settings.secretAccessKey,
    region: settings.region,
    service: 's3',
  });
  const putOnce = async (key: string, bytes: Buffer, contentType: string): Promise<string | null> => {
    const request = await client.sign(`${base}/${key}`, {
      method: 'PUT',
      body: bytes,
      headers: {
        'content-type': contentType,
        'x-amz-content-sha256': createHash('sha256').update(bytes).digest('hex'),
      },
      aws: { datetime: amzDate(options.now()) },
    });
    const response = await fetch(request, {
      redirect: 'manual',
      signal: AbortSignal.timeout(options.timeoutMs ?? TIMEOUT_MS),
    });
    await response.body?.cancel();
    if (response.ok) return null;
    const problem = `the object store answered ${response.status}`;
    if (response.status >= 500 || response.status === 429) return problem;
    throw new ObjectStoreError(`${key} could not be stored: ${problem}.`);
  };
  return {
    place: base,
    async put(key, bytes, contentType) {
      checkKey(key);
      for (let tried = 0; ; tried += 1) {
        const problem = await putOnce(key, bytes, contentType).catch((error: unknown) => {
          if (error instanceof ObjectStoreError) throw error;
          return 'the object store did not answer';
        });
        if (problem === null) return;
        const pause = WAITS_MS[tried];
        if (pause === undefined) throw new ObjectStoreError(`${key} could not be stored: ${problem}.`);
        await options.wait(pause);
      }
    },
  };
}

/** 2026-03-18T08:00:00.000Z → 20260318T080000Z */
function amzDate(at: Date): string {
  return at.toISOString().replace(/[:-]|\.\d{3}/g, '');
}
