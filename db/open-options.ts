export interface OpenOptions {
  /**
   * What to do where another process runs the embedded database of the data directory: `own` is an error
   * that names it (a second bot), `share` works through it (a command). Default `own`.
   */
  readonly mode?: 'own' | 'share';
  /** Connections to PostgreSQL. Default 10. */
  readonly poolSize?: number;
  /** How the connections are named in `pg_stat_activity`. Default `audience-walker`. */
  readonly applicationName?: string;
}
