/** The WhatsApp surface: Twilio's webhook in, Twilio's REST API out. */
import { randomUUID } from 'node:crypto';
import express, { type ErrorRequestHandler, type RequestHandler, type Response, Router } from 'express';
import type { RenderChart } from '../../cards/charts/render.ts';
import type { Db } from '../../db/db.ts';
import { createMediaStore } from '../../db/media.ts';
import { createSuppressions } from '../../db/suppressions.ts';
import type { Log } from '../../handlers/log.ts';
import type { Handlers } from '../../handlers/surface.ts';
import type { WhatsAppConfig } from '../config.ts';
import type { Surface } from '../surface.ts';
import { createMediaLinks } from './media-links.ts';
import { readInbound, readStatus } from './receive/message.ts';
import { requireSignature } from './receive/signature.ts';
import { takeInbound, takeStatus, type WorkDeps } from './receive/work.ts';
import { createPostMessage } from './send/client.ts';
import { createOutbound } from './send/outbound.ts';
import { createReplies } from './send/replies.ts';
import { createSender } from './send/sender.ts';
import { createPostTemplate } from './send/template.ts';
import { createShowTyping } from './send/typing.ts';
import { WAITING_TIMING, type WaitingTiming } from './send/waiting.ts';
import { createTenantOf } from './tenant-of.ts';

export interface WhatsAppSurfaceDeps {
  readonly config: WhatsAppConfig;
  /** The approved template that asks “Show brief” outside a session. */
  readonly briefContentSid?: string | undefined;
  readonly handlers: Handlers;
  readonly db: Db;
  readonly log: Log;
  readonly renderChart: RenderChart;
  readonly now: () => Date;
  readonly newId?: () => string;
  /** Waited before a message is sent a second time. */
  readonly retryAfterMs?: number;
  /** A picture that takes longer goes as text. */
  readonly pictureWithinMs?: number;
  /** Tests shorten these. */
  readonly timing?: Partial<WaitingTiming>;
}

const MESSAGES = '/whatsapp/messages';
const STATUS = '/whatsapp/status';
/** Twilio's posts are a few kilobytes. */
const BODY_LIMIT = '64kb';

export function createWhatsAppSurface(deps: WhatsAppSurfaceDeps): Surface {
  const { config, db, log, now } = deps;
  const newId = deps.newId ?? randomUUID;
  const tenantOf = createTenantOf(db);
  const suppressions = createSuppressions(db, now);
  const mediaLinks = createMediaLinks({
    store: createMediaStore(db),
    publicUrl: config.publicUrl,
    secret: config.authToken,
    now,
    newId,
  });
  const sender = createSender({
    post: createPostMessage(config, config.publicUrl + STATUS),
    suppressions,
    tenantOf,
    log,
    retryAfterMs: deps.retryAfterMs,
  });
  const work: WorkDeps = {
    ...{ db, handlers: deps.handlers, suppressions, sender, tenantOf, now, log },
    waiting: {
      ...{ sender, log },
      showTyping: createShowTyping(config, log, now),
      timing: { ...WAITING_TIMING, ...deps.timing },
    },
    repliesTo: (number) =>
      createReplies(
        {
          sender,
          renderChart: deps.renderChart,
          mediaLinks,
          tenantOf,
          log,
          pictureWithinMs: deps.pictureWithinMs,
        },
        number,
      ),
  };
  const inHand = new Set<Promise<void>>();
  let stopping = false;

  function take(what: string, job: Promise<void>): void {
    const done = job
      .catch((error: unknown) => {
        log.error({ err: error, errorId: newId().slice(0, 8), what }, 'work for WhatsApp failed');
      })
      .finally(() => inHand.delete(done));
    inHand.add(done);
  }

  const router = Router();
  const guarded: RequestHandler[] = [
    (_request, response, next) => {
      if (stopping) response.status(503).type('text/plain').send('Shutting down.');
      else next();
    },
    express.urlencoded({ extended: false, limit: BODY_LIMIT }),
    requireSignature(config.authToken, config.publicUrl, log),
  ];
  router.post(MESSAGES, ...guarded, (request, response) => {
    // The answer goes through the REST API: the webhook is answered at once, and empty.
    acknowledge(response);
    const inbound = readInbound(request.body);
    if (inbound) take('message', takeInbound(work, inbound));
    else log.info({}, 'a post to the WhatsApp webhook was no message from a person');
  });
  router.post(STATUS, ...guarded, (request, response) => {
    acknowledge(response);
    const report = readStatus(request.body);
    if (report) take('status', takeStatus(work, report));
  });
  router.use(mediaLinks.router);
  router.use(['/whatsapp', '/media'], answerFault(log, newId));

  const outbound = createOutbound({
    db,
    now,
    account: config.from.replace(/^whatsapp:/, ''),
    repliesTo: work.repliesTo,
    isSuppressed: (number) => suppressions.has('whatsapp', number),
    ...(deps.briefContentSid && {
      postTemplate: createPostTemplate(config, deps.briefContentSid, config.publicUrl + STATUS),
    }),
  });

  return {
    name: 'whatsapp',
    outbound,
    router,
    start: async () => undefined,
    stop: async () => {
      stopping = true;
      while (inHand.size > 0) await Promise.all(inHand);
    },
  };
}

/** Bodies that cannot be read, and faults of ours: a status and a sentence, never a stack trace. */
function answerFault(log: Log, newId: () => string): ErrorRequestHandler {
  return (error: unknown, _request, response, _next) => {
    const status = error instanceof Error && 'status' in error ? Number(error.status) : 500;
    if (status >= 400 && status < 500) {
      response.status(status).type('text/plain').send('This post cannot be read.');
      return;
    }
    const errorId = newId().slice(0, 8);
    log.error({ err: error, errorId }, 'a request to the WhatsApp surface failed');
    response.status(500).type('text/plain').send(`Something went wrong (${errorId}).`);
  };
}

function acknowledge(response: Response): void {
  response.status(200).type('text/xml').send('<Response/>');
}
