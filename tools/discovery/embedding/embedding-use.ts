/** What an embedding service took, for the team's usage and budget. */
import type { Queryable } from '../../../db/db.ts';
import { recordModelUse } from '../../model-usage.ts';
import type { Embedded, Embedder } from './embedder.ts';

/** Whose account an embedding goes to. */
export interface Asker {
  /** Null: a job. */
  readonly personId: string | null;
  readonly now: () => Date;
}

/** Writes down what one request of a service took; the local embedder takes nothing. */
export async function recordEmbedding(
  tx: Queryable,
  tenantId: string,
  embedder: Embedder,
  { tokens, cost }: Pick<Embedded, 'tokens' | 'cost'>,
  {
    personId,
    startedAt,
    endedAt,
  }: { readonly personId: string | null; readonly startedAt: Date; readonly endedAt: Date },
): Promise<void> {
  if (!embedder.remote) return;
  await recordModelUse(tx, tenantId, [
    {
      personId,
      role: 'embedding',
      model: embedder.model,
      embeddingTokens: tokens,
      costUsd: cost,
      ms: endedAt.getTime() - startedAt.getTime(),
      outcome: 'ok',
      at: startedAt,
    },
  ]);
}
