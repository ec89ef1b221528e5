/** Puts surfaces and an HTTP server on an app. */
import { createServer, type Server } from 'node:http';
import express from 'express';
import { renderChart } from '../cards/charts/render.ts';
import { bindAccount } from '../handlers/bind-account.ts';
import { readOutbox } from '../jobs/outreach/outbox-view.ts';
import { startSchedule } from '../jobs/schedule.ts';
import { readLastErasure } from '../tools/privacy/index.ts';
import type { App } from './app.ts';
import { takesWebhooks } from './config.ts';
import { createOutboundSurfaces } from './create-surfaces.ts';
import { healthRouter } from './health.ts';
import { nothingHere, onFault } from './last-resort.ts';
import { createSending } from './sending.ts';
import type { Surface } from './surface.ts';

export interface Serving {
  /** Where the console is, for people: http://127.0.0.1:3000 */
  readonly url: string;
  readonly port: number;
  readonly surfaces: readonly string[];
  /** Stops taking work, finishes what is in hand, closes everything. */
  stop(): Promise<void>;
}

/** Starts every surface that is configured. Throws a sentence where one cannot start. */
export async function serve(app: App): Promise<Serving> {
  const { config } = app;
  let ready = false;
  const surfaces = await createSurfaces(app);
  const sending = await createSending(config, app);
  const web = express();
  web.disable('x-powered-by');
  web.use(healthRouter(app.db, () => ready, app.now));
  web.use(await app.telemetry.metrics({ ...app, takesWebhooks: takesWebhooks(config) }));
  web.use(sending.router);
  const { mcpRouter } = await import('./mcp/http.ts');
  web.use(mcpRouter({ ...app, publicUrl: config.publicUrl }));
  for (const { router } of surfaces) if (router) web.use(router);
  web.use(nothingHere, onFault(app.log, app.newId));
  const server = createServer(web);
  try {
    // Surfaces first: whoever comes in by HTTP must find their workspace bound.
    for (const surface of surfaces) await startSurface(surface, app);
    await listen(server, config.port, config.host);
  } catch (error) {
    // A connection that is up already would keep the process alive, taking work that nobody does.
    await Promise.allSettled(surfaces.map((surface) => surface.stop()));
    throw error;
  }
  const posts = app.mornings.posts(surfaces);
  const schedule = startSchedule({
    db: app.db,
    now: app.now,
    timezone: config.timezone,
    refreshAudiences: refreshWithWords(app),
    sendMessages: sending.sendDue,
    attributeSales: sending.attribute,
    postProposals: app.proposalDelivery.postDue,
    runMornings: (signal) => app.mornings.runDue(posts, signal),
    onRun: app.telemetry.happenings.job,
    log: app.log,
  });
  ready = true;
  // Reads the workspace's words, which the first question would otherwise wait for.
  const wordsRead = app.handlers.prompts(app.operator('console'));
  const address = server.address();
  const port = address !== null && typeof address === 'object' ? address.port : config.port;
  return {
    url: `http://${hostForPeople(config.host)}:${port}`,
    port,
    surfaces: surfaces.map(({ name }) => name),
    stop: async () => {
      ready = false;
      await schedule.stop();
      await sending.stop();
      const closed = close(server);
      await Promise.all(surfaces.map((surface) => surface.stop()));
      await app.handlers.drain();
      server.closeAllConnections();
      await closed;
      await wordsRead;
      await app.stop();
    },
  };
}

/** A refresh, before which the words of a new import are read, and after which those that the refresh has changed. */
function refreshWithWords(app: App): App['refreshAudiences'] {
  return async (tenantId, options) => {
    await app.readWords(tenantId);
    const reports = await app.refreshAudiences(tenantId, options);
    if (!options?.signal?.aborted) await app.readWords(tenantId);
    return reports;
  };
}

/** What to type into a browser on this machine. */
function hostForPeople(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}

async function createSurfaces(app: App): Promise<Surface[]> {
  const { config, handlers, log, now } = app;
  const surfaces = await createOutboundSurfaces(app);
  const { createConsoleSurface } = await import('./console/index.ts');
  surfaces.push(
    createConsoleSurface({
      handlers,
      host: config.host,
      token: config.consoleToken,
      takesWebhooks: takesWebhooks(config),
      log,
      renderChart,
      now,
      operator: app.operator('console'),
      describe: () => ({ workspace: app.home.name }),
      outbox: () => readOutbox(app.db.tenant(app.home.tenantId)),
      lastErasure: () => readLastErasure(app.db.tenant(app.home.tenantId)),
    }),
  );
  return surfaces;
}

async function startSurface(surface: Surface, app: App): Promise<void> {
  await surface.start();
  const account = surface.account?.();
  if (account) await bindAccount(app.db, surface.name, account, app.home.tenantId);
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(
        error.code === 'EADDRINUSE'
          ? new ListenError(`Port ${port} is taken. Stop what runs there, or set PORT to another.`, {
              cause: error,
            })
          : error,
      );
    });
    server.listen(port, host, resolve);
  });
}

/** Throws where the port cannot be had, before a start has done work for nothing. */
export async function assertPortFree({ port, host }: { port: number; host: string }): Promise<void> {
  const probe = createServer();
  await listen(probe, port, host);
  await close(probe);
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}

/** The HTTP server could not take its port. */
class ListenError extends Error {
  override readonly name = 'ListenError';
}
