/** The small print: who acted, the period read, filters, definition, freshness, and what did not fit. */
import type { Footnote } from '../../../cards/card.ts';
import { cut, literalLine, longestFitting } from '../escape.ts';
import { CONTEXT_TEXT } from '../limits.ts';
import { type Block, sizeOf } from './budget.ts';
import { NOTHING, type Part } from './rendered.ts';

const NOTE = 600;

/** `dropped` comes first: it tells the reader that the card is not the whole. */
export function renderFootnotes(
  footnotes: readonly Footnote[],
  dropped: readonly string[],
  budget: number,
): Part {
  const missing = dropped.length > 0 ? [`Not shown here: ${dropped.join(', ')}.`] : [];
  const order = [...footnotes].sort((a, b) => rank(a) - rank(b));
  const lines = [...missing, ...order.map((note) => note.text)]
    .filter((line) => line.trim() !== '')
    .map((line) => cut(literalLine(line), NOTE));
  if (lines.length === 0) return NOTHING;
  const text = cut(lines.join('\n'), CONTEXT_TEXT);
  const shown = longestFitting(text, (part) => sizeOf([context(part)]) <= budget);
  return { blocks: shown === '' ? [] : [context(shown)], dropped: [] };
}

/** What somebody did stands above what was read. */
function rank(note: Footnote): number {
  return note.kind === 'action' ? 0 : 1;
}

function context(text: string): Block {
  return { type: 'context', elements: [{ type: 'plain_text', text, emoji: false }] };
}
