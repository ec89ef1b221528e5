/** What the room is given. */
import type { VectorStore } from '../../db/vectors/vector-store.ts';
import type { Embedders } from './embedding/embedders.ts';
import type { Lexicon } from './words/lexicon.ts';

export interface DiscoveryServices {
  readonly lexicon: Lexicon;
  readonly embedders: Embedders;
  readonly vectors: VectorStore;
}
