/** A brief in one message, for where there is one: the proposals as a list, each behind a button. Pure. */
import type { Card } from '../../cards/card.ts';
import { formatValue } from '../../cards/format.ts';
import type { Workspace } from '../workspace.ts';
import type { BriefItem } from './brief.ts';

/** More messages than these are no morning’s. */
export const MOST_MESSAGES = 5;
/** More is no list for a morning. */
export const MOST_LISTED = 9;

export function digestCard(summary: Card, items: readonly BriefItem[], { currency }: Workspace): Card {
  const shown = items.slice(0, MOST_LISTED);
  const money = (amount: number) => formatValue(amount, { kind: 'currency', currency, decimals: 0 });
  const lines = shown.map(
    ({ title, expected }, at) =>
      `${at + 1}. ${title}${expected !== null && expected > 0 ? ` (expected ${money(expected)})` : ''}`,
  );
  return {
    ...summary,
    text: [
      ...(lines.length > 0 ? [lines.join('\n')] : []),
      ...moreLine(items.slice(MOST_LISTED)),
      ...(summary.text ?? []),
    ],
    buttons: shown.map(({ id, title }) => ({
      label: title,
      call: { tool: 'show_suggestion', args: { suggestion: id } },
    })),
  };
}

/** What has no message of its own, by title; nothing where there is none. */
export function moreLine(rest: readonly Pick<BriefItem, 'title'>[]): readonly string[] {
  if (rest.length === 0) return [];
  const titles = rest.slice(0, MOST_LISTED).map(({ title }) => `“${title}”`);
  return [`And ${rest.length} more: ${titles.join(', ')}. /walker proposals has them all.`];
}
