/** A brief in one message, for where there is one: the proposals as a list, each behind a button. Pure. */
import type { Card } from '../../cards/card.ts';
import { formatValue } from '../../cards/format.ts';
import type { Workspace } from '../workspace.ts';
import type { BriefItem } from './brief.ts';

/** More is no list for a morning. */
export const MOST_PROPOSALS = 5;

export function digestCard(summary: Card, items: readonly BriefItem[], { currency }: Workspace): Card {
  const shown = items.slice(0, MOST_PROPOSALS);
  const money = (amount: number) => formatValue(amount, { kind: 'currency', currency, decimals: 0 });
  const lines = shown.map(
    ({ title, expected }, at) =>
      `${at + 1}. ${title}${expected !== null && expected > 0 ? ` (expected ${money(expected)})` : ''}`,
  );
  return {
    ...summary,
    text: [
      ...(lines.length > 0 ? [lines.join('\n')] : []),
      ...moreLine(items.length),
      ...(summary.text ?? []),
    ],
    buttons: shown.map(({ id, title }) => ({
      label: title,
      call: { tool: 'show_suggestion', args: { suggestion: id } },
    })),
  };
}

/** Where the rest is; nothing where there is none. */
export function moreLine(all: number): readonly string[] {
  const more = all - MOST_PROPOSALS;
  return more > 0 ? [`And ${more} more: /walker proposals.`] : [];
}
