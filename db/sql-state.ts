/** Whether the database says by its SQLSTATE that it is this error. */
export function hasSqlState(error: unknown, state: string): boolean {
  return error instanceof Error && (error as Error & { code?: string }).code === state;
}
