/** MCP over streamable HTTP at `/mcp`: every request stands alone and brings its token. */
import { isIP } from 'node:net';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import express, { type Request, type RequestHandler, type Response, Router } from 'express';
import { identifyToken } from '../../handlers/identify-token.ts';
import { isLoopback } from '../loopback.ts';
import { createMcpServer, type McpDeps } from './create-server.ts';

const LONGEST_REQUEST = '256kb';

export interface McpHttpDeps extends McpDeps {
  /** The address by which the world knows the process, if it has one. */
  readonly publicUrl: string | undefined;
}

export function mcpRouter(deps: McpHttpDeps): Router {
  const router = Router();
  router.use('/mcp', knownHostOnly(deps.publicUrl));
  router.post('/mcp', async (request, response) => {
    const token = tokenOf(request);
    const identify = async () => (token ? identifyToken(deps.db, token, deps.now()) : null);
    if (!(await identify())) {
      refuse(
        response.set('WWW-Authenticate', 'Bearer'),
        401,
        'A valid access token is needed: /walker tokens.',
      );
      return;
    }
    // After the token: nobody else makes the process read their bytes.
    await parsed(request, response);
    if (response.headersSent) return;
    const server = createMcpServer(deps, identify);
    const transport = new StreamableHTTPServerTransport({
      sessionIdGenerator: undefined,
      enableJsonResponse: true,
    });
    response.on('close', () => {
      void transport.close();
      void server.close();
    });
    await server.connect(transport);
    await transport.handleRequest(request, response, request.body);
  });
  router.all('/mcp', (_request, response) => {
    refuse(response.set('Allow', 'POST'), 405, 'Only POST: this server keeps no sessions.');
  });
  return router;
}

/**
 * A page of another site can make its own name resolve to this machine (DNS rebinding), but it cannot change the name that
 * the browser sends, nor leave out where it comes from.
 */
function knownHostOnly(publicUrl: string | undefined): RequestHandler {
  const publicHost = publicUrl ? new URL(publicUrl).host : null;
  const isKnown = (host: string): boolean => {
    if (host === publicHost) return true;
    const url = `http://${host}`;
    if (!URL.canParse(url)) return false;
    const name = new URL(url).hostname.replace(/^\[|\]$/g, '');
    return isLoopback(name) || isIP(name) !== 0;
  };
  return ({ headers }, response, next) => {
    const { host = '', origin } = headers;
    const originHost = origin !== undefined && URL.canParse(origin) ? new URL(origin).host : null;
    if (!isKnown(host) || (origin !== undefined && originHost !== host))
      refuse(response, 403, 'This request came by a name or from a site that this server does not know.');
    else next();
  };
}

function tokenOf({ headers }: Request): string | null {
  return /^Bearer\s+(\S{1,200})$/iu.exec(headers.authorization ?? '')?.[1] ?? null;
}

const readJson = express.json({ limit: LONGEST_REQUEST });

function parsed(request: Request, response: Response): Promise<void> {
  return new Promise((resolve) => {
    readJson(request, response, (error?: unknown) => {
      if (error) refuse(response, 400, 'The request is not JSON, or too long.');
      resolve();
    });
  });
}

function refuse(response: Response, status: number, message: string): void {
  response.status(status).json({ jsonrpc: '2.0', error: { code: -32_000, message }, id: null });
}
