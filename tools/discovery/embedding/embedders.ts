/** The embedder in use, and those whose vectors may still lie in the database. */
import type { Lexicon } from '../words/lexicon.ts';
import type { Embedder } from './embedder.ts';
import { createLocalEmbedder } from './local-embedder.ts';
import { createOpenAiEmbedder, type OpenAiSettings, openAiModelOf } from './openai-embedder.ts';

export interface Embedders {
  /** What profiles are to be embedded by. */
  readonly current: Embedder;
  /** An embedder whose queries can be compared with vectors of this id; null where there is none any more. */
  for(id: string): Embedder | null;
}

/** The service where its settings are there, the local embedder otherwise. */
export function createEmbedders(lexicon: Lexicon, openai?: OpenAiSettings): Embedders {
  const local = createLocalEmbedder(lexicon);
  const current = openai ? createOpenAiEmbedder(openai) : local;
  return {
    current,
    for(id) {
      if (id === current.id) return current;
      // Another lexicon than today's made them; what the words stand for is mostly the same.
      if (id.startsWith('local-')) return local;
      const made = openAiModelOf(id);
      if (!openai || !made) return null;
      // The price that the settings say is of the model that they say.
      const { pricePerMillion: _, ...service } = openai;
      return createOpenAiEmbedder({ ...service, ...made });
    },
  };
}
