import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import type { Identity } from '../../handlers/identify.ts';
import { createMcpServer, type McpDeps } from './create-server.ts';

/** Serves the client that started this process, until it goes or `stopped` resolves. */
export async function serveStdio(
  deps: McpDeps,
  identify: () => Promise<Identity | null>,
  stopped: Promise<void>,
): Promise<void> {
  const server = createMcpServer(deps, identify);
  const closed = new Promise<void>((resolve) => {
    server.onclose = resolve;
  });
  await server.connect(new StdioServerTransport());
  await Promise.race([closed, stopped]);
  await server.close();
}
