import type { VectorStore } from '../../db/vectors/vector-store.ts';
import { createEmbedders, type DiscoveryServices, loadLexicon } from '../../tools/discovery/index.ts';

const ABSENT: VectorStore = { kind: 'absent', because: 'this database has no pgvector' };

/** What the room of discovery is given: the local embedder, and by default no vectors. */
export function localDiscovery(vectors: VectorStore = ABSENT): DiscoveryServices {
  const lexicon = loadLexicon();
  return { lexicon, embedders: createEmbedders(lexicon), vectors };
}
