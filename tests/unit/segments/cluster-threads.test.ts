import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { chooseK } from '../../../statistics/choose-k.ts';
import { chooseRadius, dbscan } from '../../../statistics/dbscan.ts';
import { kMeans } from '../../../statistics/kmeans.ts';
import { seededRandom } from '../../../statistics/seeded-random.ts';
import { createClusterer, sharedNumbers } from '../../../tools/segments/cluster/cluster.ts';

/** More rows than are clustered whole, in overlapping groups. */
const ROWS = 30_000;
const DIMS = 3;
const K = 4;

function customers(rows: number, into: Float64Array = new Float64Array(rows * DIMS)): Float64Array {
  const random = seededRandom(3);
  for (let at = 0; at < into.length; at++)
    into[at] = random() + random() + (Math.floor(at / DIMS) % K === at % DIMS ? 1 : 0);
  return into;
}

describe('clustering in threads', () => {
  const one = createClusterer(1);
  const three = createClusterer(3);
  afterAll(() => Promise.all([one.stop(), three.stop()]));

  it('is the same to the last bit with one thread, three, and none', async () => {
    const data = customers(ROWS);
    const init = data.slice(0, K * DIMS);
    const alone = kMeans(data, DIMS, K, { random: seededRandom(1), init });
    expect(alone.iterations).toBeGreaterThan(3);
    expect(await one.kMeans(data, DIMS, K, { seed: 1, init })).toEqual(alone);
    expect(await three.kMeans(data, DIMS, K, { seed: 1, init })).toEqual(alone);
    const shared = customers(ROWS, sharedNumbers(data.length));
    expect(await three.kMeans(shared, DIMS, K, { seed: 1, init })).toEqual(alone);
  });

  it('starts large data from a sample, as good as whole, and small data as a whole', async () => {
    const data = customers(ROWS);
    const found = await three.kMeans(data, DIMS, K, { seed: 1 });
    const whole = kMeans(data, DIMS, K, { random: seededRandom(9), starts: 5 });
    expect(found.labels).toHaveLength(ROWS);
    expect(found.inertia / whole.inertia).toBeLessThan(1.001);
    const small = customers(200);
    expect(await three.kMeans(small, DIMS, K, { seed: 7 })).toEqual(
      kMeans(small, DIMS, K, { random: seededRandom(7) }),
    );
  });

  it('chooses k and finds outliers as the main thread would', async () => {
    const data = customers(600);
    expect(await three.chooseK(data, DIMS, { seed: 5, to: 4 })).toEqual(
      chooseK(data, DIMS, { random: seededRandom(5), to: 4 }),
    );
    const radius = chooseRadius(data, DIMS, 5, { random: seededRandom(5) }) ?? 0;
    expect(await three.outliers(data, DIMS, { seed: 5, minPoints: 5 })).toEqual({
      ...dbscan(data, DIMS, { radius, minPoints: 5 }),
      radius,
    });
  });

  it('says what is wrong with the data, and goes on working', async () => {
    const bad = customers(10);
    bad[4] = Number.NaN;
    await expect(three.kMeans(bad, DIMS, 2, { seed: 1 })).rejects.toThrow('row 1, column 1 is NaN');
    await expect(three.chooseK(new Float64Array(30), DIMS, { seed: 1 })).rejects.toThrow(
      'no two different rows',
    );
    expect((await three.kMeans(customers(50), DIMS, 2, { seed: 1 })).labels).toHaveLength(50);
  });

  it('serves requests one after the other', async () => {
    const [large, small] = [customers(ROWS), customers(50)];
    const init = large.slice(0, 6);
    const found = await Promise.all([
      three.kMeans(large, DIMS, 2, { seed: 1, init }),
      three.chooseK(small, DIMS, { seed: 1 }),
      three.kMeans(small, DIMS, 2, { seed: 1 }),
    ]);
    expect(found[0].labels).toHaveLength(ROWS);
    expect(found[1].rows).toBe(50);
    expect(found[2].labels).toHaveLength(50);
  });

  it.each([
    ['before it has begun', 0],
    ['while it works', 20],
  ])('tells those who wait when it is stopped %s', async (_, wait) => {
    const stopped = createClusterer(2);
    const waiting = expect(
      stopped.outliers(customers(200_000), DIMS, { seed: 1, minPoints: 5 }),
    ).rejects.toThrow('the threads were stopped');
    await delay(wait);
    await stopped.stop();
    await waiting;
    await expect(stopped.kMeans(customers(50), DIMS, 2, { seed: 1 })).rejects.toThrow('were stopped');
  });
});
