/** Messages of campaigns by e-mail: the text as it is, and the same as simple HTML. */
import type { Channel, OutgoingMessage, Piece } from '../../jobs/outreach/channel.ts';
import { html, type Markup } from './markup.ts';
import type { Mailer } from './send/mailer.ts';

/** What only an operator mends: e-mails wait, and none of them has failed. */
const NO_WAY_OUT_MS = 5 * 60_000;

export function createEmailChannel(mailer: Mailer): Channel {
  return {
    name: 'email',
    provider: mailer.provider,
    async send(message) {
      if (message.unsubscribeUrl === null)
        return {
          kind: 'later',
          reason: 'no link off the list: PUBLIC_URL is not set',
          afterMs: NO_WAY_OUT_MS,
        };
      return mailer.send({
        to: message.address,
        subject: message.subject ?? '',
        text: campaignText(message),
        html: campaignHtml(message),
        token: message.token,
        unsubscribeUrl: message.unsubscribeUrl,
        fromName: message.fromName,
      });
    },
    close: () => mailer.close(),
  };
}

const UNSUBSCRIBE = 'Unsubscribe';

function campaignText({ body, unsubscribeUrl }: OutgoingMessage): string {
  return `${body.trimEnd()}\n${unsubscribeUrl ? `\n-- \n${UNSUBSCRIBE}: ${unsubscribeUrl}\n` : ''}`;
}

const FONT = "font:16px/1.5 -apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;color:#1d1d1f";

function campaignHtml({ subject, pieces, unsubscribeUrl, openUrl }: OutgoingMessage): string {
  return html`<!doctype html>
<html>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${subject ?? ''}</title>
</head>
<body style="margin:0;padding:24px 16px;background:#ffffff;${FONT}">
<div style="max-width:600px;margin:0 auto">
${paragraphs(pieces).map((paragraph) => html`<p style="margin:0 0 16px">${paragraph}</p>`)}
${unsubscribeUrl && html`<p style="margin:32px 0 0;font-size:13px;color:#6b6b70"><a href="${unsubscribeUrl}" style="color:#6b6b70">${UNSUBSCRIBE}</a></p>`}
</div>
${openUrl && html`<img src="${openUrl}" width="1" height="1" alt="" style="display:block;border:0">`}
</body>
</html>
`.source;
}

/** An empty line begins a paragraph, a line break stays one. */
function paragraphs(pieces: readonly Piece[]): readonly (readonly Markup[])[] {
  const found: Markup[][] = [[]];
  for (const piece of pieces) {
    if (piece.kind === 'link') {
      found.at(-1)?.push(html`<a href="${piece.url}" style="color:#0b57d0">${piece.text}</a>`);
      continue;
    }
    for (const [at, stretch] of piece.text.split(/\n\s*\n/).entries()) {
      if (at > 0) found.push([]);
      for (const [nth, line] of stretch.split('\n').entries())
        found.at(-1)?.push(nth > 0 ? html`<br>${line}` : html`${line}`);
    }
  }
  return found.filter((paragraph) => paragraph.some(({ source }) => source.trim() !== ''));
}
