/**
 * The font that ships with the package (Inter, OFL): where its files are, how wide its text is, and which
 * characters it has. Widths come from the TrueType tables `cmap` and `hmtx`
 * (https://learn.microsoft.com/typography/opentype/spec/), kerning left out: it only ever narrows by a hair.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

export type Weight = 400 | 600;

const require = createRequire(import.meta.url);

export const FONT_FAMILY = 'Inter';
export const FONT_FILES: Readonly<Record<Weight, string>> = {
  400: require.resolve('@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf'),
  600: require.resolve('@expo-google-fonts/inter/600SemiBold/Inter_600SemiBold.ttf'),
};

/** What a character that the font lacks is drawn as. */
export const MISSING = '□';

interface Metrics {
  /** Glyph of a code point, 0 where the font has none. */
  glyph(codePoint: number): number;
  /** Advance of a glyph as a share of the font size. */
  advance(glyph: number): number;
}

const loaded = new Map<Weight, Metrics>();

/** Width of `text` at `size`. */
export function measure(text: string, size: number, weight: Weight = 400): number {
  const font = metrics(weight);
  let width = 0;
  for (const character of text) width += font.advance(font.glyph(character.codePointAt(0) ?? 0));
  return width * size;
}

/** `text` with every run of characters that the font lacks as one `MISSING`. */
export function drawable(text: string): string {
  const font = metrics(400);
  let out = '';
  for (const character of text) {
    if (font.glyph(character.codePointAt(0) ?? 0) !== 0) out += character;
    else if (!out.endsWith(MISSING) && !/^\p{Mark}$/u.test(character)) out += MISSING;
  }
  return out;
}

/** `text` cut with an ellipsis to be no wider than `width`. */
export function fitText(text: string, width: number, size: number, weight: Weight = 400): string {
  if (measure(text, size, weight) <= width) return text;
  const room = width - measure('…', size, weight);
  let cut = '';
  let used = 0;
  for (const character of text) {
    used += measure(character, size, weight);
    if (used > room) break;
    cut += character;
  }
  return `${cut.trimEnd()}…`;
}

/** `text` in lines no wider than `width`, at most `lines` of them, the last one cut where it must be. */
export function breakText(
  text: string,
  width: number,
  size: number,
  weight: Weight,
  lines: number,
): string[] {
  const words = text.split(' ');
  const out: string[] = [];
  let line = '';
  for (const [index, word] of words.entries()) {
    const joined = line === '' ? word : `${line} ${word}`;
    if (line === '' || measure(joined, size, weight) <= width) {
      line = joined;
      continue;
    }
    if (out.length === lines - 1) {
      line = `${line} ${words.slice(index).join(' ')}`;
      break;
    }
    out.push(line);
    line = word;
  }
  return [...out, line].map((one) => fitText(one, width, size, weight));
}

function metrics(weight: Weight): Metrics {
  const known = loaded.get(weight);
  if (known) return known;
  const read = readMetrics(readFileSync(FONT_FILES[weight]));
  loaded.set(weight, read);
  return read;
}

function readMetrics(font: Buffer): Metrics {
  const table = (tag: string): number => {
    for (let index = 0; index < font.readUInt16BE(4); index++) {
      const entry = 12 + index * 16;
      if (font.toString('latin1', entry, entry + 4) === tag) return font.readUInt32BE(entry + 8);
    }
    throw new Error(`the chart font has no table ${tag}`);
  };
  const unitsPerEm = font.readUInt16BE(table('head') + 18);
  const advances = font.readUInt16BE(table('hhea') + 34);
  const hmtx = table('hmtx');
  const glyphs = readGlyphs(font, table('cmap'));
  return {
    glyph: (codePoint) => glyphs.get(codePoint) ?? 0,
    // Glyphs past the last entry share its advance.
    advance: (glyph) => font.readUInt16BE(hmtx + Math.min(glyph, advances - 1) * 4) / unitsPerEm,
  };
}

/** Glyph by code point, from the format 12 subtable, which holds all of Unicode. */
function readGlyphs(font: Buffer, cmap: number): ReadonlyMap<number, number> {
  const glyphs = new Map<number, number>();
  for (let index = 0; index < font.readUInt16BE(cmap + 2); index++) {
    const subtable = cmap + font.readUInt32BE(cmap + 4 + index * 8 + 4);
    if (font.readUInt16BE(subtable) !== 12) continue;
    for (let group = 0; group < font.readUInt32BE(subtable + 12); group++) {
      const at = subtable + 16 + group * 12;
      const [from, to, first] = [font.readUInt32BE(at), font.readUInt32BE(at + 4), font.readUInt32BE(at + 8)];
      for (let codePoint = from; codePoint <= to; codePoint++)
        glyphs.set(codePoint, first + codePoint - from);
    }
    return glyphs;
  }
  throw new Error('the chart font has no Unicode character map');
}
