/** What was asked of a service before need not be asked again. */
import { createHash } from 'node:crypto';
import type { TenantDb } from '../../../db/db.ts';
import type { Embedded, Embedder } from './embedder.ts';
import { type Asker, recordEmbedding } from './embedding-use.ts';

/** Embeds one query; a remote embedder's answer is kept in the database, and what it took. Throws as the embedder does. */
export async function embedQuery(
  text: string,
  embedder: Embedder,
  db: TenantDb,
  { asker, signal }: { readonly asker?: Asker; readonly signal?: AbortSignal } = {},
): Promise<{ readonly vector: Float32Array } & Pick<Embedded, 'tokens' | 'cost'>> {
  if (!embedder.remote) return single(await embedder.embed([text], 'query', signal));
  const key = [db.tenantId, embedder.id, createHash('sha256').update(text).digest()] as const;
  const known = await db.read<{ embedding: Buffer }>(
    'select embedding from embedded_queries where tenant_id = $1 and model = $2 and text_hash = $3',
    key,
  );
  const kept = known.rows[0]?.embedding;
  if (kept) return { vector: fromBytes(kept), tokens: 0, cost: 0 };
  const startedAt = asker?.now();
  const embedded = single(await embedder.embed([text], 'query', signal));
  await db.write(async (tx) => {
    if (asker && startedAt) {
      const { personId, now } = asker;
      await recordEmbedding(tx, db.tenantId, embedder, embedded, { personId, startedAt, endedAt: now() });
    }
    await tx.query(
      `with spent as (
         update embedding_models set tokens = tokens + $5, cost = cost + $6
          where tenant_id = $1 and model = $2)
       insert into embedded_queries (tenant_id, model, text_hash, embedding) values ($1, $2, $3, $4)
       on conflict do nothing`,
      [...key, toBytes(embedded.vector), embedded.tokens, embedded.cost],
    );
  });
  return embedded;
}

function single({ vectors, tokens, cost }: Embedded) {
  const [vector] = vectors;
  if (!vector) throw new Error('the embedder gave no vector');
  return { vector, tokens, cost };
}

function toBytes(vector: Float32Array): Buffer {
  const bytes = Buffer.alloc(vector.length * 4);
  for (const [at, value] of vector.entries()) bytes.writeFloatLE(value, at * 4);
  return bytes;
}

function fromBytes(bytes: Buffer): Float32Array {
  return Float32Array.from({ length: bytes.length / 4 }, (_, at) => bytes.readFloatLE(at * 4));
}
