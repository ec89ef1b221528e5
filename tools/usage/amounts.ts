/** What a model takes. */
export interface Amount {
  /** US dollars of calls with a known price. */
  readonly dollars: number;
  /** Of prompts, completions and embeddings. */
  readonly tokens: number;
}

/** `$0.50`, `$12.40`; `$0.0550` where less than a dollar is not whole cents: a cap or a cost of that size is no cent more. */
export function sayDollars(dollars: number): string {
  const wholeCents = Math.round(dollars * 10_000) % 100 === 0;
  const digits = dollars < 1 && !wholeCents ? 4 : 2;
  return `$${dollars.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits })}`;
}

/** “12,345 tokens” */
export function sayTokens(tokens: number): string {
  return `${tokens.toLocaleString('en-US')} ${tokens === 1 ? 'token' : 'tokens'}`;
}
