/** Links in mails. Opening one changes nothing: scanners and previews open them all. */
import express, { Router } from 'express';
import type { PressPreview } from '../../../handlers/press-preview.ts';
import type { Handlers } from '../../../handlers/surface.ts';
import { html } from '../markup.ts';
import { renderCard } from '../render/card.ts';
import { style } from '../render/styles.ts';
import { page, pageHeaders, saying } from './page.ts';
import { pressPage } from './press-page.ts';
import { createPageReplies, type PageReplies } from './replies.ts';

export interface PagesDeps {
  readonly handlers: Pick<Handlers, 'press'>;
  readonly preview: (token: string) => Promise<PressPreview | null>;
}

const PRESS = '/press/:token';
const BODY_LIMIT = '32kb';

/** Where the button of `token` leads, under `publicUrl`. */
export const pressUrl = (publicUrl: string, token: string): string =>
  `${publicUrl}/press/${encodeURIComponent(token)}`;

export function pagesRouter({ handlers, preview }: PagesDeps): Router {
  const router = Router();
  router.use('/press', pageHeaders);
  router.get(PRESS, async (request, response) => {
    const found = await preview(request.params.token);
    response
      .status(found ? 200 : 404)
      .type('html')
      .send(pressPage(found));
  });
  router.post(
    PRESS,
    express.urlencoded({ extended: false, limit: BODY_LIMIT }),
    async (request, response) => {
      const { token } = request.params;
      const found = await preview(token);
      if (!found) {
        response.status(404).type('html').send(pressPage(null));
        return;
      }
      const replies = createPageReplies();
      await handlers.press(
        {
          sender: { surface: 'email', account: '', externalId: found.address },
          thread: found.address,
          token,
          values: valuesOf(request.body),
          eventId: null,
        },
        replies,
      );
      response.type('html').send(resultPage(found.label, replies));
    },
  );
  return router;
}

function valuesOf(body: unknown): Record<string, string> {
  const fields = Object.entries(typeof body === 'object' && body !== null ? body : {});
  return Object.fromEntries(
    fields.filter((field): field is [string, string] => typeof field[1] === 'string'),
  );
}

function resultPage(title: string, { cards, files }: PageReplies): string {
  if (cards.length === 0) return saying(title, ['This was done a moment ago. Nothing was done twice.']);
  const linkTo = (token: string) => `/press/${encodeURIComponent(token)}`;
  return page(title, [
    ...cards.map((card) => html`<div style="margin:0 0 16px">${renderCard(card, linkTo)}</div>`),
    ...files.map(
      ({ name, mime, bytes }) =>
        html`<p><a style="${style.link}" download="${name}" href="data:${mime};base64,${bytes.toString('base64')}">Save ${name}</a></p>`,
    ),
  ]);
}
