/**
 * What looking at a test every day costs: 2,000 tests without a difference (A/A) and 2,000 with a true lift of 10%, read
 * daily for 28 days by the always-valid verdict and by a plain chi-squared test. Pure computation, no database.
 */
import { chiSquaredTest } from '../statistics/experiments/chi-squared-test.ts';
import { type Count, sampleOfCount } from '../statistics/experiments/sample.ts';
import { type Plan, peopleForProportions } from '../statistics/experiments/sample-size.ts';
import { type Verdict, verdict } from '../statistics/experiments/verdict.ts';
import { seededRandom } from '../statistics/seeded-random.ts';

const TESTS = 2_000;
const DAYS = 28;
const BASELINE = 0.1;
const LIFT = 0.1;
const POWER = 0.8;
const SEED = 20_260_318;
const METRIC = { words: 'convert', kind: 'share', goal: 'more' } as const;

/** The first day, from 1, on which each way of reading the test stopped; null where none did. */
interface Stops {
  readonly winner: number | null;
  readonly noDifference: number | null;
  readonly brokenSplit: number | null;
  readonly chiSquaredDaily: number | null;
  readonly chiSquaredAtEnd: boolean;
}

export async function run(print: (line: string) => void): Promise<void> {
  const began = performance.now();
  const planned = (looks: Plan['looks']) =>
    Math.ceil(peopleForProportions(BASELINE, BASELINE * (1 + LIFT), { power: POWER, looks }));
  const daily = planned('any_day');
  const once = planned('once');
  print(
    `${TESTS} tests each, two arms, ${percent(BASELINE)} convert, ${DAYS} days, seed ${SEED}; people per arm to see ` +
      `+${percent(LIFT)} with power ${percent(POWER)}: ${daily.toLocaleString('en')} read daily, ${once.toLocaleString('en')} read once`,
  );
  const random = seededRandom(SEED);
  const simulate = (lift: number, perArm: number) =>
    Array.from({ length: TESTS }, () => follow({ lift, perArm, random }));

  const same = simulate(0, daily);
  print('without a difference, stopped for a winner that is none:');
  print(
    `  verdict, daily               ${share(same, ({ winner }) => winner !== null)} (wanted: at most 5%)`,
  );
  print(`  chi-squared, daily           ${share(same, (one) => one.chiSquaredDaily !== null)}`);
  print(`  chi-squared, at the end      ${share(same, (one) => one.chiSquaredAtEnd)}`);
  print(`  said “no difference” rightly ${share(same, (one) => one.noDifference !== null)}`);
  print(
    `  sample ratio called broken   ${share(same, (one) => one.brokenSplit !== null)} of tests, checked daily at p < .001`,
  );

  for (const [name, perArm, wanted] of [
    ['planned to be read daily', daily, ` (wanted: ${percent(POWER)}, give or take 5 points)`],
    ['planned to be read once', once, ''],
  ] as const) {
    const lifted = simulate(LIFT, perArm);
    const days = (of: (one: Stops) => number | null) =>
      `median day ${median(lifted.flatMap((one) => of(one) ?? []))} of ${DAYS} where it stopped`;
    print(`with a true lift of ${percent(LIFT)}, ${name}, ${perArm.toLocaleString('en')} people per arm:`);
    print(
      `  verdict, daily               power ${share(lifted, ({ winner }) => winner !== null)}${wanted}, ${days(({ winner }) => winner)}`,
    );
    print(
      `  chi-squared, daily           power ${share(lifted, (one) => one.chiSquaredDaily !== null)}, ${days((one) => one.chiSquaredDaily)}, at the price of the false alarms above`,
    );
    print(`  chi-squared, at the end      power ${share(lifted, (one) => one.chiSquaredAtEnd)}, day ${DAYS}`);
    print(`  verdict said “no difference” ${share(lifted, (one) => one.noDifference !== null)}`);
  }
  print(`took ${((performance.now() - began) / 1_000).toFixed(0)} s`);
}

/** One test, with as many people a day as the plan takes over its days, each to an arm by chance. */
function follow({ lift, perArm, random }: { lift: number; perArm: number; random: () => number }): Stops {
  const control = { n: 0, successes: 0 };
  const variation = { n: 0, successes: 0 };
  const seen: Record<string, number> = {};
  let atEnd = 1;
  for (let day = 1; day <= DAYS; day++) {
    const until = Math.round((2 * perArm * day) / DAYS);
    while (control.n + variation.n < until) {
      const arm = random() < 0.5 ? control : variation;
      arm.n += 1;
      if (random() < (arm === control ? BASELINE : BASELINE * (1 + lift))) arm.successes += 1;
    }
    seen[kindOf(control, variation, perArm, day)] ??= day;
    atEnd = chiSquaredTest([control, variation]).pValue;
    if (atEnd < 0.05) seen.chiSquared ??= day;
  }
  const before = (kind: string, ...others: string[]) =>
    others.every((other) => (seen[kind] ?? DAYS + 1) < (seen[other] ?? DAYS + 2))
      ? (seen[kind] ?? null)
      : null;
  return {
    winner: before('winner', 'no_difference'),
    noDifference: before('no_difference', 'winner'),
    brokenSplit: seen.broken ?? null,
    chiSquaredDaily: seen.chiSquared ?? null,
    chiSquaredAtEnd: atEnd < 0.05,
  };
}

function kindOf(control: Count, variation: Count, plannedPerArm: number, days: number): Verdict['kind'] {
  const arm = (name: string, count: Count) => ({
    name,
    weight: 1,
    assigned: count.n,
    primary: sampleOfCount(count),
    guardrails: [],
  });
  return verdict({
    metric: METRIC,
    guardrails: [],
    control: 'A',
    arms: [arm('A', control), arm('B', variation)],
    plannedPerArm,
    worthHaving: LIFT,
    days,
  }).kind;
}

function share(tests: readonly Stops[], holds: (one: Stops) => boolean): string {
  return `${((100 * tests.filter(holds).length) / tests.length).toFixed(1)}%`;
}

function percent(fraction: number): string {
  return `${Math.round(fraction * 100)}%`;
}

function median(days: readonly number[]): string {
  const sorted = [...days].sort((a, b) => a - b);
  return String(sorted[Math.floor(sorted.length / 2)] ?? '–');
}
