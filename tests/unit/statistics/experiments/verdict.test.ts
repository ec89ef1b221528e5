import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Metric } from '../../../../statistics/experiments/compare-arms.ts';
import { sampleOfCount, sampleOfSums } from '../../../../statistics/experiments/sample.ts';
import type { TestSoFar } from '../../../../statistics/experiments/test-so-far.ts';
import { verdict } from '../../../../statistics/experiments/verdict.ts';
import { verdictSentence } from '../../../../statistics/experiments/verdict-sentence.ts';

const CONVERT: Metric = { words: 'convert', kind: 'share', goal: 'more' };
const UNSUBSCRIBE: Metric = { words: 'unsubscribe', kind: 'share', goal: 'less' };

/** An arm by people and by how many did it: the primary metric first, then the guardrails. */
const arm = (name: string, n: number, did: number, ...harmed: number[]) => ({
  name,
  weight: 1,
  assigned: n,
  primary: sampleOfCount({ n, successes: did }),
  guardrails: harmed.map((successes) => sampleOfCount({ n, successes })),
});

const test = (arms: TestSoFar['arms'], more: Partial<TestSoFar> = {}): TestSoFar => ({
  metric: CONVERT,
  guardrails: [],
  control: 'Control',
  arms,
  plannedPerArm: 3000,
  worthHaving: 0.1,
  days: 14,
  ...more,
});
const said = (one: TestSoFar) => verdictSentence(verdict(one));

describe('a winner', () => {
  it('is named with both values, the lift and how far it may be off', () => {
    const one = test([arm('Control', 3000, 93), arm('Variation B', 3000, 150)]);
    expect(verdict(one)).toMatchObject({ kind: 'winner', arm: 'Variation B' });
    expect(said(one)).toBe(
      'Variation B wins: 5.0% convert instead of 3.1%, a lift of 61% (between 9.6% and 147%).',
    );
  });

  it('is the best of several, and the other good ones are named', () => {
    const one = test([
      arm('Control', 20_000, 2000),
      arm('Variation B', 20_000, 2400),
      arm('Variation C', 20_000, 2500),
      arm('Variation D', 20_000, 2010),
    ]);
    expect(said(one)).toMatch(/^Variation C wins: .* Variation B is better than Control as well\.$/);
  });

  it('is the control where every variation is surely worse', () => {
    const one = test([arm('Control', 20_000, 2500), arm('Variation B', 20_000, 2000)]);
    expect(verdict(one)).toMatchObject({ kind: 'winner', arm: 'Control' });
    expect(said(one)).toBe(
      'Control wins: with Variation B 10.0% convert instead of 12.5%, a drop of 20% (between 12% and 27%).',
    );
  });

  it('has less where less is better', () => {
    const one = test([arm('Control', 20_000, 2500), arm('Variation B', 20_000, 2000)], {
      metric: UNSUBSCRIBE,
    });
    expect(verdict(one)).toMatchObject({ kind: 'winner', arm: 'Variation B' });
    expect(said(one)).toContain('10.0% unsubscribe instead of 12.5%, a drop of 20%');
  });

  it('shows shares of a few in ten thousand', () => {
    const one = test([arm('Control', 1_000_000, 250), arm('Variation B', 1_000_000, 390)]);
    expect(said(one)).toMatch(/^Variation B wins: 0\.039% convert instead of 0\.025%, a lift of 56% /);
  });

  it('may be one of money, written as the team writes money', () => {
    const dollars: Metric = {
      words: 'revenue per person',
      kind: 'mean',
      goal: 'more',
      format: (value) => `$${value.toFixed(2)}`,
    };
    const money = (name: string, n: number, sum: number, squares: number) => ({
      ...arm(name, n, 0),
      primary: sampleOfSums(n, sum, squares),
    });
    const one = test([money('Control', 8000, 8000, 40_000), money('Variation B', 8000, 9600, 50_000)], {
      metric: dollars,
    });
    expect(said(one)).toMatch(
      /^Variation B wins: \$1\.20 revenue per person instead of \$1\.00, a lift of 20% /,
    );
  });

  it('cannot do harm: a guardrail that surely gets worse rules a variation out', () => {
    const harmful = arm('Variation B', 20_000, 3000, 200);
    const control = arm('Control', 20_000, 2500, 100);
    const one = test([control, harmful], { guardrails: [UNSUBSCRIBE] });
    expect(verdict(one)).toMatchObject({ kind: 'winner', arm: 'Control' });
    expect(said(one)).toBe(
      'Stay with Control. Variation B does harm: 1.0% unsubscribe instead of 0.50%, a rise of 100% (between 37% and 208%).',
    );
    const harmless = arm('Variation C', 20_000, 2900, 101);
    expect(verdict(test([control, harmful, harmless], { guardrails: [UNSUBSCRIBE] }))).toMatchObject({
      kind: 'winner',
      arm: 'Variation C',
    });
  });

  it('is measured against the hold-out, which cannot win', () => {
    const arms = [
      arm('Hold-out', 20_000, 3000),
      arm('Control', 20_000, 2000),
      arm('Variation B', 20_000, 2500),
    ];
    const one = test(arms, { holdOut: 'Hold-out' });
    expect(verdict(one)).toMatchObject({ kind: 'winner', arm: 'Variation B' });
    expect(said(one)).toContain('Against Hold-out: 12.5% convert instead of 15.0%, a drop of 17%');
    expect(said(test(arms, { control: 'Hold-out' }))).toContain('Hold-out wins');
  });
});

