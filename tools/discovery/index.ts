/** Who likes what: audiences by behaviour and taste. */
import type { AnyTool } from '../define-tool.ts';
import { downloadAudience } from './download-audience.ts';
import { hybridDiscovery } from './hybrid-discovery.ts';
import { semanticSearch } from './semantic-search.ts';
import type { DiscoveryServices } from './services.ts';
import { sqlDataRetriever } from './sql-data-retriever.ts';

export { type Embedder, EmbeddingProblem } from './embedding/embedder.ts';
export { createEmbedders, type Embedders } from './embedding/embedders.ts';
export { createLocalEmbedder } from './embedding/local-embedder.ts';
export { isListedModel } from './embedding/model-facts.ts';
export type { OpenAiSettings } from './embedding/openai-embedder.ts';
export { interestedBy } from './interested-by.ts';
export { refreshEmbeddings } from './refresh-embeddings.ts';
export type { DiscoveryServices } from './services.ts';
export { loadLexicon } from './words/lexicon.ts';

/** The tools of this room. */
export function discoveryTools(services: DiscoveryServices): readonly AnyTool[] {
  return [hybridDiscovery(services), semanticSearch(services), sqlDataRetriever, downloadAudience(services)];
}
