import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFolderStore } from '../../../jobs/deliver-proposals/object-store/folder-store.ts';
import { createS3Store } from '../../../jobs/deliver-proposals/object-store/s3-store.ts';
import { createObjectStoreDouble, KEYS, type ObjectStoreDouble } from '../../doubles/object-store.ts';

const KEY = 'team-1/segments/20260318/behavioral-clusters.json';
const BYTES = Buffer.from('{"größe":1}');

describe('the bucket', () => {
  let double: ObjectStoreDouble;
  let waits: number[];
  beforeEach(async () => {
    double = await createObjectStoreDouble();
    waits = [];
  });
  afterEach(() => double.close());

  const storeWith = (changed: object = {}, timeoutMs = 2_000) =>
    createS3Store(
      { endpoint: double.endpoint, bucket: 'madansara-data', region: double.region, ...KEYS, ...changed },
      {
        now: () => new Date('2026-03-18T08:00:00Z'),
        wait: async (ms) => void waits.push(ms),
        timeoutMs,
      },
    );

  it('takes an object that is signed as the specification says', async () => {
    await storeWith().put(KEY, BYTES, 'application/json');
    expect(double.objects.get(`/madansara-data/${KEY}`)).toEqual({
      bytes: BYTES,
      contentType: 'application/json',
    });
  });

  it('refuses what another key has signed, and it is not tried again', async () => {
    const wrong = storeWith({ secretAccessKey: 'another-secret' });
    await expect(wrong.put(KEY, BYTES, 'application/json')).rejects.toThrow(
      `${KEY} could not be stored: the object store answered 403.`,
    );
    expect(double.answers).toEqual([403]);
    expect(double.objects.size).toBe(0);
  });

  it('is asked again where it is in trouble, and given up after three times', async () => {
    double.answerNext(503, 500);
    await storeWith().put(KEY, BYTES, 'application/json');
    expect([double.answers, waits]).toEqual([
      [503, 500, 200],
      [500, 2_000],
    ]);
    double.answerNext(500, 500, 500);
    await expect(storeWith().put(KEY, BYTES, 'application/json')).rejects.toThrow('answered 500');
    await double.close();
    await expect(storeWith().put(KEY, BYTES, 'application/json')).rejects.toThrow('did not answer');
    double = await createObjectStoreDouble();
  });

  it('does not follow to another place', async () => {
    double.answerNext(307);
    await expect(storeWith().put(KEY, BYTES, 'application/json')).rejects.toThrow('answered 307');
    expect(double.answers).toEqual([307]);
  });

  it('takes no key that leads elsewhere', async () => {
    for (const key of ['../secret', 'a/../../b', '/etc/passwd', 'a//b', 'a b', 'a?x=1', ''])
      await expect(storeWith().put(key, BYTES, 'application/json')).rejects.toThrow('is no key');
    expect(double.answers).toEqual([]);
  });
});

describe('the folder', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'walker-objects-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));
  const store = () => createFolderStore(folder, randomUUID);

  it('keeps an object as a file, and replaces it', async () => {
    await store().put(KEY, Buffer.from('old'), 'application/json');
    await store().put(KEY, BYTES, 'application/json');
    expect(await readFile(join(folder, KEY))).toEqual(BYTES);
    expect(await readdir(join(folder, 'team-1/segments/20260318'))).toEqual(['behavioral-clusters.json']);
  });

  it('leaves what was there, and nothing half written, where it fails', async () => {
    // A folder of the object's name stands in the way of the last step.
    await mkdir(join(folder, KEY, 'x'), { recursive: true });
    await expect(store().put(KEY, BYTES, 'application/json')).rejects.toThrow('could not be written');
    expect(await readdir(join(folder, 'team-1/segments/20260318'))).toEqual(['behavioral-clusters.json']);
    await writeFile(join(folder, 'file'), '');
    await expect(store().put('file/a.json', BYTES, 'application/json')).rejects.toThrow(
      'could not be written',
    );
    await expect(store().put('../a.json', BYTES, 'application/json')).rejects.toThrow('is no key');
  });
});
