/** What the language model is configured with; `bot/config-model.ts` reads it from the environment. */

/** `strong` answers; `fast` is cheaper, for those who choose it and where the strong one is down. */
export type ModelRole = 'fast' | 'strong';

/** `off` leaves everything to the rules; `auto` asks the strong model what the rules cannot answer. */
export const MODEL_CHOICES = ['auto', 'off', 'fast', 'strong'] as const;
export type ModelChoice = (typeof MODEL_CHOICES)[number];

/** US dollars for a million tokens. */
export interface ModelPrice {
  readonly prompt: number;
  readonly completion: number;
}

/** What one question may take at most. */
export interface QuestionLimits {
  /** Calls of the model. */
  readonly steps: number;
  readonly seconds: number;
  /** Of prompts and completions together. */
  readonly tokens: number;
  /** Counts only where the price is known. */
  readonly dollars: number;
}

export interface ModelSettings {
  readonly apiKey: string;
  /** Another server that speaks OpenAI's interface. */
  readonly baseUrl?: string;
  /** Names of models as the server knows them. `fast` is null where none is set. */
  readonly models: { readonly strong: string; readonly fast: string | null };
  /** Where a question does not say. */
  readonly choice: Exclude<ModelChoice, 'off'>;
  /** By name of model; what is not in it has no known price. */
  readonly prices: ReadonlyMap<string, ModelPrice>;
  readonly limits: QuestionLimits;
  /** One request, its body included. */
  readonly requestMs: number;
  /** Requests that this process makes in a minute at most. */
  readonly requestsPerMinute: number;
  /** Texts are taken as they are written; off for servers that cannot stream. */
  readonly stream: boolean;
}

export const QUESTION_LIMITS: QuestionLimits = { steps: 8, seconds: 60, tokens: 80_000, dollars: 0.5 };

/** The role that answers: as chosen, the strong one where there is no fast one. */
export function roleFor(choice: Exclude<ModelChoice, 'off'>, { models }: ModelSettings): ModelRole {
  return choice === 'fast' && models.fast !== null ? 'fast' : 'strong';
}
