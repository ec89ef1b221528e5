/** An import that cannot go on; the message is a sentence for the person who started it. */
export class ImportError extends Error {
  override readonly name = 'ImportError';
  readonly code: ImportErrorCode;
  constructor(code: ImportErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

export type ImportErrorCode =
  | 'no_such_file'
  | 'empty_file'
  | 'unreadable_file'
  | 'no_header'
  | 'not_text'
  | 'not_recognised'
  | 'missing_column'
  | 'ambiguous_date'
  | 'unknown_date'
  | 'bad_map'
  | 'nothing_to_import'
  | 'no_such_workspace'
  | 'cancelled';
