/** Why a question cannot be answered, with what could be asked instead. Thrown within the planning only. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly suggestions: readonly string[];
  constructor(because: string, suggestions: readonly string[] = []) {
    super(because);
    this.suggestions = suggestions;
  }
}
