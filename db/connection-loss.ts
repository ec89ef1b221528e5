/** SQLSTATEs with which a server that stops or crashes ends its connections, and the network's own words. */
const LOST = new Set([
  '57P01',
  '57P02',
  '57P03',
  '08000',
  '08003',
  '08006',
  'ECONNRESET',
  'EPIPE',
  'ECONNREFUSED',
  'ENOENT',
]);

/** Whether the connection went away under a pg call, rather than the statement failing. */
export function isConnectionLoss(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code } = error as Error & { code?: string };
  if (code !== undefined && LOST.has(code)) return true;
  return /^(Connection terminated|Client has encountered a connection error)/.test(error.message);
}
