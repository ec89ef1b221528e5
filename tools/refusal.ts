import type { Outcome } from './define-tool.ts';

/** Leaves a transaction, which is rolled back, and becomes the outcome “refused”. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly suggestions: readonly string[];
  constructor(because: string, suggestions: readonly string[] = []) {
    super(because);
    this.suggestions = suggestions;
  }
}

/** The outcome of `work`, or why it was refused. */
export async function refusing<Data>(work: () => Promise<Outcome<Data>>): Promise<Outcome<Data>> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Refusal)
      return { kind: 'refused', because: error.message, suggestions: error.suggestions };
    throw error;
  }
}
