/** The web console: one page with a chat as in Slack and, beside it, the same conversation as on WhatsApp. */
import { randomUUID } from 'node:crypto';
import { type Request, type Response, Router } from 'express';
import type { RenderChart } from '../../cards/charts/render.ts';
import type { Log } from '../../handlers/log.ts';
import type { Handlers, Sender } from '../../handlers/surface.ts';
import type { OutboxView } from '../../jobs/outreach/outbox-view.ts';
import type { Surface } from '../surface.ts';
import { createCharts } from './charts.ts';
import { createConversations } from './conversations.ts';
import { createFiles } from './files.ts';
import { forgetErased } from './forget-erased.ts';
import { type Access, accessFor, createGate, sameSiteOnly } from './gate.ts';
import { secureHeaders } from './headers.ts';
import { assetRoutes, openProposal, serveOutbox, servePage, serveTrace } from './page.ts';
import { nothingHere, sayWhatWentWrong } from './refusals.ts';
import { apiRoutes, type ConsoleDescription } from './routes.ts';
import { createWork } from './work.ts';

export interface ConsoleDeps {
  readonly handlers: Handlers;
  /** The address that the process listens on. */
  readonly host: string;
  /** Demanded at the login where set; needed where `host` is not this machine alone, or webhooks come in. */
  readonly token?: string;
  /** Whether the world reaches the process through a proxy or tunnel; false unless said. */
  readonly takesWebhooks?: boolean;
  readonly log: Log;
  readonly renderChart: RenderChart;
  readonly now: () => Date;
  readonly newId?: () => string;
  /** Whoever sits at the page; all who may open it are one person to the handlers. */
  readonly operator?: Sender;
  /** Workspace and data, for the page's header. */
  readonly describe?: () => ConsoleDescription | Promise<ConsoleDescription>;
  /** What campaigns have queued, and what was kept in the house. */
  readonly outbox?: () => Promise<OutboxView>;
  /** When a customer was erased last: what this process remembers goes with them. */
  readonly lastErasure?: () => Promise<Date | null>;
}

const OPERATOR: Sender = { surface: 'console', account: '', externalId: 'operator', displayName: 'Operator' };

/** Everything the console answers to; other requests pass through its router untouched. */
const PATHS = ['/api', '/console', '/login', '/logout', '/outbox', '/s', '/trace'];

export function createConsoleSurface(deps: ConsoleDeps): Surface {
  const access = accessFor(deps.host, deps.token, deps.takesWebhooks ?? false);
  const router = Router();
  const start = async () => {
    if (access.kind === 'off') deps.log.warn({}, access.because);
  };
  if (access.kind === 'off') {
    const sayOff = (_request: Request, response: Response) => {
      response.status(503).type('text').send(access.because);
    };
    router.use(PATHS, secureHeaders, sayOff);
    router.get('/', secureHeaders, sayOff);
    return { name: 'console', router, start, stop: async () => undefined };
  }
  return { name: 'console', router, start, stop: mount(router, access, deps) };
}

/** Puts the console's routes on `router`; returns what stops it. */
function mount(router: Router, access: Exclude<Access, { kind: 'off' }>, deps: ConsoleDeps): Surface['stop'] {
  const newId = deps.newId ?? randomUUID;
  const conversations = createConversations(deps.now);
  const charts = createCharts(deps.renderChart, newId);
  const files = createFiles(newId);
  const work = createWork({ ...deps, conversations, charts, files, newId });
  const gate = createGate(access, deps.now);
  let stopping = false;

  const guards = [secureHeaders, sameSiteOnly(access)];
  router.get('/', guards, gate.page, servePage);
  router.use(PATHS, guards);
  router.get('/outbox', gate.page, serveOutbox);
  router.get('/trace', gate.page, serveTrace);
  router.get('/s/:id', gate.page, openProposal);
  router.use(gate.routes);
  router.use('/console', assetRoutes(), nothingHere);
  router.use(
    '/api',
    gate.api,
    forgetErased(deps.lastErasure ?? (async () => null), { conversations, charts, files }),
    apiRoutes({
      handlers: deps.handlers,
      operator: deps.operator ?? OPERATOR,
      conversations,
      charts,
      files,
      work,
      describe: deps.describe ?? (() => ({ workspace: '' })),
      outbox: deps.outbox ?? (async () => ({ campaigns: [], messages: [] })),
      isStopping: () => stopping,
      hasLogin: access.kind === 'token',
    }),
    nothingHere,
  );
  router.use(sayWhatWentWrong(deps.log, newId));
  return async () => {
    stopping = true;
    await work.drain();
  };
}
