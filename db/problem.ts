/** Why the database cannot be used. The message is for a person, and names the mend. */
export type DatabaseProblemCode =
  | 'bad_url'
  | 'unreachable'
  | 'login_refused'
  | 'no_such_database'
  | 'too_many_connections'
  | 'server_too_old'
  | 'rights_missing'
  | 'directory_unusable'
  | 'in_use'
  | 'owner_gone'
  | 'damaged';

export class DatabaseProblem extends Error {
  override readonly name = 'DatabaseProblem';
  readonly code: DatabaseProblemCode;
  constructor(code: DatabaseProblemCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
