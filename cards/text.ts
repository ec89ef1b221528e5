/** A card as plain text: what the command line prints, and what any surface can fall back on. */
import type { Card, Change, Headline, Step } from './card.ts';
import { chartAsText } from './charts/fallback.ts';
import { displayWidth, pad, truncate, wrap } from './display-width.ts';
import { formatChange, formatValue } from './format.ts';
import { oneLine, plainText } from './plain-text.ts';
import { tableAsText } from './text-table.ts';

export interface TextOptions {
  /** Columns of the terminal. Default 80. */
  readonly width?: number;
  /** Table rows printed at most. Default: all that the card carries. */
  readonly maxRows?: number;
  /** Bold titles and coloured changes by ANSI escapes. Default false. */
  readonly colour?: boolean;
  /** Leave the chart out. */
  readonly withoutChart?: boolean;
}

const STEP_MARKS: Record<Step['state'], string> = { done: '✓', running: '…', failed: '✗', pending: '·' };
const INDENT = '  ';

/** Any card as aligned text without trailing spaces. Total and pure; data cannot smuggle in escape sequences. */
export function renderText(card: Card<{ readonly label: string }>, options: TextOptions = {}): string {
  const width = Math.max(40, options.width ?? 80);
  const paint = painter(options.colour ?? false);
  const title = truncate(oneLine(card.title), width);
  const sections = [
    title ? [paint.bold(title), '─'.repeat(Math.max(1, displayWidth(title)))] : [],
    headlineLines(card.headlines ?? [], width, paint),
    ...(card.text ?? []).map((paragraph) => wrap(plainText(paragraph).trim(), width)),
    card.chart && !options.withoutChart
      ? [
          ...wrap(oneLine(card.chart.title), width),
          ...chartAsText(card.chart, { width: width - INDENT.length }).split('\n'),
        ]
      : [],
    card.table ? tableAsText(card.table, { width, maxRows: options.maxRows }) : [],
    (card.steps ?? []).flatMap((step) => stepLines(step, width)),
    card.code
      ? plainText(card.code.text)
          .split('\n')
          .map((line) => INDENT + line)
      : [],
    buttonLines(card.buttons ?? [], width),
    (card.footnotes ?? []).flatMap((note) => wrap(oneLine(note.text), width).map(paint.dim)),
  ];
  return sections
    .map((section) => section.map((line) => line.trimEnd()))
    .filter((section) => section.some((line) => line !== ''))
    .map((section) => section.join('\n'))
    .join('\n\n');
}

function headlineLines(headlines: readonly Headline[], width: number, paint: Painter): string[] {
  const rows = headlines.map((one) => ({
    label: truncate(oneLine(one.label), Math.floor(width * 0.4)),
    value: truncate(oneLine(formatValue(one.value, one.format)), Math.floor(width * 0.5)),
    change: one.change,
  }));
  const labelWidth = Math.max(0, ...rows.map((row) => displayWidth(row.label)));
  const valueWidth = Math.max(0, ...rows.map((row) => displayWidth(row.value)));
  return rows.flatMap((row) => {
    const head = `${INDENT}${pad(row.label, labelWidth)}  ${paint.bold(pad(row.value, valueWidth, 'right'))}`;
    if (!row.change) return [head];
    const change = `${arrow(row.change)} ${oneLine(formatChange(row.change))}`.trim();
    const used = INDENT.length + labelWidth + 2 + valueWidth + 3;
    return used + displayWidth(change) <= width
      ? [`${head}   ${paint.change(row.change, change)}`]
      : [head, ...wrap(change, width - 4).map((line) => `    ${paint.change(row.change, line)}`)];
  });
}

/** Which way it went; nothing where it stayed. */
function arrow(change: Change): string {
  if (change.difference > 0) return '▲';
  return change.difference < 0 ? '▼' : '';
}

function stepLines(step: Step, width: number): string[] {
  const took = step.durationMs === undefined ? '' : ` (${(step.durationMs / 1000).toFixed(1)} s)`;
  const detail = step.detail ? `: ${oneLine(step.detail)}` : '';
  const lines = wrap(`${oneLine(step.title)}${detail}${took}`, width - 4);
  return lines.map((line, index) => `${index === 0 ? `${STEP_MARKS[step.state]} ` : INDENT}${line}`);
}

/** `[1] Show query   [2] As table`, as many to a line as fit; the numbers are the buttons' places. */
function buttonLines(buttons: readonly { readonly label: string }[], width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const [index, button] of buttons.entries()) {
    const item = `[${index + 1}] ${truncate(oneLine(button.label), 30)}`;
    const joined = line === '' ? item : `${line}   ${item}`;
    if (line !== '' && displayWidth(joined) > width) {
      lines.push(line);
      line = item;
    } else line = joined;
  }
  return line === '' ? lines : [...lines, line];
}

interface Painter {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly change: (change: Change | undefined, text: string) => string;
}

function painter(colour: boolean): Painter {
  const wrapWith = (open: number, close: number) => (text: string) =>
    colour ? `\u001b[${open}m${text}\u001b[${close}m` : text;
  const good = wrapWith(32, 39);
  const bad = wrapWith(31, 39);
  return {
    bold: wrapWith(1, 22),
    dim: wrapWith(2, 22),
    change: (change, text) => {
      if (!change || change.good === 'neutral' || change.difference === 0) return text;
      return change.difference > 0 === (change.good === 'up') ? good(text) : bad(text);
    },
  };
}
