/** The groups found in the behaviour, as a run keeps them, and how they are found anew. */
import { z } from 'zod';
import { cutTree, mergeTree } from '../../statistics/hierarchy.ts';
import { matchClusters } from '../../statistics/match-clusters.ts';
import { fitScale, toScale } from '../../statistics/standardise.ts';
import { type Clusterer, sharedNumbers } from './cluster/cluster.ts';
import { baselineOf } from './drift.ts';
import { DIMS, TRANSFORMS } from './feature-matrix.ts';
import { GROUP_PREFIX } from './upsert-segments.ts';

/** The same customers make the same groups. */
const SEED = 42;
/** Two groups tell a marketer nothing to act on, more than eight nobody remembers. */
const FEWEST = 3;
const MOST = 8;
/** Customers on which k is chosen; k-means then goes on from there on all. */
const SAMPLE = 10_000;
/** Groups further apart than this, in standard deviations, are not the same group. */
const FURTHEST = 1.5;
/** From so many groups on, they are gathered under larger ones. */
const NESTED_FROM = 4;
const LARGE_GROUPS = 3;
const NESTED_WIDE_FROM = 6;

const numbers = z.array(z.number());
export const clusterModel = z.object({
  /** In the order of `keys`, row-major, in the units of `scale`. */
  centres: numbers,
  keys: z.array(z.string()),
  /** Key of the larger group of each, or null. */
  parents: z.array(z.string().nullable()),
  groupKeys: z.array(z.string()),
  groupCentres: numbers,
  scale: z.object({
    transforms: z.array(z.enum(['none', 'log1p'])),
    means: numbers,
    deviations: numbers,
  }),
  seed: z.number(),
  askedK: z.number().nullable(),
  inertia: z.number(),
  silhouette: z.number().nullable(),
  /** Why so many, in a sentence. */
  why: z.string(),
  baseline: z.object({ edges: z.array(numbers), counts: z.array(numbers) }),
  foundOn: z.string(),
  nextKey: z.number(),
});
export type ClusterModel = z.infer<typeof clusterModel>;

/**
 * Finds groups in `data` (rows × DIMS, plain units): k by silhouette and elbow on a sample, or `askedK`; k-means on
 * all; what continues a group of `old` keeps its key. Throws a RangeError where no two customers differ.
 */
export async function findClusters(
  data: Float64Array,
  {
    clusterer,
    askedK,
    old,
    day,
    cause,
  }: {
    readonly clusterer: Clusterer;
    readonly askedK: number | null;
    readonly old: ClusterModel | null;
    readonly day: string;
    /** What made the groups be found anew, in a sentence. */
    readonly cause: string | null;
  },
): Promise<ClusterModel> {
  const scale = fitScale(data, TRANSFORMS);
  const points = toScale(data, scale, sharedNumbers(data.length));
  const chosen = await clusterer.chooseK(points, DIMS, {
    seed: SEED,
    from: askedK ?? FEWEST,
    to: askedK ?? MOST,
    sampleSize: SAMPLE,
  });
  const found = await clusterer.kMeans(points, DIMS, chosen.k, { seed: SEED, init: chosen.centres });
  const centres = found.centres;
  const keysFrom = nextKeys(old);
  const keys = keep(old?.keys, old?.centres, centres, () => `c-${keysFrom()}`);
  const groups = nest(centres, found.sizes);
  const groupKeys = keep(
    old?.groupKeys,
    old?.groupCentres,
    groups.centres,
    () => `${GROUP_PREFIX}${keysFrom()}`,
  );
  return {
    centres: [...centres],
    keys,
    parents: groups.of.map((group) => (group === null ? null : (groupKeys[group] ?? null))),
    groupKeys,
    groupCentres: [...groups.centres],
    scale: { transforms: [...scale.transforms], means: [...scale.means], deviations: [...scale.deviations] },
    seed: SEED,
    askedK,
    inertia: found.inertia,
    silhouette: chosen.scores.find(({ k }) => k === chosen.k)?.silhouette ?? null,
    why: [cause, askedK === null ? chosen.reason : `${chosen.k} groups, as asked.`]
      .filter((sentence) => sentence !== null)
      .join(' '),
    baseline: baselineOf(data),
    foundOn: day,
    nextKey: keysFrom(),
  };
}

/** Numbers that no group of this workspace ever had. */
function nextKeys(old: ClusterModel | null): () => number {
  let next = old?.nextKey ?? 1;
  return () => next++;
}

/**
 * The old key of every new centre that continues an old one, a fresh key for the others. Each is measured in the
 * deviations of its own time: who stood out from the others then, and who does now.
 */
function keep(
  oldKeys: readonly string[] | undefined,
  oldCentres: readonly number[] | undefined,
  centres: Float64Array,
  fresh: () => string,
): string[] {
  if (centres.length === 0) return [];
  if (!oldCentres || oldCentres.length === 0)
    return Array.from({ length: centres.length / DIMS }, () => fresh());
  return Array.from(
    matchClusters(Float64Array.from(oldCentres), centres, DIMS, FURTHEST),
    (old) => oldKeys?.[old] ?? fresh(),
  );
}

/** Larger groups over the clusters, by Ward's hierarchy; one that would hold a single cluster is none. */
function nest(
  centres: Float64Array,
  sizes: ArrayLike<number>,
): { readonly of: readonly (number | null)[]; readonly centres: Float64Array } {
  const k = sizes.length;
  const none = { of: Array.from({ length: k }, () => null), centres: new Float64Array(0) };
  if (k < NESTED_FROM) return none;
  const wanted = k < NESTED_WIDE_FROM ? LARGE_GROUPS - 1 : LARGE_GROUPS;
  const cut = cutTree(mergeTree(centres, sizes, DIMS), k, wanted);
  const members = Array.from({ length: wanted }, (_, group) =>
    [...cut.keys()].filter((leaf) => cut[leaf] === group),
  ).filter((leaves) => leaves.length > 1);
  const middles = members.flatMap((leaves) => {
    const total = leaves.reduce((sum, leaf) => sum + (sizes[leaf] as number), 0);
    return Array.from({ length: DIMS }, (_, dim) =>
      leaves.reduce(
        (sum, leaf) => sum + ((centres[leaf * DIMS + dim] as number) * (sizes[leaf] as number)) / total,
        0,
      ),
    );
  });
  const of = Array.from({ length: k }, (_, leaf) => {
    const at = members.findIndex((leaves) => leaves.includes(leaf));
    return at < 0 ? null : at;
  });
  return { of, centres: Float64Array.from(middles) };
}
