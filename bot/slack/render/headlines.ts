/** The numbers at the top of a card: label, bold value, change in words. */
import type { Headline } from '../../../cards/card.ts';
import { formatValue } from '../../../cards/format.ts';
import { oneLine } from '../../../cards/plain-text.ts';
import { cut, mrkdwn } from '../escape.ts';
import { FIELD_TEXT, SECTION_FIELDS } from '../limits.ts';
import { type Block, leadingThatFit } from './budget.ts';
import { changeInWords } from './change.ts';
import { NOTHING, type Part } from './rendered.ts';

const LABEL = 80;
const VALUE = 120;
const CHANGE = 200;

/** One number stands alone, unnamed where the card's title names it; several stand side by side in two columns. */
export function renderHeadlines(given: readonly Headline[], title: string, budget: number): Part {
  const [only] = given;
  if (!only) return NOTHING;
  const repeated = given.length === 1 && oneLine(only.label) === oneLine(title);
  const headlines = repeated ? [{ ...only, label: '' }] : given;
  const shown = leadingThatFit(headlines.slice(0, SECTION_FIELDS), budget, build);
  const missing = headlines.length - shown.length;
  return {
    blocks: build(shown),
    dropped: missing > 0 ? [`+${missing} more ${missing === 1 ? 'number' : 'numbers'}`] : [],
  };
}

function build(headlines: readonly Headline[]): Block[] {
  const [only, ...rest] = headlines.map((headline) => ({
    type: 'mrkdwn' as const,
    text: headlineText(headline),
    verbatim: true,
  }));
  if (!only) return [];
  return rest.length === 0
    ? [{ type: 'section', text: only }]
    : [{ type: 'section', fields: [only, ...rest] }];
}

function headlineText({ label, value, format, change }: Headline): string {
  const say = (text: string, max: number) => mrkdwn(cut(oneLine(text), max));
  const lines = [
    say(label, LABEL),
    `*${say(formatValue(value, format), VALUE) || '–'}*`,
    change ? say(changeInWords(change), CHANGE) : '',
  ].filter((line) => line !== '');
  // Every piece was cut before it was escaped, so the whole stays far below the limit.
  return lines.join('\n').slice(0, FIELD_TEXT);
}
