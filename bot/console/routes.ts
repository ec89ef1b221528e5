/** The console's API. Answers to what is typed or pressed arrive line by line as they come about. */
import express, { type Response, Router } from 'express';
import { viewCard } from '../../cards/card-view.ts';
import type { Handled, Handlers, Sender } from '../../handlers/surface.ts';
import type { OutboxView } from '../../jobs/outreach/outbox-view.ts';
import { messageBody, pressBody, RequestRefused, readAs, threadParam, traceParam } from './bodies.ts';
import type { Charts } from './charts.ts';
import type { Conversations } from './conversations.ts';
import { viewEvent } from './event-view.ts';
import type { Files } from './files.ts';
import { type Lines, startLines } from './ndjson.ts';
import { slackPreview } from './slack-preview.ts';
import { viewTrace } from './trace-view.ts';
import type { Work } from './work.ts';

/** What the page's header says besides the name. */
export interface ConsoleDescription {
  readonly workspace: string;
  /** One line under it: "Data to 31 December 2019". */
  readonly note?: string;
}

export interface RouteDeps {
  readonly handlers: Handlers;
  /** Whoever sits at the page. */
  readonly operator: Sender;
  readonly conversations: Conversations;
  readonly charts: Charts;
  readonly files: Files;
  readonly work: Work;
  readonly describe: () => ConsoleDescription | Promise<ConsoleDescription>;
  readonly outbox: () => Promise<OutboxView>;
  /** True from the moment the process is stopping. */
  readonly isStopping: () => boolean;
  /** Whether there is a session to end. */
  readonly hasLogin: boolean;
}

const BODY_LIMIT = '64kb';
/** An id names one picture for ever. */
const FOR_EVER = 'private, max-age=86400, immutable';

export function apiRoutes(deps: RouteDeps): Router {
  const { handlers, operator, conversations, charts, files, work } = deps;
  const api = Router();
  api.use((request, _response, next) => {
    // A form of another site can post text, but not JSON.
    const isJson = request.method !== 'POST' || request.is('application/json') !== false;
    next(
      isJson
        ? undefined
        : new RequestRefused(415, 'The request must be JSON (Content-Type: application/json).'),
    );
  });
  api.use(express.json({ limit: BODY_LIMIT }));

  api.get('/status', async (_request, response) => {
    response.json({ ...(await deps.describe()), hasLogin: deps.hasLogin });
  });
  api.get('/prompts', async (_request, response) => {
    response.json({ prompts: await handlers.prompts(operator) });
  });
  api.get('/home', async (_request, response) => {
    const cards = await handlers.home(operator);
    response.json({
      cards: cards.map((card) => viewCard(card, card.chart ? charts.keep(card.chart) : null)),
    });
  });
  api.get('/outbox', async (_request, response) => {
    response.json(await deps.outbox());
  });
  api.get('/traces/:id', async (request, response) => {
    const found = await handlers.trace(operator, readAs(traceParam, request.params.id));
    if (!found)
      throw new RequestRefused(
        404,
        'There are no steps under this id: they are kept for 30 days, for whoever asked and for admins.',
      );
    response.json(viewTrace(found));
  });
  api.get('/conversations', (_request, response) => {
    response.json({ conversations: conversations.list() });
  });
  api.get('/conversations/:thread', (request, response) => {
    const thread = readAs(threadParam, request.params.thread);
    streamUntilIdle(conversations, thread, startLines(response));
  });
  api.get('/conversations/:thread/:entry/slack', (request, response) => {
    const entry = conversations.entry(request.params.thread, request.params.entry);
    if (entry?.kind !== 'card') throw new RequestRefused(404, 'This card is no longer here.');
    response.json(slackPreview(entry.current.card));
  });

  const accept = (): void => {
    if (deps.isStopping())
      throw new RequestRefused(503, 'The bot is stopping; please try again in a moment.');
    if (work.isFull())
      throw new RequestRefused(429, 'Too many questions at once; please wait for an answer.');
  };
  const say = (prefix: string) => (request: express.Request, response: Response) => {
    const { thread, text, timezone } = readAs(messageBody, request.body);
    accept();
    const sender = { ...operator, ...(timezone ? { timezone } : {}) };
    return streamWork(conversations, thread, response, () =>
      work.typed({ sender, thread, text: `${prefix}${text}` }),
    );
  };
  api.post('/messages', say(''));
  api.post('/commands', say('/walker '));
  api.post('/presses', (request, response) => {
    const { thread, token, values, timezone } = readAs(pressBody, request.body);
    accept();
    const sender = { ...operator, ...(timezone ? { timezone } : {}) };
    return streamWork(conversations, thread, response, () => work.pressed({ sender, thread, token, values }));
  });

  api.get('/charts/:id', async (request, response) => {
    const scheme = request.query.scheme === 'dark' ? 'dark' : 'light';
    const width = Number(request.query.width ?? 960);
    const picture = await charts.picture(request.params.id, scheme, Number.isFinite(width) ? width : 960);
    if (!picture) throw new RequestRefused(404, 'This chart is no longer here; please ask again.');
    response.type('png').set('Cache-Control', FOR_EVER).send(picture);
  });
  api.get('/files/:id', (request, response) => {
    const file = files.get(request.params.id);
    if (!file) throw new RequestRefused(404, 'This file is no longer here; please ask for it again.');
    // Whatever is in it is saved, never shown: a file must not become a page of the console.
    response
      .attachment(file.name)
      .type(file.mime)
      .set('Content-Security-Policy', "sandbox; default-src 'none'");
    response.send(file.bytes);
  });
  return api;
}

/** Starts work and streams what happens in the conversation until that work is done. */
async function streamWork(
  conversations: Conversations,
  thread: string,
  response: Response,
  start: () => Promise<Handled['status']>,
): Promise<void> {
  const lines = startLines(response);
  const unwatch = conversations.watch(thread, (event) => lines.write(viewEvent(thread, event)));
  lines.onClose(unwatch);
  const status = await start();
  unwatch();
  lines.write({ type: 'done', status });
  lines.end();
}

/** Streams what was said, and, where work goes on, the rest of it. */
function streamUntilIdle(conversations: Conversations, thread: string, lines: Lines): void {
  let unfollow: (() => void) | null = null;
  let idle = false;
  unfollow = conversations.follow(thread, (event) => {
    lines.write(viewEvent(thread, event));
    if (event.type !== 'idle') return;
    idle = true;
    lines.end();
    unfollow?.();
  });
  if (idle) unfollow();
  else lines.onClose(unfollow);
}
