/** The MineThatData e-mail test (Hillstrom 2008): 64,000 customers, two mails and a hold-out. */
import { describe, expect, it } from 'vitest';
import { chiSquaredTest } from '../../../../statistics/experiments/chi-squared-test.ts';
import { adjustByCovariate } from '../../../../statistics/experiments/cuped.ts';
import { sampleOfCount, sampleOfSums } from '../../../../statistics/experiments/sample.ts';
import { compareProportions } from '../../../../statistics/experiments/two-proportions.ts';
import { verdict } from '../../../../statistics/experiments/verdict.ts';
import { verdictSentence } from '../../../../statistics/experiments/verdict-sentence.ts';
import { compareMeans } from '../../../../statistics/experiments/welch.ts';
import { hasDataset, readDataset } from '../datasets.ts';

const FILE = 'hillstrom/hillstrom.csv';
const ARMS = ['No E-Mail', 'Womens E-Mail', 'Mens E-Mail'];
const present = hasDataset(FILE);

describe.skipIf(present)(`the data set ${FILE} is not there`, () => {
  it.skip('so its published figures are not checked here', () => {});
});

describe.skipIf(!present)('Hillstrom', () => {
  const rows = present ? readDataset(FILE) : [];
  const [none, womens, mens] = ARMS.map((name) => {
    const people = rows.filter(({ segment }) => segment === name);
    const sum = (of: (row: Record<string, number>) => number) =>
      people.reduce((total, row) => total + of(numbers(row)), 0);
    return {
      name,
      n: people.length,
      visits: sum(({ visit = 0 }) => visit),
      conversions: sum(({ conversion = 0 }) => conversion),
      y: sum(({ spend = 0 }) => spend),
      yy: sum(({ spend = 0 }) => spend ** 2),
      x: sum(({ history = 0 }) => history),
      xx: sum(({ history = 0 }) => history ** 2),
      xy: sum(({ history = 0, spend = 0 }) => history * spend),
    };
  }) as [Arm, Arm, Arm];
  const converted = ({ n, conversions }: Arm) => ({ n, successes: conversions });

  it('has the published sums', () => {
    const figures = ({ n, visits, conversions, y }: Arm) => [n, visits, conversions, Number(y.toFixed(2))];
    expect(figures(womens)).toEqual([21_387, 3_238, 189, 23_038.11]);
    expect(figures(none)).toEqual([21_306, 2_262, 122, 13_908.33]);
    expect(figures(mens)).toEqual([21_307, 3_894, 267, 30_311.69]);
  });

  it('gives the published tests of conversion', () => {
    expect(compareProportions(converted(none), converted(mens)).z).toBeCloseTo(7.3851, 4);
    expect(chiSquaredTest([converted(none), converted(mens)]).statistic).toBeCloseTo(54.5399, 4);
    const { difference, z, pValue } = compareProportions(converted(none), converted(womens));
    expect(difference).toBeCloseTo(0.00311106, 8);
    expect(z).toBeCloseTo(3.7796, 4);
    expect(pValue).toBeCloseTo(0.000157, 6);
  });

  it('is won by the mail for men, as it may be read on any day', () => {
    const found = verdict({
      metric: { words: 'convert', kind: 'share', goal: 'more' },
      guardrails: [],
      control: 'No E-Mail',
      arms: [none, womens, mens].map((arm) => ({
        name: arm.name,
        weight: 1,
        assigned: arm.n,
        primary: sampleOfCount(converted(arm)),
        guardrails: [],
      })),
      plannedPerArm: 20_000,
      worthHaving: 0.1,
      days: 14,
    });
    expect(verdictSentence(found)).toBe(
      'Mens E-Mail wins: 1.3% convert instead of 0.57%, a lift of 119% (between 55% and 224%). ' +
        'Womens E-Mail is better than No E-Mail as well.',
    );
  });

  it('is hardly helped by past spending, which explains little of who spends', () => {
    const { arms, varianceReduction } = adjustByCovariate([none, mens]);
    expect(varianceReduction).toBeGreaterThan(0);
    expect(varianceReduction).toBeLessThan(0.01);
    const raw = compareMeans(sampleOfSums(none.n, none.y, none.yy), sampleOfSums(mens.n, mens.y, mens.yy));
    const [control, variation] = arms;
    const adjusted = control && variation && compareMeans(control, variation);
    expect(adjusted?.difference).toBeCloseTo(raw.difference, 1);
    expect(Math.abs(adjusted?.t ?? 0)).toBeGreaterThan(4);
  });
});

interface Arm {
  readonly name: string;
  readonly n: number;
  readonly visits: number;
  readonly conversions: number;
  readonly y: number;
  readonly yy: number;
  readonly x: number;
  readonly xx: number;
  readonly xy: number;
}

function numbers(row: Record<string, string>): Record<string, number> {
  return Object.fromEntries(
    ['visit', 'conversion', 'spend', 'history'].map((name) => [name, Number(row[name])]),
  );
}
