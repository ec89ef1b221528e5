import type pg from 'pg';

/** What the server gave the connection for cancelling by; pg keeps it, but does not declare it. */
export function backendKeys(client: pg.ClientBase): { pid: number; secret: number } {
  const { processID, secretKey } = client as pg.ClientBase & { processID: number; secretKey: number };
  return { pid: processID, secret: secretKey };
}
