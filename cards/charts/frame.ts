/** What every chart has around its plot: title, subtitle, key of colours, notes. */
import { breakText, measure } from './font.ts';
import { element, label } from './svg.ts';
import { type Ink, MEASURES, TYPE } from './theme.ts';

/** Something drawn across the whole width, and the height it takes. */
export interface Drawing {
  readonly svg: string;
  readonly height: number;
}

export interface KeyEntry {
  readonly name: string;
  readonly colour: string;
  readonly dashed?: boolean;
}

const SWATCH = 14;
const KEY_ROW = 28;
const INNER = MEASURES.width - 2 * MEASURES.margin;

/** Title, subtitle and the key of colours, from the top of the picture. */
export function header(
  title: string,
  subtitle: string | undefined,
  key: readonly KeyEntry[],
  ink: Ink,
): Drawing {
  const parts: string[] = [];
  let y: number = MEASURES.margin;
  for (const line of title ? breakText(title, INNER, TYPE.title, 600, 2) : []) {
    y += TYPE.title;
    parts.push(label(line, { x: MEASURES.margin, y, size: TYPE.title, fill: ink.strong, weight: 600 }));
    y += 7;
  }
  for (const line of subtitle ? breakText(subtitle, INNER, TYPE.subtitle, 400, 2) : []) {
    y += TYPE.subtitle;
    parts.push(label(line, { x: MEASURES.margin, y, size: TYPE.subtitle, fill: ink.quiet }));
    y += 6;
  }
  if (key.length > 0) {
    y += 10;
    const drawn = keyRows(key, y, ink);
    parts.push(drawn.svg);
    y += drawn.height;
  }
  return { svg: parts.join(''), height: y + 14 };
}

function keyRows(key: readonly KeyEntry[], top: number, ink: Ink): Drawing {
  const parts: string[] = [];
  let x: number = MEASURES.margin;
  let row = 0;
  for (const entry of key) {
    const width = SWATCH + 8 + Math.min(INNER / 2, measure(entry.name, TYPE.label)) + 24;
    if (x > MEASURES.margin && x + width - 24 > MEASURES.width - MEASURES.margin) {
      x = MEASURES.margin;
      row++;
    }
    const y = top + row * KEY_ROW;
    parts.push(
      entry.dashed
        ? dash(x, y + KEY_ROW / 2, entry.colour)
        : element('rect', {
            x,
            y: y + (KEY_ROW - SWATCH) / 2,
            width: SWATCH,
            height: SWATCH,
            rx: 3,
            fill: entry.colour,
          }),
      label(entry.name, {
        x: x + SWATCH + 8,
        y: y + KEY_ROW / 2 + TYPE.label * 0.36,
        size: TYPE.label,
        fill: ink.body,
        maxWidth: INNER / 2,
      }),
    );
    x += width;
  }
  return { svg: parts.join(''), height: (row + 1) * KEY_ROW };
}

function dash(x: number, y: number, colour: string): string {
  return element('path', {
    d: `M${x - 2} ${y}h18`,
    stroke: colour,
    'stroke-width': 3,
    'stroke-dasharray': '5 4',
  });
}

/** Notes under the plot: what is left out, what is not complete. */
export function footer(notes: readonly string[], top: number, ink: Ink): Drawing {
  if (notes.length === 0) return { svg: '', height: MEASURES.margin };
  const sentence = notes.map((note) => note.charAt(0).toUpperCase() + note.slice(1)).join(' · ');
  const lines = breakText(sentence, INNER, TYPE.note, 400, 3);
  const svg = lines
    .map((line, index) =>
      label(line, {
        x: MEASURES.margin,
        y: top + 20 + index * (TYPE.note + 6),
        size: TYPE.note,
        fill: ink.quiet,
      }),
    )
    .join('');
  return { svg, height: 20 + lines.length * (TYPE.note + 6) + MEASURES.margin * 0.6 };
}
