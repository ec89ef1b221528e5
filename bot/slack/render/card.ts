/** A card as Slack blocks: one pure, total function. What does not fit is left out knowingly, and the card says so. */
import type { SendableCard, Table } from '../../../cards/card.ts';
import type { ChartSpec } from '../../../cards/chart.ts';
import { chartAsText } from '../../../cards/charts/fallback.ts';
import { formatValue } from '../../../cards/format.ts';
import { oneLine } from '../../../cards/plain-text.ts';
import { cut, literal, literalLine, mrkdwn } from '../escape.ts';
import { FALLBACK_TEXT, HEADER_TEXT, MESSAGE_BLOCKS, MESSAGE_CHARACTERS } from '../limits.ts';
import { type Block, sizeOf } from './budget.ts';
import { renderButtons, renderFeedback } from './buttons.ts';
import { changeInWords } from './change.ts';
import { renderFootnotes } from './footnotes.ts';
import { renderHeadlines } from './headlines.ts';
import { preformatted, renderCode, renderParagraphs, renderSteps } from './prose.ts';
import { type Look, NOTHING, type Part } from './rendered.ts';
import { renderTable } from './table.ts';

export interface RenderedCard {
  readonly blocks: Block[];
  /** For notifications and screen readers; escaped. */
  readonly text: string;
  /** A picture to send with the card, if it has one. */
  readonly chart: ChartSpec | null;
  /** What did not fit, in words. */
  readonly dropped: readonly string[];
}

export interface RenderOptions {
  /** Default `message`. */
  readonly look?: Look;
  /** `text` where no picture can be sent: the chart is drawn with characters. Default `picture`. */
  readonly chart?: 'picture' | 'text';
  /** Characters the blocks may take. Default: a whole message. */
  readonly budget?: number;
  /** Told apart from other cards in one view. Default ''. */
  readonly idPrefix?: string;
}

// What each part may take at most, in the order in which they are served; the table takes what is left.
const SHARES = {
  headlines: 2_400,
  buttons: 4_000,
  text: 3_600,
  footnotes: 1_600,
  chart: 2_400,
  steps: 2_400,
};

export function renderCard(card: SendableCard, options: RenderOptions = {}): RenderedCard {
  const { look = 'message', budget = MESSAGE_CHARACTERS, idPrefix = '' } = options;
  const choices = [...(card.buttons ?? []), ...(card.showSteps ? [card.showSteps] : [])];
  const purse = createPurse(budget - SHARES.footnotes);
  const title = purse.take(HEADER_TEXT * 4, () => renderTitle(card.title));
  const headlines = purse.take(SHARES.headlines, (left) =>
    renderHeadlines(card.headlines ?? [], card.title, left),
  );
  const buttons = purse.take(SHARES.buttons, (left) => renderButtons(choices, left, idPrefix));
  const feedback = purse.take(1_500, () =>
    card.feedback ? renderFeedback(card.feedback, look, idPrefix) : NOTHING,
  );
  const text = purse.take(SHARES.text, (left) => renderParagraphs(card.text ?? [], left));
  const steps = purse.take(SHARES.steps, (left) => renderSteps(card.steps ?? [], left));
  const { chart: spec } = card;
  const chart = purse.take(SHARES.chart, (left) =>
    spec && options.chart === 'text' ? renderChartText(spec, left) : NOTHING,
  );
  const code = purse.take(budget, (left) => (card.code ? renderCode(card.code, left) : NOTHING));
  const csv = (card.buttons ?? []).some((button) => /csv/i.test(button.label));
  const table = purse.take(budget, (left) =>
    card.table
      ? renderTable(untitled(card.table, card), { look, budget: left, csv, title: card.title })
      : NOTHING,
  );
  const dropped = [title, headlines, text, chart, table, steps, code, buttons].flatMap(
    (part) => part.dropped,
  );
  const footnotes = renderFootnotes(card.footnotes ?? [], dropped, SHARES.footnotes);
  const parts = [title, headlines, text, chart, table, steps, code, footnotes, buttons, feedback];
  return {
    // A card makes a dozen; the limit is kept by right, not by luck.
    blocks: parts.flatMap((part) => part.blocks).slice(0, MESSAGE_BLOCKS),
    text: fallbackText(card),
    chart: spec && options.chart !== 'text' ? spec : null,
    dropped,
  };
}

/** A caption that only repeats what stands above it is left out. */
function untitled(table: Table, card: SendableCard): Table {
  const said = [card.title, card.chart?.title ?? ''].map((title) => oneLine(title).toLowerCase());
  return said.includes(oneLine(table.caption).toLowerCase()) ? { ...table, caption: '' } : table;
}

function createPurse(budget: number) {
  let left = budget;
  return {
    /** Lets `make` spend up to `share`; a part that overspends is left out whole. */
    take(share: number, make: (left: number) => Part): Part {
      const allowed = Math.min(share, left);
      const part = make(allowed);
      const size = sizeOf(part.blocks);
      if (size > allowed) return { blocks: [], dropped: part.dropped };
      left -= size;
      return part;
    },
  };
}

function renderTitle(title: string): Part {
  const text = oneLine(title);
  if (text === '') return NOTHING;
  return {
    blocks: [
      {
        type: 'header',
        text: { type: 'plain_text', text: cut(literalLine(text), HEADER_TEXT), emoji: false },
      },
    ],
    dropped: text.length > HEADER_TEXT ? ['the rest of the title'] : [],
  };
}

function renderChartText(spec: ChartSpec, budget: number): Part {
  const block = preformatted(literal(chartAsText(spec, { width: 60, maxBars: 12 })));
  return sizeOf([block]) <= budget
    ? { blocks: [block], dropped: [] }
    : { blocks: [], dropped: ['the chart'] };
}

/** The card in a few lines: what a notification shows and a screen reader says. */
function fallbackText(card: SendableCard): string {
  const headlines = (card.headlines ?? []).map((one) => {
    const change = one.change ? `, ${changeInWords(one.change)}` : '';
    return `${one.label}: ${formatValue(one.value, one.format)}${change}`;
  });
  const lines = [card.title, ...headlines, ...(card.text ?? [])].map(oneLine).filter((line) => line !== '');
  // Escaping can make one character five long; cutting first keeps entities whole.
  const text = mrkdwn(cut(lines.join('\n'), Math.floor(FALLBACK_TEXT / 5)));
  return text || 'A card from Audience Walker';
}
