/** The proposals of a brief as lines: all of them where there is one message, else those that were told before. Pure. */
import type { Card } from '../../cards/card.ts';
import { formatValue } from '../../cards/format.ts';
import { dayLabel } from '../periods/period-label.ts';
import type { Workspace } from '../workspace.ts';
import type { BriefItem } from './brief.ts';

/** More messages than these are no morning’s. */
export const MOST_MESSAGES = 5;
/** More is no list for a morning. */
export const MOST_LISTED = 9;

/** One message, for where there is one: the proposals as a list, what is new first, each behind a button. */
export function digestCard(summary: Card, items: readonly BriefItem[], workspace: Workspace): Card {
  const ordered = [...items.filter(({ told }) => !told), ...items.filter(({ told }) => told)];
  const shown = ordered.slice(0, MOST_LISTED);
  const lines = shown.map(
    (item, at) => `${at + 1}. ${item.told ? 'Still open: ' : ''}${listed(item, workspace)}`,
  );
  return {
    ...summary,
    text: [
      ...(lines.length > 0 ? [lines.join('\n')] : []),
      ...moreLine(ordered.slice(MOST_LISTED)),
      ...(summary.text ?? []),
    ],
    buttons: shown.map(buttonOf),
  };
}

/** A summary that is followed by a message for each new proposal; those told before are lines of it, each with a button. */
export function withStillOpen(summary: Card, items: readonly BriefItem[], workspace: Workspace): Card {
  const told = items.filter((item) => item.told);
  if (told.length === 0) return summary;
  const shown = told.slice(0, MOST_LISTED);
  const lines = shown.map((item) => `• ${listed(item, workspace)}`);
  return {
    ...summary,
    text: [
      ...(summary.text ?? []),
      ['Still open from earlier briefs:', ...lines].join('\n'),
      ...moreLine(told.slice(MOST_LISTED)),
    ],
    buttons: [...(summary.buttons ?? []), ...shown.map(buttonOf)],
  };
}

/** “Mend the checkout (expected $2,400 as of 17 Nov 2026)”. */
function listed({ title, expected, asOf }: BriefItem, { currency }: Workspace): string {
  const money = (amount: number) => formatValue(amount, { kind: 'currency', currency, decimals: 0 });
  const figures = [
    ...(expected !== null && expected > 0 ? [`expected ${money(expected)}`] : []),
    ...(asOf === null ? [] : [`as of ${dayLabel(asOf)}`]),
  ];
  return figures.length > 0 ? `${title} (${figures.join(' ')})` : title;
}

const buttonOf = ({ id, title }: BriefItem) => ({
  label: title,
  call: { tool: 'show_suggestion', args: { suggestion: id } },
});

/** What has no message of its own, by title; nothing where there is none. */
export function moreLine(rest: readonly Pick<BriefItem, 'title'>[]): readonly string[] {
  if (rest.length === 0) return [];
  const titles = rest.slice(0, MOST_LISTED).map(({ title }) => `“${title}”`);
  return [`And ${rest.length} more: ${titles.join(', ')}. /walker proposals has them all.`];
}
