/** What an interest means as vectors, by the model whose vectors this team has now. */
import type { TenantDb } from '../../db/db.ts';
import { type Embedder, EmbeddingProblem } from './embedding/embedder.ts';
import type { Asker } from './embedding/embedding-use.ts';
import { embedQuery } from './embedding/query-cache.ts';
import type { DiscoveryServices } from './services.ts';
import type { Interest } from './words/interest.ts';

export interface Meaning {
  readonly kind: 'meaning';
  readonly model: string;
  readonly dimensions: number;
  /** Nearness may be chance: words have to bear it out. */
  readonly hashed: boolean;
  /** Null where only an exclusion is said. */
  readonly wanted: Direction | null;
  readonly unwanted: Direction | null;
  readonly tokens: number;
  /** US dollars; null where the price is not known. */
  readonly cost: number | null;
}

interface Direction {
  readonly vector: Float32Array;
  /** From this similarity on. */
  readonly relevance: number;
}

/** Searches have to go by words; `because` completes "ranked by words, because …". */
export interface WordsOnly {
  readonly kind: 'words';
  readonly because: string;
}

/** Embeds the interest, by the new model where all its vectors are there, by the one before until then. */
export async function meaningOf(
  interest: Interest,
  { vectors, embedders }: DiscoveryServices,
  db: TenantDb,
  use: { readonly asker?: Asker; readonly signal?: AbortSignal } = {},
): Promise<Meaning | WordsOnly> {
  if (vectors.kind === 'absent') return { kind: 'words', because: vectors.because };
  const ready = await readyModels(db);
  if (ready.length === 0)
    return { kind: 'words', because: 'the profiles have not been read for their meaning yet' };
  const usable = ready
    .flatMap((id) => embedders.for(id) ?? [])
    .sort((a, b) => Number(b.id === embedders.current.id) - Number(a.id === embedders.current.id));
  const [embedder] = usable;
  const model = ready.find((id) => id === embedder?.id) ?? ready[0];
  if (!embedder || !model)
    return { kind: 'words', because: 'the service that read the profiles is not set up any more' };
  try {
    return await directions(interest, embedder, model, db, use);
  } catch (error) {
    if (!(error instanceof EmbeddingProblem)) throw error;
    return { kind: 'words', because: `the embedding service failed (${error.message})` };
  }
}

/** Models with a vector of every profile, the newest first. */
async function readyModels(db: TenantDb): Promise<readonly string[]> {
  const { rows } = await db.read<{ model: string }>(
    'select model from embedding_models where tenant_id = $1 and ready_at is not null order by ready_at desc',
    [db.tenantId],
  );
  return rows.map(({ model }) => model);
}

async function directions(
  { wanted, unwanted }: Interest,
  embedder: Embedder,
  model: string,
  db: TenantDb,
  use: { readonly asker?: Asker; readonly signal?: AbortSignal },
): Promise<Meaning> {
  let tokens = 0;
  let cost: number | null = 0;
  const direction = async (text: string): Promise<Direction | null> => {
    if (text === '') return null;
    const embedded = await embedQuery(text, embedder, db, use);
    tokens += embedded.tokens;
    cost = cost === null || embedded.cost === null ? null : cost + embedded.cost;
    // Of zeros no angle can be taken: the text says nothing to this embedder.
    if (embedded.vector.every((value) => value === 0)) return null;
    return { vector: embedded.vector, relevance: embedder.relevance(text) };
  };
  const directionsOf = { wanted: await direction(wanted), unwanted: await direction(unwanted) };
  const { dimensions, remote } = embedder;
  return { kind: 'meaning', model, dimensions, hashed: !remote, ...directionsOf, tokens, cost };
}
