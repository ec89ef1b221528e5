/** The embedder that needs no account and no download: words, their pieces and the lexicon, hashed. */
import type { Lexicon } from '../words/lexicon.ts';
import { readTerms, wishesIn } from '../words/read-terms.ts';
import { type Embedder, normalised } from './embedder.ts';
import { hashFeatures } from './hash-features.ts';
import { textFeatures } from './text-features.ts';

const DIMENSIONS = 384;
/** Raised with every change to how features are made. */
const VERSION = 1;
/** Calibrated on generated profiles: see docs/audiences.md. */
const RELEVANCE = 0.13;
/** What meets n wishes at once is up to √n times as near as what meets one alone; meeting half of them must not do. */
const PER_WISH = 0.9;
const MOST_WISHES = 6;

/** Deterministic: the same text and lexicon give the same vector on every machine. */
export function createLocalEmbedder(lexicon: Lexicon): Embedder {
  return {
    id: `local-${VERSION}-${lexicon.id}`,
    model: 'local',
    dimensions: DIMENSIONS,
    remote: false,
    async embed(texts, purpose, signal) {
      signal?.throwIfAborted();
      const vectors = texts.map((text) =>
        normalised(hashFeatures(textFeatures(text, purpose, lexicon), DIMENSIONS)),
      );
      return { vectors, tokens: 0, cost: 0 };
    },
    relevance(query) {
      const wishes = wishesIn(readTerms(query, lexicon)).length;
      return RELEVANCE * Math.min(MOST_WISHES, Math.max(1, wishes)) ** PER_WISH;
    },
  };
}
