/** Stage 2: who of the gate's members is interested, most interested first. */
import type { ReadLimits, TenantDb } from '../../db/db.ts';
import { hasVectorIndex, indexedEmbedding } from '../../db/vectors/vector-index.ts';
import type { Workspace } from '../workspace.ts';
import type { Asker } from './embedding/embedding-use.ts';
import type { Members } from './gate-members.ts';
import { type Meaning, meaningOf, type WordsOnly } from './meaning.ts';
import { type Pool, type RefineQuery, refineSql, type Statement } from './refine-sql.ts';
import type { DiscoveryServices } from './services.ts';
import type { Interest } from './words/interest.ts';

interface Match {
  readonly customerId: string;
  readonly score: number;
  /** Cosine, −1 to 1; null where ranked by words. */
  readonly similarity: number | null;
}

export interface Refined {
  readonly people: readonly Match[];
  readonly interested: number;
  /** True where `interested` is reckoned from a sample. */
  readonly approximate: boolean;
  /** Why meaning was not used; null where it was. */
  readonly wordsBecause: string | null;
  readonly relevance: number | null;
  readonly tokens: number;
  readonly cost: number | null;
  readonly statement: Statement;
}

export interface RefineRequest {
  readonly members: Members;
  readonly interest: Interest;
  readonly limit: number;
  /** So many are in their exact order, all by default: who carries on a set of people has no use for the order of the rest. */
  readonly ranked?: number;
  readonly besides?: string;
  /** `all` compares every member, however many: for files and segments. */
  readonly depth?: 'top' | 'all';
  /** A meaning that is known already (the one of a customer); asked of the embedder otherwise. */
  readonly meaning?: Meaning | WordsOnly;
  /** Whose account the embedding of the interest goes to; it is not written down where nobody is named. */
  readonly asker?: Asker;
}

/** What the index looks at before the best are scored in full: more find more of the true nearest, for more time. */
const CANDIDATES = 400;
const INDEX_SETTINGS = {
  'hnsw.ef_search': 400,
  'hnsw.iterative_scan': 'relaxed_order',
  'hnsw.max_scan_tuples': 40_000,
} as const;
/** A few members are found by their key, not by reading everybody's profiles: these are in memory more often than not. */
const LOOK_UP_SETTINGS = { random_page_cost: 1.1 } as const;
/** A gate that lets fewer through than one in so many makes the index wander; comparing them all is as fast. */
const LEAST_SHARE = 0.1;
/** So few are always compared one by one. */
const FEW = 10_000;
/** Members compared to reckon how many are interested, where they are too many to compare them all. */
const SAMPLE = 10_000;

/** Refines the members of a gate. Falls back to words where there is no meaning to be had, and says why. */
export async function refine(
  request: RefineRequest,
  services: DiscoveryServices,
  db: TenantDb,
  workspace: Workspace,
  signal?: AbortSignal,
): Promise<Refined> {
  const { members, interest, limit, besides, asker } = request;
  const use = { ...(asker ? { asker } : {}), ...(signal ? { signal } : {}) };
  const found = request.meaning ?? (await meaningOf(interest, services, db, use));
  const meaning = found.kind === 'meaning' ? found : null;
  const run = async (pool: Pool, most: number) => {
    const query: RefineQuery = {
      members,
      interest,
      meaning,
      workspace,
      pool,
      limit: most,
      ranked: Math.min(most, request.ranked ?? most),
      ...(besides === undefined ? {} : { besides }),
    };
    const statement = refineSql(query);
    const limits: ReadLimits = {
      ...(signal ? { signal } : {}),
      ...(pool.kind === 'nearest' ? { settings: INDEX_SETTINGS } : {}),
      ...(pool.kind === 'members' && members.count <= FEW ? { settings: LOOK_UP_SETTINGS } : {}),
    };
    const { rows } = await db.read<MatchRow>(statement.text, statement.values, limits);
    return { rows, statement };
  };
  const nearest = request.depth === 'all' ? null : await nearestPool(members, meaning, services, db);
  const top = await run(nearest ?? { kind: 'members' }, limit);
  let interested = top.rows[0]?.interested ?? 0;
  if (nearest) {
    const oneOf = Math.max(1, Math.round(members.count / SAMPLE));
    const sample = await run({ kind: 'sample', oneOf }, 1);
    interested = Math.max((sample.rows[0]?.interested ?? 0) * oneOf, top.rows.length);
  }
  return {
    people: top.rows.map(({ customer_id, score, similarity }) => ({
      customerId: customer_id,
      score,
      similarity,
    })),
    interested,
    approximate: nearest !== null,
    wordsBecause: found.kind === 'words' ? found.because : null,
    relevance: meaning?.wanted?.relevance ?? null,
    tokens: meaning?.tokens ?? 0,
    cost: meaning ? meaning.cost : 0,
    statement: top.statement,
  };
}

interface MatchRow {
  readonly customer_id: string;
  readonly score: number;
  readonly similarity: number | null;
  readonly interested: number;
}

/** The index, where it is worth it; null where comparing every member is. */
async function nearestPool(
  { count }: Members,
  meaning: Meaning | null,
  { vectors }: DiscoveryServices,
  db: TenantDb,
): Promise<Pool | null> {
  if (count <= FEW || !meaning?.wanted || vectors.kind !== 'pgvector') return null;
  if (!(await hasVectorIndex(db, meaning.model))) return null;
  const { rows } = await db.read<{ vectors: number }>(
    `select greatest(reltuples, 0)::float8 as vectors from pg_class where oid = to_regclass('public.customer_vectors')`,
  );
  if (count < LEAST_SHARE * (rows[0]?.vectors ?? 0)) return null;
  return {
    kind: 'nearest',
    candidates: CANDIDATES,
    embedding: indexedEmbedding(vectors, meaning.dimensions),
  };
}
