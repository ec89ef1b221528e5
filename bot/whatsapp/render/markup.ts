/**
 * WhatsApp's marks: `*bold*`, `_italic_`, `~struck~`, `` `code` ``, and three backticks for a block. There is no escape
 * character, so marks that data brings are replaced by characters that look like them and mark nothing.
 */
import { oneLine, plainText } from '../../../cards/plain-text.ts';

/** A mark counts only at the edge of a word: `fct_sales` and `2*3` stay as they are. */
const AT_WORD_EDGE = /(?<![\p{L}\p{N}])[*_~]|[*_~](?![\p{L}\p{N}])/gu;
const LOOKALIKES: Readonly<Record<string, string>> = { '*': '∗', _: 'ˍ', '~': '∼' };

/** One line of data as it is, none of it taken for a mark. */
export function literalLine(text: string): string {
  return defuse(oneLine(text));
}

/** Text of several lines as it is. */
export function literal(text: string): string {
  return defuse(plainText(text));
}

function defuse(text: string): string {
  return (
    text
      .replace(/`/g, 'ˋ')
      .replace(AT_WORD_EDGE, (mark) => LOOKALIKES[mark] ?? mark)
      // A line that begins with > is drawn as a quotation.
      .replace(/^(\s*)>/gm, '$1›')
  );
}

/** `text`, literal already, in bold; nothing for nothing. */
export function bold(text: string): string {
  return marked(text, '*');
}

/** `text`, literal already, in italics. */
export function italic(text: string): string {
  return marked(text, '_');
}

/** Marks hold only around text that neither begins nor ends with a space, on one line. */
function marked(text: string, mark: string): string {
  const trimmed = text.replace(/\s+/g, ' ').trim();
  return trimmed === '' ? '' : `${mark}${trimmed}${mark}`;
}

/** Preformatted text between fences. */
export function block(text: string): string {
  const inside = plainText(text).replace(/`/g, 'ˋ').trimEnd();
  return inside.trim() === '' ? '' : `\`\`\`\n${inside}\n\`\`\``;
}

/** At most `max` long, the cut marked; never splits a character made of two code units. */
export function cut(text: string, max: number): string {
  if (text.length <= max) return text;
  return `${wholeCharacters(text, Math.max(0, max - 1)).trimEnd()}…`;
}

/** The first `length` code units, one fewer where that would halve a character. */
export function wholeCharacters(text: string, length: number): string {
  const last = text.charCodeAt(length - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? length - 1 : length);
}
