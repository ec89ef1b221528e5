/**
 * k-means of 1,000,000 customers by five traits into five clusters, beside scikit-learn: the same rows, start and
 * stopping rule, by turns in one run. Targets: wall time at most scikit-learn's, inertia equal within a millionth.
 * Without scikit-learn (`apt-get install python3-sklearn`; `PYTHON` names another interpreter) only ours is measured.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { seededRandom } from '../statistics/seeded-random.ts';
import { type Clusterer, createClusterer, sharedNumbers } from '../tools/segments/cluster/cluster.ts';

const ROWS = 1_000_000;
const DIMS = 5;
const K = 5;
const ROUNDS = 7;

interface Fit {
  readonly wall: number;
  readonly cpu: number;
  readonly inertia: number;
  readonly iterations: number;
}

/** Groups of customers that lie apart, and a single cloud: the best and the worst case for any bound. */
const SHAPES = { 'overlapping groups': 2, 'groups apart': 5, 'one cloud': 0 } as const;

export async function run(print: (line: string) => void): Promise<void> {
  const python = pythonWithSklearn();
  if (!python)
    print('scikit-learn: skipped, there is no Python that has it (apt-get install python3-sklearn)');
  const clusterer = createClusterer();
  const folder = await mkdtemp(join(tmpdir(), 'walker-kmeans-'));
  try {
    for (const [shape, apart] of Object.entries(SHAPES)) {
      const data = customers(apart, seededRandom(apart + 1));
      const start = data.slice(0, K * DIMS);
      await writeFile(join(folder, 'data'), new Uint8Array(data.buffer));
      await writeFile(join(folder, 'start'), new Uint8Array(start.buffer));
      const reference = python ? startReference(python, folder) : undefined;
      const ours: Fit[] = [];
      const theirs: Fit[] = [];
      try {
        await reference?.ready;
        for (let round = 0; round < ROUNDS; round++) {
          ours.push(await measure(clusterer, data, start));
          if (reference) theirs.push(await reference.fit());
        }
      } finally {
        reference?.stop();
      }
      report(print, shape, ours, theirs);
    }
  } finally {
    await clusterer.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Normal traits around five places, each `apart` standard deviations out along its own axis. */
function customers(apart: number, random: () => number): Float64Array {
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const data = sharedNumbers(ROWS * DIMS);
  for (let at = 0; at < data.length; at++)
    data[at] = normal() + (Math.floor(at / DIMS) % K === at % DIMS ? apart : 0);
  return data;
}

async function measure(clusterer: Clusterer, data: Float64Array, init: Float64Array): Promise<Fit> {
  const cpu = process.cpuUsage();
  const started = performance.now();
  const { inertia, iterations } = await clusterer.kMeans(data, DIMS, K, { seed: 1, init });
  const wall = performance.now() - started;
  const used = process.cpuUsage(cpu);
  return { wall, cpu: (used.user + used.system) / 1000, inertia, iterations };
}

function pythonWithSklearn(): string | undefined {
  const candidates = process.env.PYTHON ? [process.env.PYTHON] : ['python3', '/usr/bin/python3'];
  return candidates.find((python) => spawnSync(python, ['-c', 'import sklearn']).status === 0);
}

function startReference(python: string, folder: string) {
  const script = join(import.meta.dirname, 'kmeans-reference.py');
  const child: ChildProcess = spawn(
    python,
    [script, join(folder, 'data'), join(folder, 'start'), String(DIMS), String(K)],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  );
  if (!child.stdout) throw new Error('the reference has no output to read');
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async () => {
    const line = await lines.next();
    if (line.done) throw new Error('the reference ended; its own message is above');
    return JSON.parse(line.value);
  };
  return {
    ready: next(),
    fit(): Promise<Fit> {
      child.stdin?.write('fit\n');
      return next();
    },
    stop: () => child.kill(),
  };
}

function report(
  print: (line: string) => void,
  shape: string,
  ours: readonly Fit[],
  theirs: readonly Fit[],
): void {
  const median = (fits: readonly Fit[], of: 'wall' | 'cpu') =>
    fits.map((one) => one[of]).sort((a, b) => a - b)[Math.floor(fits.length / 2)] ?? Number.NaN;
  const told = (fits: readonly Fit[]) =>
    `${median(fits, 'wall').toFixed(0)} ms (${median(fits, 'cpu').toFixed(0)} ms of CPU, ` +
    `${fits[0]?.iterations} iterations, inertia ${fits[0]?.inertia.toFixed(3)})`;
  print(
    `${shape}: ours, first run with starting the threads ${ours[0]?.wall.toFixed(0)} ms; median ${told(ours)}`,
  );
  const [mine] = ours;
  const [other] = theirs;
  if (!mine || !other) return;
  const ratio = median(ours, 'wall') / median(theirs, 'wall');
  const difference = Math.abs(mine.inertia / other.inertia - 1);
  print(
    `${shape}: scikit-learn median ${told(theirs)}; wall ratio ${ratio.toFixed(2)} (target at most 1.00), ` +
      `CPU ratio ${(median(ours, 'cpu') / median(theirs, 'cpu')).toFixed(2)}, ` +
      `inertia differs by ${difference.toExponential(1)} (target under 1e-6)`,
  );
}
