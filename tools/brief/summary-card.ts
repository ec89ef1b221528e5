/** The first message of a brief. Pure. */
import type { Card, Footnote, Headline } from '../../cards/card.ts';
import { formatValue } from '../../cards/format.ts';
import { dayLabel } from '../periods/period-label.ts';
import { VALUE_DAYS } from '../proposal.ts';
import type { Workspace } from '../workspace.ts';
import { type BriefItem, foundBy, missingFrom } from './brief.ts';
import type { Morning } from './morning.ts';
import { outreachSentences, segmentSentences, testSentences } from './sentences.ts';

/**
 * Yesterday's numbers, what has changed, what is missing. With no proposal and no change it says so plainly; what could
 * not be read is never taken for quiet.
 */
export function summaryCard(morning: Morning, items: readonly BriefItem[], workspace: Workspace): Card {
  const missing = missingFrom(morning);
  const news = [
    ...segmentSentences(foundBy(morning, 'segments')),
    ...testSentences(
      foundBy(morning, 'tests'),
      items.map(({ subject }) => subject),
    ),
    ...outreachSentences(foundBy(morning, 'outreach'), workspace.timezone),
  ];
  return {
    tone: 'answer',
    title: titleOf(items, workspace, missing.length > 0 ? 'unknown' : news.length > 0 ? 'news' : 'quiet'),
    headlines: headlinesOf(morning, workspace),
    text: [
      ...emptyWorkspace(workspace),
      ...(items.length === 0 && workspace.data ? [quietSentence(morning, news)] : []),
      ...news,
      ...missing,
    ],
    footnotes: footnotesOf(morning, workspace),
  };
}

const WITHOUT_PROPOSALS = {
  unknown: 'Your brief: it is not complete this morning',
  news: 'Your brief: nothing to decide today',
  quiet: 'Your brief: nothing needs you today',
} as const;

function titleOf(
  items: readonly BriefItem[],
  { currency, data }: Workspace,
  rest: keyof typeof WITHOUT_PROPOSALS,
): string {
  if (items.length === 0)
    return data || rest === 'unknown' ? WITHOUT_PROPOSALS[rest] : 'Your brief: there is no data yet';
  const worth = items.reduce((sum, item) => sum + item.worth, 0);
  const money = formatValue(worth, { kind: 'currency', currency, decimals: 0 });
  const told = items.filter((item) => item.told).length;
  const fresh = items.length - told;
  const many = (count: number, word: string) => `${count} ${word}${count === 1 ? '' : 's'}`;
  const count =
    told === 0
      ? many(fresh, 'proposal')
      : fresh === 0
        ? `nothing new today, ${many(told, 'proposal')} still open`
        : `${many(fresh, 'new proposal')}, ${told} still open`;
  return worth > 0
    ? `Your brief: ${count}, worth about ${money} in ${VALUE_DAYS} days`
    : `Your brief: ${count}`;
}

function headlinesOf(morning: Morning, { currency }: Workspace): readonly Headline[] {
  const found = foundBy(morning, 'numbers');
  if (!found?.day) return [];
  const day = found.day;
  return found.headlines.map(({ label, value, usual, weeks, money }) => {
    const format = money
      ? ({ kind: 'currency', currency, decimals: 0 } as const)
      : ({ kind: 'integer' } as const);
    const against = `${weekdayName(day)}s of the ${weeks === 1 ? 'week' : `${weeks} weeks`} before`;
    const change = usual === null ? undefined : roundedChange(value, usual, format, against);
    return { label: `${label}, ${dayLabel(day)}`, value, format, ...(change ? { change } : {}) };
  });
}

/** A mean of counts is no whole number; what is shown is. */
function roundedChange(value: number, usual: number, format: Headline['format'], against: string) {
  const difference = Math.round(value - usual);
  return {
    difference,
    ratio: usual > 0 ? (value - usual) / usual : null,
    format,
    against,
    good: 'up' as const,
  };
}

const emptyWorkspace = ({ data }: Workspace): readonly string[] =>
  data ? [] : ['There are no sales in this workspace yet. Import some with “walker import <file>”.'];

function quietSentence(morning: Morning, news: readonly string[]): string {
  const proposals = foundBy(morning, 'proposals');
  if (!proposals) return 'Whether anything needs you today is not known.';
  return news.length === 0
    ? 'Nothing is going on that needs you: no segment, test or campaign stands out beyond chance.'
    : 'There is nothing to decide today.';
}

function footnotesOf(
  morning: Morning,
  { timezone, isDemo, clockIsBehind, data }: Workspace,
): readonly Footnote[] {
  const at = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone: timezone })
    .format(morning.finishedAt)
    .replace('Sept', 'Sep');
  const notes: Footnote[] = [{ kind: 'freshness', text: `Analysed ${at}` }];
  if (clockIsBehind && data)
    notes.push({
      kind: 'freshness',
      text: `The newest data is of ${dayLabel(data.to)}: the day after it counts as today.`,
    });
  if (isDemo) notes.push({ kind: 'note', text: 'Demo data: import your own to replace it.' });
  return notes;
}

function weekdayName(day: string): string {
  return new Intl.DateTimeFormat('en-GB', { weekday: 'long', timeZone: 'UTC' }).format(
    new Date(`${day}T00:00:00Z`),
  );
}
