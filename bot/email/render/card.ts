/** A card as HTML for mail clients: tables and style attributes, no picture, no script. Pure and total. */
import type { SendableCard, TokenButton } from '../../../cards/card.ts';
import { type CardView, viewCard } from '../../../cards/card-view.ts';
import { html, type Markup } from '../markup.ts';
import { style } from './styles.ts';

/** Rows of a table that a mail shows; the rest is said to be left out. */
const TABLE_ROWS = 12;
const ARROWS = { up: '▲ ', down: '▼ ', level: '' } as const;
const CLEAR = html`<div style="clear:both;line-height:0;font-size:0">&nbsp;</div>`;
const MARKS = { done: '✓', running: '…', failed: '✗', pending: '·' } as const;

/** Where a button leads; null where there is no public address, and so no links. */
export type LinkTo = ((token: string) => string) | null;

export function renderCard(card: SendableCard, linkTo: LinkTo): Markup {
  // Never shown as a picture: a chart without an id has no view of its own.
  const view = viewCard(card, card.chart ? 'text' : null);
  return html`<div style="${style.card(view.tone)}">
${view.title && html`<h2 style="${style.title}">${view.title}</h2>`}
${renderHeadlines(view.headlines)}
${view.text.map((paragraph) => html`<p style="${style.text}">${inLines(paragraph)}</p>`)}
${view.chart && html`<div style="${style.caption}">${view.chart.title}</div><pre style="${style.chart}">${view.chart.text}</pre>`}
${view.table && renderTable(view.table)}
${view.steps.map(
  (step) =>
    html`<p style="${style.text}">${MARKS[step.state]} ${step.title}${step.detail && `: ${step.detail}`}</p>`,
)}
${view.code && html`<pre style="${style.code}">${view.code.text}</pre>`}
${linkTo && renderButtons(view.buttons, linkTo)}
${view.footnotes.map(({ text }) => html`<p style="${style.note}">${text}</p>`)}
</div>`;
}

function inLines(paragraph: string): readonly (Markup | string)[] {
  return paragraph.split('\n').flatMap((line, index) => (index === 0 ? [line] : [html`<br>`, line]));
}

/** Side by side where there is room, under each other on a phone: tables that float wrap even in old clients. */
function renderHeadlines(headlines: CardView['headlines']): Markup | null {
  if (headlines.length === 0) return null;
  return html`${headlines.map(
    ({
      label,
      value,
      change,
    }) => html`<table role="presentation" align="left" cellpadding="0" cellspacing="0" border="0"><tr><td style="${style.headline}">
<div style="${style.label}">${label}</div><div style="${style.value}">${value}</div>
${change && html`<div style="${style.change(change.mood)}">${ARROWS[change.direction]}${change.text}</div>`}</td></tr></table>`,
  )}${CLEAR}`;
}

function renderTable(table: NonNullable<CardView['table']>): Markup {
  const rows = table.rows.slice(0, TABLE_ROWS);
  const omitted = table.rows.length - rows.length + table.omitted;
  return html`<table cellpadding="0" cellspacing="0" border="0" style="${style.table}">
${table.caption && html`<caption style="${style.caption}">${table.caption}</caption>`}
<thead><tr>${table.columns.map(({ label, numeric }) => html`<th scope="col" style="${style.head(numeric)}">${label}</th>`)}</tr></thead>
<tbody>${rows.map(
    (row) =>
      html`<tr>${row.map((cell, index) => html`<td style="${style.cell(table.columns[index]?.numeric ?? false)}">${cell}</td>`)}</tr>`,
  )}</tbody></table>
${omitted > 0 && html`<p style="${style.note}">… and ${omitted.toLocaleString('en-US')} more rows</p>`}`;
}

function renderButtons(buttons: readonly TokenButton[], linkTo: NonNullable<LinkTo>): Markup | null {
  if (buttons.length === 0) return null;
  return html`${buttons.map(({ label, token, style: kind = 'plain' as const }) => {
    const link = html`<a href="${linkTo(token)}" style="${style.button(kind)}">${label}</a>`;
    return html`<table role="presentation" align="left" cellpadding="0" cellspacing="0" border="0" style="margin:6px 8px 8px 0"><tr><td style="${style.buttonCell(kind)}">${link}</td></tr></table>`;
  })}${CLEAR}`;
}
