/** What a model takes. */
export interface Amount {
  /** US dollars of calls with a known price. */
  readonly dollars: number;
  /** Of prompts, completions and embeddings. */
  readonly tokens: number;
}

/** `$0.0012` below a cent, `$0.50` from there on. */
export function sayDollars(dollars: number): string {
  const small = dollars > 0 && dollars < 0.01;
  return `$${dollars.toLocaleString('en-US', { minimumFractionDigits: small ? 4 : 2, maximumFractionDigits: small ? 4 : 2 })}`;
}

/** “12,345 tokens” */
export function sayTokens(tokens: number): string {
  return `${tokens.toLocaleString('en-US')} ${tokens === 1 ? 'token' : 'tokens'}`;
}
