/** What searches by interest take of an embedding service goes to whoever searches, refreshes to the team. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Db } from '../../../db/db.ts';
import { ensureVectorStore } from '../../../db/vectors/vector-store.ts';
import { createEmbedders, loadLexicon } from '../../../tools/discovery/index.ts';
import { refreshEmbeddings } from '../../../tools/discovery/refresh-embeddings.ts';
import { semanticSearch } from '../../../tools/discovery/semantic-search.ts';
import { createRegistry } from '../../../tools/registry.ts';
import { runTool } from '../../../tools/run-tool.ts';
import { createEmbeddingsDouble, KEY } from '../../doubles/embeddings.ts';
import { addProfiles } from '../discovery/profiled.ts';
import { openTestDb } from '../harness.ts';
import { addPerson, contextFor, createTeam } from './usage.ts';

let db: Db;
beforeAll(async () => {
  db = await openTestDb();
});
afterAll(() => db.close());

it('is written down once, with its price', async ({ skip }) => {
  const vectors = await ensureVectorStore(db);
  if (vectors.kind === 'absent') skip('this PostgreSQL has no pgvector');
  const service = await createEmbeddingsDouble(64);
  try {
    const lexicon = loadLexicon();
    const settings = {
      apiKey: KEY,
      baseUrl: service.url,
      model: 'embed-x',
      dimensions: 64,
      pricePerMillion: 1,
    };
    const services = { lexicon, vectors, embedders: createEmbedders(lexicon, settings) };
    const team = await createTeam(db);
    const ann = await addPerson(team, 'Ann', 'analyst');
    const context = await contextFor(team, ann);
    await addProfiles(team, [{ id: 'a', text: 'Zorblax collector. From PL.' }]);
    await refreshEmbeddings(db, team.tenantId, { ...services, ...context });
    const search = { tool: 'semantic_search', args: { query: 'zorblax' } };
    const registry = createRegistry([semanticSearch(services)]);
    for (let again = 0; again < 2; again += 1) await runTool(registry, search, context);
    const { rows } = await team.read<{
      person_id: string | null;
      role: string;
      model: string;
      priced: boolean;
    }>(
      `select person_id, role, model, embedding_tokens > 0 and cost_usd = embedding_tokens / 1e6 as priced
         from model_calls where tenant_id = $1 order by call_id`,
      [team.tenantId],
    );
    const use = { role: 'embedding', model: 'embed-x', priced: true };
    expect(rows).toEqual([
      { person_id: null, ...use },
      { person_id: ann.personId, ...use },
    ]);
  } finally {
    await service.close();
  }
});
