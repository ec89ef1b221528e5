/** A card as WhatsApp messages: one pure, total function. What does not fit is left out knowingly, and said. */
import type { Card, Change, Headline, SendableCard, Step, Table } from '../../../cards/card.ts';
import type { ChartSpec } from '../../../cards/chart.ts';
import { chartAsText } from '../../../cards/charts/fallback.ts';
import { formatChange, formatValue } from '../../../cards/format.ts';
import { oneLine } from '../../../cards/plain-text.ts';
import { CAPTION, CELL, CODE, HEADLINE_LABEL, HEADLINES, STEP, STEPS, TITLE } from '../limits.ts';
import { block, bold, cut, literal, literalLine } from './markup.ts';
import { splitIntoMessages } from './split.ts';
import { renderTable } from './table.ts';
import { renderTail } from './tail.ts';

export interface WhatsAppMessages {
  /** One or two texts of at most 1,600 characters. */
  readonly parts: readonly string[];
  /** A picture to send after them, if the card has a chart. */
  readonly media: WhatsAppPicture | null;
}

export interface WhatsAppPicture {
  readonly chart: ChartSpec;
  /** Under the picture. */
  readonly caption: string;
  /** Sent in the place of the picture where there can be none. */
  readonly fallback: string;
}

const MARKS: Readonly<Record<Step['state'], string>> = { done: '✓', running: '…', failed: '✗', pending: '·' };

/** Columns of a fenced block on a phone held upright. */
const PHONE_COLUMNS = 34;

export function renderWhatsApp(card: SendableCard): WhatsAppMessages {
  const steps = card.steps ?? [];
  const paragraphs = [
    renderHead(card),
    ...(card.text ?? []).map((text) => literal(text).trim()),
    card.table && !repeatsHeadlines(card.table, card)
      ? renderTable(card.table, captionOf(card.table, card), card.title)
      : '',
    steps
      .slice(0, STEPS)
      .map(renderStep)
      .concat(steps.length > STEPS ? [`… and ${steps.length - STEPS} more steps`] : [])
      .join('\n'),
    card.code ? renderCode(card.code.text) : '',
  ].filter((paragraph) => paragraph !== '');
  const buttons = card.buttons ?? [];
  const parts = splitIntoMessages(
    paragraphs,
    renderTail(card.footnotes ?? [], buttons, card.showSteps !== undefined),
    moreSentence(buttons),
  );
  // A card always says something: an empty message would be refused.
  return {
    parts: parts.length > 0 ? parts : ['–'],
    media: card.chart ? renderPicture(card.chart) : null,
  };
}

/** Title and headline numbers stand together: they are the answer, and what a notification shows. */
function renderHead(card: Card<unknown>): string {
  const headlines = card.headlines ?? [];
  const shown = headlines.slice(0, HEADLINES).map(renderHeadline);
  const more = headlines.length > HEADLINES ? [`… and ${headlines.length - HEADLINES} more numbers`] : [];
  return [bold(cut(literalLine(card.title), TITLE)), ...shown, ...more]
    .filter((line) => line !== '')
    .join('\n');
}

function renderHeadline({ label, value, format, change }: Headline): string {
  const name = cut(literalLine(label), HEADLINE_LABEL);
  const amount = bold(cut(literalLine(formatValue(value, format)), CELL));
  const head = name && amount ? `${name}: ${amount}` : name || amount;
  return change ? `${head}\n${renderChange(change)}` : head;
}

function renderChange(change: Change): string {
  const arrow = change.difference > 0 ? '▲ ' : change.difference < 0 ? '▼ ' : '';
  return cut(`${arrow}${literalLine(formatChange(change))}`, HEADLINE_LABEL + CELL);
}

/** A table of two rows under the same two numbers says nothing new; on a phone it is left out. */
function repeatsHeadlines(table: Table, card: SendableCard): boolean {
  const metrics = table.columns.filter((column) => column.role === 'metric');
  const [metric] = metrics;
  if (metrics.length !== 1 || !metric || table.omitted > 0 || table.rows.length === 0) return false;
  const said = new Set((card.headlines ?? []).slice(0, HEADLINES).map(({ value }) => value));
  return table.rows.every((row) => said.has(row[metric.key] as Headline['value']));
}

function captionOf(table: Table, card: SendableCard): string {
  return oneLine(table.caption) === oneLine(card.title) ? '' : table.caption;
}

function renderStep(step: Step): string {
  const detail = step.detail ? `: ${literalLine(step.detail)}` : '';
  return cut(`${MARKS[step.state]} ${literalLine(step.title)}${detail}`, STEP);
}

function renderCode(code: string): string {
  return block(code.length > CODE ? `${cut(code, CODE)}\n(cut here)` : code);
}

function renderPicture(chart: ChartSpec): WhatsAppPicture {
  const caption = cut(literalLine(chart.title), CAPTION);
  const drawn = chartAsText(chart, { width: PHONE_COLUMNS });
  return { chart, caption, fallback: block(cut(`${oneLine(chart.title)}\n${drawn}`, CODE)) };
}

/** Where the rest is to be had. */
function moreSentence(buttons: readonly { readonly label: string }[]): string {
  const csv = buttons.findIndex((button) => /\bcsv\b/i.test(button.label));
  return csv < 0
    ? '…more: this does not fit here. Ask for less, or ask me in Slack or the console.'
    : `…more: this does not fit here. Reply *${csv + 1}* for all of it as a file.`;
}
