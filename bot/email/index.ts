/** The e-mail surface: briefs go out as mails, and come back as presses on the pages behind their links. */
import type { Db } from '../../db/db.ts';
import { previewPress } from '../../handlers/press-preview.ts';
import type { Handlers } from '../../handlers/surface.ts';
import type { EmailConfig } from '../config-outreach.ts';
import { type Mailing, NotDelivered, type Surface } from '../surface.ts';
import { pagesRouter, pressUrl } from './pages/routes.ts';
import { renderMail } from './render/mail.ts';
import { createMailer } from './send/create-mailer.ts';
import type { Mailer } from './send/mailer.ts';

export interface EmailSurfaceDeps {
  readonly config: EmailConfig;
  /** Null: mails have no links, since nobody outside could open them. */
  readonly publicUrl: string | null;
  readonly handlers: Handlers;
  readonly db: Db;
  readonly now: () => Date;
}

export async function createEmailSurface(deps: EmailSurfaceDeps): Promise<Surface> {
  const { config, publicUrl, handlers, db, now } = deps;
  const mailer = await createMailer(config);
  return {
    name: 'email',
    mailing: createMailing(mailer, publicUrl),
    router: pagesRouter({ handlers, preview: (token) => previewPress(db, token, now()) }),
    start: async () => undefined,
    stop: () => mailer.close(),
  };
}

const WHY = 'You get this brief because you subscribed to it.';
const HOW_TO_STOP = 'In Slack, “/walker subscribe” changes when it comes and what it tells of.';

function createMailing(mailer: Mailer, publicUrl: string | null): Mailing {
  const linkTo = publicUrl === null ? null : (token: string) => pressUrl(publicUrl, token);
  return {
    async send(address, id, cards, endToken) {
      const unsubscribeUrl = linkTo?.(endToken) ?? null;
      const content = renderMail(cards, { linkTo, footer: [WHY, HOW_TO_STOP], unsubscribeUrl });
      const handover = await mailer.send({ to: address, ...content, token: id, unsubscribeUrl });
      if (handover.kind === 'accepted') return { id: handover.providerId };
      if (handover.kind === 'unknown') throw new Error(`a mail may have been sent: ${handover.reason}`);
      throw new NotDelivered(handover.reason);
    },
  };
}
