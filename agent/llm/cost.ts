/** What tokens cost, by the price table of the configuration. A price that is not in it is never made up. */
import type { ModelPrice, QuestionLimits } from './settings.ts';

export interface Tokens {
  readonly prompt: number;
  readonly completion: number;
}

/** US dollars; null where the model's price is not known. */
export function costOf(
  tokens: Tokens,
  model: string,
  prices: ReadonlyMap<string, ModelPrice>,
): number | null {
  const price = prices.get(model);
  return price ? (tokens.prompt * price.prompt + tokens.completion * price.completion) / 1e6 : null;
}

/** What one question may take at most by its limits; no dollars where the model's price is not known. */
export function mostOf(
  limits: QuestionLimits,
  model: string,
  prices: ReadonlyMap<string, ModelPrice>,
): { readonly dollars: number; readonly tokens: number } {
  const { tokens } = limits;
  const price = prices.get(model);
  const dearest = price ? (tokens * Math.max(price.prompt, price.completion)) / 1e6 : 0;
  return { dollars: Math.min(limits.dollars, dearest), tokens };
}

/**
 * How many tokens a text is, where the server does not count: four characters are one in English prose, three in JSON.
 * The encodings themselves would have to be fetched from the network.
 */
export function estimateTokens(text: string): number {
  return Math.ceil(text.length / 3.5);
}
