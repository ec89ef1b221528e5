/** What has to be known of a model of the service before it is used. */
import { EmbeddingProblem } from './embedder.ts';

export interface ModelFacts {
  readonly dimensions: number;
  /** US dollars for a million tokens; null where it is not known. */
  readonly pricePerMillion: number | null;
  /** From this cosine on a profile counts as interested. Taken from experience with short texts, not measured here. */
  readonly relevance: number;
}

/** List prices of early 2026; `OPENAI_EMBEDDING_PRICE` replaces them. */
const MODELS: Readonly<Record<string, ModelFacts>> = {
  'text-embedding-3-small': { dimensions: 1536, pricePerMillion: 0.02, relevance: 0.3 },
  'text-embedding-3-large': { dimensions: 3072, pricePerMillion: 0.13, relevance: 0.3 },
  'text-embedding-ada-002': { dimensions: 1536, pricePerMillion: 0.1, relevance: 0.77 },
};

/** Whether the model can be used without saying how long its vectors are. */
export function isListedModel(model: string): boolean {
  return Object.hasOwn(MODELS, model);
}

/** Facts of the list, changed by what the settings say. Throws `EmbeddingProblem` where the dimensions are unknown. */
export function modelFacts(
  model: string,
  said: { readonly dimensions?: number; readonly pricePerMillion?: number },
): ModelFacts {
  const listed = MODELS[model];
  const dimensions = said.dimensions ?? listed?.dimensions;
  if (dimensions === undefined)
    throw new EmbeddingProblem(
      'settings',
      `How long the vectors of the model “${model}” are is not known. Set OPENAI_EMBEDDING_DIMENSIONS.`,
    );
  return {
    dimensions,
    pricePerMillion: said.pricePerMillion ?? listed?.pricePerMillion ?? null,
    relevance: listed?.relevance ?? 0.35,
  };
}
