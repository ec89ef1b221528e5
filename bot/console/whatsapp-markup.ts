/** WhatsApp's marks (*bold*, _italic_, ~struck~, `code`, ```block```) as spans, to draw what a phone would. */

export interface Span {
  readonly text: string;
  readonly style: 'plain' | 'bold' | 'italic' | 'struck' | 'code' | 'block';
}

const BLOCK = /```([\s\S]+?)```/;
/** A mark counts where a word begins, and only around text that neither begins nor ends with a space. */
const INLINE = /(?<![\p{L}\p{N}*_~`])([*_~`])(?=\S)([^\n]*?\S)\1(?![\p{L}\p{N}*_~`])/u;
const STYLES = { '*': 'bold', _: 'italic', '~': 'struck', '`': 'code' } as const;

/** The spans of `text`, in order; joined they are the text without its marks. Marks do not nest here. */
export function readMarkup(text: string): readonly Span[] {
  return split(
    text,
    BLOCK,
    ([, inside = '']) => ({ text: inside, style: 'block' }),
    (rest) =>
      split(
        rest,
        INLINE,
        ([, mark = '*', inside = '']) => ({ text: inside, style: STYLES[mark as keyof typeof STYLES] }),
        (plain) => [{ text: plain, style: 'plain' }],
      ),
  );
}

function split(
  text: string,
  pattern: RegExp,
  marked: (match: RegExpExecArray) => Span,
  unmarked: (rest: string) => readonly Span[],
): readonly Span[] {
  const spans: Span[] = [];
  let rest = text;
  for (let match = pattern.exec(rest); match; match = pattern.exec(rest)) {
    if (match.index > 0) spans.push(...unmarked(rest.slice(0, match.index)));
    spans.push(marked(match));
    rest = rest.slice(match.index + match[0].length);
  }
  if (rest !== '') spans.push(...unmarked(rest));
  return spans;
}