describe('no difference', () => {
  it('is said where whatever there is would not be worth having', () => {
    const one = test([arm('Control', 200_000, 20_000), arm('Variation B', 200_000, 20_100)]);
    expect(said(one)).toBe(
      'No difference worth having: 10.0% convert with Control, 10.1% with Variation B (a change between −2.8% and 3.9%); a change of 10% would be worth having.',
    );
  });

  it('is not said where the data are only few', () => {
    expect(verdict(test([arm('Control', 724, 35), arm('Variation B', 725, 37)])).kind).toBe('keep_running');
  });
});

describe('a test to go on with', () => {
  it('says who leads and how long it takes if things stay as they are', () => {
    const one = test([arm('Control', 2000, 200), arm('Variation B', 2000, 236)]);
    expect(verdict(one)).toMatchObject({ kind: 'keep_running', leading: 'Variation B', pastPlan: false });
    expect(said(one)).toMatch(
      /^Too early to tell: with Variation B 11\.8% convert instead of 10\.0%, a lift of 18% \(between −.*\)\. If the figures stay like this, about [\d,]+ more people per arm will settle it, \d+ days at the present rate\.$/,
    );
  });

  it('is settled by as many people as it said, if things stay as they are', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1000, max: 20_000 }),
        fc.integer({ min: 60, max: 200 }),
        fc.integer({ min: -50, max: 80 }),
        (n, perMille, more) => {
          const at = (people: number) =>
            test([
              arm('Control', people, (people * perMille) / 1000),
              arm('Variation B', people, (people * (perMille + more / 2)) / 1000),
            ]);
          const now = verdict(at(n));
          if (now.kind !== 'keep_running' || now.morePerArm === null || now.morePerArm > 1e9) return;
          const open = verdict(at(n + Math.floor(now.morePerArm * 0.99)));
          const settled = verdict(at(n + Math.ceil(now.morePerArm * 1.01)));
          expect(settled.kind).not.toBe('keep_running');
          if (now.morePerArm > 200) expect(open.kind).toBe('keep_running');
        },
      ),
      { numRuns: 200, seed: 7 },
    );
  });

  it('before anything happened promises nothing it cannot know', () => {
    const one = test([arm('Control', 0, 0), arm('Variation B', 0, 0)], { days: 0 });
    expect(verdict(one)).toMatchObject({ kind: 'keep_running', morePerArm: 3000, moreDays: null });
    const rare = test([arm('Control', 4000, 3), arm('Variation B', 4000, 5)]);
    expect(verdict(rare)).toMatchObject({ morePerArm: null, pastPlan: true });
    expect(said(rare)).toContain('as many people as were planned. How long it will take cannot be told yet.');
  });

  it('is not decided by a handful, however far apart', () => {
    expect(verdict(test([arm('Control', 5000, 2), arm('Variation B', 5000, 17)])).kind).toBe('keep_running');
    const small = [
      { ...arm('Control', 400, 0), weight: 1 },
      { ...arm('Variation B', 10_000, 60), weight: 25 },
    ];
    expect(verdict(test(small)).kind).toBe('keep_running');
  });

  it('is decided where many do with one arm what nobody does with the other', () => {
    const one = test([arm('Control', 5000, 0), arm('Variation B', 5000, 200)]);
    expect(said(one)).toMatch(
      /^Variation B wins: 4\.0% convert instead of 0\.0%, a difference of 4\.0 points \(between 3\.\d points and 4\.\d points\)\.$/,
    );
  });
});

describe('a broken test', () => {
  it('is one whose split is not the planned one, whatever its figures', () => {
    const one = test([arm('Control', 875, 35), arm('Variation B', 574, 90)]);
    expect(verdict(one)).toMatchObject({ kind: 'broken', why: 'sample_ratio' });
    expect(said(one)).toBe(
      'The test is broken: Control has 875 people where 725 were expected and Variation B has 574 people where 725 were expected, which chance does not explain. Find out who is missing before you read its numbers.',
    );
  });

  it('is one where more than everybody did it', () => {
    const one = test([arm('Control', 875, 35), arm('Variation B', 874, 900)]);
    expect(said(one)).toMatch(/^The test is broken: in Variation B more than everybody is said to convert\./);
  });
});

it('more variations ask for more evidence', () => {
  const arms = [arm('Control', 3000, 93), arm('Variation B', 3000, 141)];
  expect(verdict(test(arms)).kind).toBe('winner');
  const others = Array.from({ length: 8 }, (_, at) => arm(`Variation ${at}`, 3000, 93));
  expect(verdict(test([...arms, ...others])).kind).toBe('keep_running');
});

it('a test for nobody is a mistake', () => {
  const arms = [arm('Control', 1000, 93), arm('Variation B', 1000, 141)];
  expect(() => verdict(test(arms, { plannedPerArm: 0 }))).toThrow('tuned for 0 people');
});

it('a test without its control is a mistake', () => {
  expect(() => verdict(test([arm('A', 10, 1), arm('B', 10, 1)]))).toThrow('needs its control “Control”');
});
