/** A verdict in words that can be repeated in a meeting. */
import type { Comparison, Metric } from './compare-arms.ts';
import type { Interval } from './sample.ts';
import type { Findings, Harm, Verdict } from './verdict.ts';

/** One to three sentences: the verdict, its figures, and what follows. */
export function verdictSentence(verdict: Verdict): string {
  switch (verdict.kind) {
    case 'winner':
      return sentences(
        verdict.arm === verdict.control.name ? controlWins(verdict) : variationWins(verdict, verdict.arm),
        overHoldOut(verdict),
      );
    case 'no_difference':
      return sentences(`No difference worth having: ${noDifference(verdict)}.`, harmsOf(verdict));
    case 'keep_running':
      return sentences(
        `Too early to tell: ${soFar(verdict, verdict.leading)}.`,
        verdict.pastPlan ? 'The test has had as many people as were planned.' : '',
        untilSettled(verdict),
        harmsOf(verdict),
      );
    case 'broken':
      return broken(verdict);
  }
}

function variationWins(findings: Findings, arm: string): string {
  const winner = findings.comparisons.find((one) => one.arm.name === arm);
  if (!winner) return `${arm} wins.`;
  const others = findings.comparisons
    .filter((one) => one !== winner && one.standing === 'better' && !isHarmful(findings, one))
    .map((one) => one.arm.name);
  return sentences(
    `${arm} wins: ${compared(winner, findings.metric)}.`,
    others.length > 0
      ? `${listed(others)} ${others.length > 1 ? 'are' : 'is'} better than ${winner.against.name} as well.`
      : '',
    harmsOf(findings),
  );
}

function controlWins(findings: Findings): string {
  const worse = findings.comparisons
    .filter((one) => !isHarmful(findings, one))
    .map((one) => `with ${one.arm.name} ${compared(one, findings.metric)}`);
  return sentences(
    worse.length > 0
      ? `${findings.control.name} wins: ${worse.join('; ')}.`
      : `Stay with ${findings.control.name}.`,
    harmsOf(findings),
  );
}

function noDifference({ comparisons, control, metric, worthHaving }: Findings): string {
  const told = comparisons.map(
    ({ arm, liftInterval }) =>
      `${write(metric, arm.sample.mean)} with ${arm.name}${liftInterval ? ` (a change ${between(liftInterval)})` : ''}`,
  );
  return `${write(metric, control.sample.mean)} ${metric.words} with ${control.name}, ${listed(told)}; a change of ${percent(worthHaving)} would be worth having`;
}

function soFar({ comparisons, control, metric }: Findings, leading: string | null): string {
  const leader = comparisons.find(({ arm }) => arm.name === leading);
  if (leader) return `with ${leader.arm.name} ${compared(leader, metric)}`;
  const others = comparisons.map(({ arm }) => `${write(metric, arm.sample.mean)} with ${arm.name}`);
  return `${write(metric, control.sample.mean)} ${metric.words} with ${control.name}, ${listed(others)}`;
}

function untilSettled({ morePerArm, moreDays }: Extract<Verdict, { kind: 'keep_running' }>): string {
  if (morePerArm === null) return 'How long it will take cannot be told yet.';
  return `If the figures stay like this, about ${rounded(morePerArm)} more people per arm will settle it${rate(moreDays)}.`;
}

function rate(days: number | null): string {
  if (days === null) return '';
  if (days > 365) return ', more than a year at the present rate';
  return `, ${days} ${days === 1 ? 'day' : 'days'} at the present rate`;
}

function harmsOf({ harms }: Findings): string {
  return sentences(...harms.map(sayHarm));
}

function sayHarm({ comparison, metric }: Harm): string {
  return `${comparison.arm.name} does harm: ${compared(comparison, metric)}.`;
}

function overHoldOut({ overHoldOut, metric }: Findings): string {
  if (!overHoldOut || overHoldOut.standing === 'too_few') return '';
  return `Against ${overHoldOut.against.name}: ${compared(overHoldOut, metric)}.`;
}

function broken(verdict: Extract<Verdict, { kind: 'broken' }>): string {
  if (verdict.why === 'impossible_share')
    return `The test is broken: in ${verdict.arm} more than everybody is said to ${verdict.metric.words}. Look for people who are counted twice before you read its numbers.`;
  const arms = verdict.arms.map(
    ({ name, people, expected }) =>
      `${name} has ${people.toLocaleString('en')} people where ${Math.round(expected).toLocaleString('en')} were expected`,
  );
  return `The test is broken: ${listed(arms)}, which chance does not explain. Find out who is missing before you read its numbers.`;
}

/** “5.0% convert instead of 3.1%, a lift of 61% (between 22% and 101%)”. */
function compared(comparison: Comparison, metric: Metric): string {
  const { arm, against, lift, liftInterval, difference, interval } = comparison;
  const values = `${write(metric, arm.sample.mean)} ${metric.words} instead of ${write(metric, against.sample.mean)}`;
  if (lift !== null && liftInterval) return `${values}, ${changed(lift, liftInterval, metric)}`;
  if (!Number.isFinite(interval.low)) return values;
  const [by, low, high] = [difference, interval.low, interval.high].map((value) =>
    writeDifference(metric, value),
  );
  return `${values}, a difference of ${by} (between ${low} and ${high})`;
}

/** It is a drop only where it surely is one: “a drop of 20% (between 12% and 27%)”. */
function changed(lift: number, interval: Interval, { goal }: Metric): string {
  if (interval.high < 0)
    return `a drop of ${percent(-lift)} (${between({ low: -interval.high, high: -interval.low })})`;
  return `a ${goal === 'more' ? 'lift' : 'rise'} of ${percent(lift)} (${between(interval)})`;
}

function between({ low, high }: Interval): string {
  return `between ${percent(low)} and ${percent(high)}`;
}

function write({ kind, format }: Metric, value: number): string {
  if (format) return format(value);
  return kind === 'share' ? percent(value, 1) : value.toFixed(2);
}

/** The difference of two shares is not a percentage of anything. */
function writeDifference(metric: Metric, value: number): string {
  const text = write(metric, value);
  return metric.kind === 'share' && !metric.format ? text.replace('%', ' points') : text;
}

/** Two digits at least, so that the small is seen: 61%, 6.4%, 0.57%, 0.057%; and at least `decimals`. */
function percent(fraction: number, decimals = 0): string {
  const shown = Math.abs(fraction * 100);
  const needed = shown === 0 ? 0 : 1 - Math.floor(Math.log10(shown));
  const text = shown.toFixed(Math.min(MOST_DECIMALS, Math.max(decimals, needed)));
  return `${fraction < 0 && Number(text) !== 0 ? '−' : ''}${text}%`;
}

const MOST_DECIMALS = 5;

/** To two digits: a forecast is not surer than that. */
function rounded(people: number): string {
  return Number(people.toPrecision(2)).toLocaleString('en');
}

function isHarmful({ harms }: Findings, { arm }: Comparison): boolean {
  return harms.some(({ comparison }) => comparison.arm.name === arm.name);
}

function listed(words: readonly string[]): string {
  return words.length > 1 ? `${words.slice(0, -1).join(', ')} and ${words.at(-1)}` : (words[0] ?? '');
}

function sentences(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(' ');
}
