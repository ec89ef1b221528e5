/** Cards as one mail: a subject, HTML, and the same as plain text. */
import type { SendableCard } from '../../../cards/card.ts';
import { oneLine } from '../../../cards/plain-text.ts';
import { renderText } from '../../../cards/text.ts';
import { html } from '../markup.ts';
import { type LinkTo, renderCard } from './card.ts';
import { style } from './styles.ts';

export interface MailContent {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

export interface MailFrame {
  /** Links of the buttons. */
  readonly linkTo: LinkTo;
  /** Said at the end: why this mail came, and how it stops. */
  readonly footer: readonly string[];
  /** Where one click stops it; null where there is no public address. */
  readonly unsubscribeUrl: string | null;
}

const SUBJECT_CHARACTERS = 150;
const TEXT_WIDTH = 72;

export function renderMail(cards: readonly SendableCard[], frame: MailFrame): MailContent {
  const [first] = cards;
  const subject = oneLine(first?.title ?? 'Audience Walker').slice(0, SUBJECT_CHARACTERS);
  const preview = oneLine(first?.text?.[0] ?? '').slice(0, SUBJECT_CHARACTERS);
  const { footer, unsubscribeUrl } = frame;
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light">
<title>${subject}</title>
</head>
<body style="${style.page}">
<div style="${style.preview}">${preview}</div>
<table role="presentation" cellpadding="0" cellspacing="0" border="0" width="100%"><tr><td align="center" style="padding:20px 12px 0">
<table role="presentation" cellpadding="0" cellspacing="0" border="0" style="${style.frame}">
${cards.map((card) => html`<tr><td align="left" style="padding:0 0 16px">${renderCard(card, frame.linkTo)}</td></tr>`)}
<tr><td align="left" style="${style.footer}">
${footer.map((line) => html`<p style="${style.note}">${line}</p>`)}
${unsubscribeUrl && html`<p style="${style.note}"><a href="${unsubscribeUrl}" style="${style.link}">Stop these mails</a></p>`}
</td></tr>
</table></td></tr></table>
</body>
</html>
`;
  return { subject, html: page.source, text: renderPlain(cards, frame) };
}

/** The cards as text, each followed by where its buttons lead. */
function renderPlain(cards: readonly SendableCard[], { linkTo, footer, unsubscribeUrl }: MailFrame): string {
  const sections = cards.map((card) => {
    const { buttons = [], ...rest } = card;
    const links = linkTo ? buttons.map(({ label, token }) => `${oneLine(label)}: ${linkTo(token)}`) : [];
    return [renderText(rest, { width: TEXT_WIDTH }), ...(links.length > 0 ? [links.join('\n')] : [])].join(
      '\n\n',
    );
  });
  const end = [...footer, ...(unsubscribeUrl ? [`Stop these mails: ${unsubscribeUrl}`] : [])].join('\n');
  return `${[...sections, `-- \n${end}`].join('\n\n\n')}\n`;
}
