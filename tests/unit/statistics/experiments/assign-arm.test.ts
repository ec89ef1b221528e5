import { describe, expect, it } from 'vitest';
import { createAssignment } from '../../../../statistics/experiments/assign-arm.ts';
import { goodnessOfFit } from '../../../../statistics/experiments/chi-squared-test.ts';
import { checkSampleRatio } from '../../../../statistics/experiments/sample-ratio.ts';

const CUSTOMERS = Array.from({ length: 60_000 }, (_, i) => `C${i}`);
const HALVES = [
  { key: 'A', weight: 1 },
  { key: 'B', weight: 1 },
];
const plan = (test: string, arms = HALVES, salt = 'acme') => createAssignment({ salt, test, arms });
const counts = (assigned: readonly string[], keys: readonly string[]) =>
  keys.map((key) => assigned.filter((one) => one === key).length);

describe('a customer', () => {
  it('has the same arm on every day and every machine', () => {
    const arm = plan('subject line');
    expect(CUSTOMERS.slice(0, 12).map(arm).join('')).toBe(
      CUSTOMERS.slice(0, 12).map(plan('subject line')).join(''),
    );
    expect(CUSTOMERS.slice(0, 12).map(arm).join('')).toMatchInlineSnapshot(`"BABABBBABABA"`);
    expect(plan('t')('Żółć')).toBe(plan('t')('Żółć'));
  });

  it('has a chance of its arm as the weights say, whatever the keys look like', () => {
    const arms = [
      { key: 'control', weight: 5 },
      { key: 'B', weight: 3 },
      { key: 'C', weight: 2 },
      { key: 'off', weight: 0 },
    ];
    const looks = [
      (i: number) => `C${i}`,
      (i: number) => String(i),
      (i: number) => `${i}@example.com`,
      (i: number) => `00000000-0000-4000-8000-${String(i).padStart(12, '0')}`,
    ];
    for (const look of looks) {
      const arm = plan('weights', arms);
      const assigned = CUSTOMERS.map((_, i) => arm(look(i)));
      const people = counts(assigned, ['control', 'B', 'C', 'off']);
      expect(people[3]).toBe(0);
      expect(checkSampleRatio(people.slice(0, 3), [5, 3, 2]).broken).toBe(false);
    }
  });

  it('is assigned in one test without regard to another, or to another workspace', () => {
    const first = CUSTOMERS.map(plan('one'));
    for (const other of [plan('two'), plan('one', HALVES, 'globex'), plan('onE')]) {
      const second = CUSTOMERS.map(other);
      const cells = counts(
        first.map((arm, i) => `${arm}${second[i]}`),
        ['AA', 'AB', 'BA', 'BB'],
      );
      expect(
        goodnessOfFit(
          cells,
          cells.map(() => CUSTOMERS.length / 4),
          3,
        ).pValue,
      ).toBeGreaterThan(0.001);
    }
  });
});

describe('an arm that is added', () => {
  it('takes its share evenly from all others and moves nobody else', () => {
    const before = CUSTOMERS.map(plan('hold-out'));
    const after = CUSTOMERS.map(plan('hold-out', [...HALVES, { key: 'none', weight: 0.5 }]));
    const moved = before.filter((arm, i) => after[i] !== arm);
    expect(after.filter((arm, i) => arm !== before[i] && arm !== 'none')).toEqual([]);
    expect(checkSampleRatio([moved.length, CUSTOMERS.length - moved.length], [1, 4]).broken).toBe(false);
    expect(checkSampleRatio(counts(moved, ['A', 'B']), [1, 1]).broken).toBe(false);
  });

  it('does not depend on where in the list it stands', () => {
    const turned = CUSTOMERS.slice(0, 500).map(plan('order', [...HALVES].reverse()));
    expect(turned).toEqual(CUSTOMERS.slice(0, 500).map(plan('order')));
  });
});

it('an assignment that cannot be made is refused', () => {
  expect(() => plan('t', [...HALVES, { key: 'A', weight: 1 }])).toThrow('share a key');
  expect(() => plan('t', [{ key: 'A', weight: 0 }])).toThrow('no arm has a weight');
  expect(() => plan('t', [{ key: 'A', weight: -1 }])).toThrow('not a number from 0 on');
});
