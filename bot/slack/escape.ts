/** Data made safe for Slack: it can neither format, nor mention, nor link. */
import { oneLine, plainText } from '../../cards/plain-text.ts';

// Invisible, and neither a space nor a word character to Slack's parser.
const WORD_JOINER = '\u2060';

/** For `rich_text`, `plain_text` and table cells, which Slack shows as they are; control sequences are broken all the same. */
export function literal(text: string): string {
  return plainText(text).replace(/<(?=[!@#])/g, `<${WORD_JOINER}`);
}

/** The same on one line, never empty (Slack refuses empty text objects). */
export function literalLine(text: string): string {
  return oneLine(text).replace(/<(?=[!@#])/g, `<${WORD_JOINER}`) || '–';
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** For `mrkdwn` and message text: `&<>` as entities, formatting marks and emoji codes taken apart. */
export function mrkdwn(text: string): string {
  return plainText(text)
    .replace(/[&<>]/g, (mark) => ENTITIES[mark] ?? mark)
    .replace(/[*_~`]/g, (mark) => `${WORD_JOINER}${mark}${WORD_JOINER}`)
    .replace(/:(?=[\w+-]+:)/g, `:${WORD_JOINER}`)
    .replace(/@(?=channel|here|everyone)/gi, `@${WORD_JOINER}`);
}

/** For `markdown_text`, which knows links and headings besides. */
export function markdown(text: string): string {
  return mrkdwn(text)
    .replace(/\](?=\()/g, `]${WORD_JOINER}`)
    .replace(/^#/gm, `${WORD_JOINER}#`);
}

/** At most `max` code units, the cut marked with an ellipsis, no character split. */
export function cut(text: string, max: number): string {
  if (text.length <= max) return text;
  if (max <= 0) return '';
  let end = max - 1;
  if (/[\ud800-\udbff]/.test(text.charAt(end - 1))) end -= 1;
  return `${text.slice(0, end).trimEnd()}…`;
}

/** The longest cut of `text` for which `fits` holds; '' where not even one character does. `fits` is monotonous. */
export function longestFitting(text: string, fits: (part: string) => boolean): string {
  if (fits(text)) return text;
  let low = 0;
  let high = text.length;
  while (low < high - 1) {
    const middle = Math.floor((low + high) / 2);
    if (fits(cut(text, middle))) low = middle;
    else high = middle;
  }
  return low === 0 ? '' : cut(text, low);
}
