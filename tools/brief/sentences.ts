/** What changed, in sentences. Pure. */
import { formatValue } from '../../cards/format.ts';
import { dayLabel } from '../periods/period-label.ts';
import type { OutreachFound, SegmentsFound, TestsFound } from './morning.ts';

const whole = (value: number) => formatValue(value, { kind: 'integer' });
/** Tests that can say something are told one by one, up to so many. */
const TESTS_TOLD = 3;

export function segmentSentences(found: SegmentsFound | null): readonly string[] {
  return (found?.changes ?? []).map(({ name, members, before, since }) => {
    const word = members > before ? 'grew' : 'shrank';
    const share = before > 0 ? ` (${formatShare((members - before) / before)})` : '';
    return `The segment “${name}” ${word} from ${whole(before)} to ${whole(members)} people${share} since ${dayLabel(since)}.`;
  });
}

const formatShare = (ratio: number) =>
  `${ratio > 0 ? '+' : '−'}${formatValue(Math.abs(ratio), { kind: 'percent', decimals: 0 })}`;

const TOLD: ReadonlySet<string> = new Set(['broken', 'winner', 'no_difference']);

/** Verdicts on the morning they are new; what a proposal speaks of (`subjects`) is left to it. */
export function testSentences(found: TestsFound | null, subjects: readonly string[]): readonly string[] {
  const tests = found?.tests ?? [];
  const told = tests
    .filter(({ id, verdict, changed }) => TOLD.has(verdict) && changed && !subjects.includes(`test:${id}`))
    .slice(0, TESTS_TOLD);
  const running = tests.filter(({ verdict }) => !TOLD.has(verdict)).length;
  return [
    ...told.map(({ name, sentence }) => `Test “${name}”: ${sentence}`),
    ...(running > 0
      ? [`${running === 1 ? '1 test is' : `${whole(running)} tests are`} running and cannot tell yet.`]
      : []),
  ];
}

export function outreachSentences(found: OutreachFound | null, timezone: string): readonly string[] {
  if (!found) return [];
  const time = new Intl.DateTimeFormat('en-GB', { timeStyle: 'short', timeZone: timezone });
  return [
    ...found.sent.map(({ name, status, sent, delivered, opened, clicked, converted, unknown, kept }) => {
      const counts = [
        kept === 0
          ? `${whole(sent)} sent`
          : `${whole(sent - kept)} sent, ${whole(kept)} kept in the house (no provider is set up, or it is a demo)`,
        ...(delivered > 0 ? [`${whole(delivered)} delivered`] : []),
        ...(opened > 0 ? [`${whole(opened)} opened`] : []),
        ...(clicked > 0 ? [`${whole(clicked)} clicked`] : []),
        ...(converted > 0 ? [`${whole(converted)} bought`] : []),
        ...(unknown > 0 ? [`of ${whole(unknown)} it is not known whether they arrived`] : []),
      ];
      const state = status === 'sending' ? ' (being sent)' : status === 'paused' ? ' (paused)' : '';
      return `Campaign “${name}”${state}: ${counts.join(', ')}.`;
    }),
    ...found.today.map(({ name, at }) => `Campaign “${name}” is to be sent at ${time.format(new Date(at))}.`),
    ...(found.drafts > 0
      ? [
          `${found.drafts === 1 ? '1 campaign draft waits' : `${whole(found.drafts)} campaign drafts wait`} for approval.`,
        ]
      : []),
  ];
}
