/** The frame of the pages behind links in mails: they load nothing, run nothing, and stand in nobody's frame. */
import type { RequestHandler } from 'express';
import { html, type Markup } from '../markup.ts';
import { style } from '../render/styles.ts';

const HEADERS = {
  'Content-Security-Policy':
    "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  // The address of the page is what allows the press.
  'Referrer-Policy': 'no-referrer',
  'X-Robots-Tag': 'noindex, nofollow',
  'Cache-Control': 'no-store',
};

export const pageHeaders: RequestHandler = (_request, response, next) => {
  response.set(HEADERS);
  next();
};

/** A whole page; `body` stands in the middle column. */
export function page(title: string, body: Markup | readonly Markup[]): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Audience Walker</title>
</head>
<body style="${style.page}">
<main style="max-width:600px;margin:0 auto;padding:32px 12px">
${body}
</main>
</body>
</html>
`.source;
}

/** A page that only says something. */
export function saying(title: string, sentences: readonly string[]): string {
  return page(
    title,
    html`<div style="${style.card('notice')}"><h1 style="${style.title}">${title}</h1>${sentences.map(
      (sentence) => html`<p style="${style.text}">${sentence}</p>`,
    )}</div>`,
  );
}
