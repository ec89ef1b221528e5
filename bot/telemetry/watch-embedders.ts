import { type Embedder, type Embedders, EmbeddingProblem } from '../../tools/discovery/index.ts';
import type { Happenings } from './happenings.ts';

/** The same embedders; each call of a service is told. The built-in one costs nothing, and nothing is told of it. */
export function watchEmbedders(embedders: Embedders, happenings: Pick<Happenings, 'embedding'>): Embedders {
  return {
    current: watched(embedders.current, happenings),
    for(id) {
      const found = embedders.for(id);
      return found && watched(found, happenings);
    },
  };
}

function watched(embedder: Embedder, happenings: Pick<Happenings, 'embedding'>): Embedder {
  if (!embedder.remote) return embedder;
  const { model, dimensions } = embedder;
  return {
    ...embedder,
    async embed(texts, purpose, signal) {
      const startedAt = new Date();
      const since = performance.now();
      const tell = (outcome: string, tokens: number, costUsd: number | null) =>
        happenings.embedding({
          ...{ model, dimensions, outcome, tokens, costUsd, startedAt },
          seconds: (performance.now() - since) / 1000,
        });
      try {
        const embedded = await embedder.embed(texts, purpose, signal);
        tell('ok', embedded.tokens, embedded.cost);
        return embedded;
      } catch (error) {
        tell(outcomeOf(error, signal), 0, 0);
        throw error;
      }
    },
  };
}

function outcomeOf(error: unknown, signal: AbortSignal | undefined): string {
  if (error instanceof EmbeddingProblem) return error.kind;
  return signal?.aborted ? 'cancelled' : 'failed';
}
