import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scoreHoldout, scoreState, scoreWinner } from '../../../tools/record/score.ts';
import { sumOf } from '../../../tools/record/summarise.ts';

const asked = { measure: 'revenue', days: 30, currency: 'USD' };
/** So many people, of whom each `every`-th spends `amount`. */
const side = (people: number, buyers: number, amount: number) => ({
  people,
  buyers,
  revenue: buyers * amount,
  squares: buyers * amount ** 2,
});

describe('a campaign with a hold-out', () => {
  it('brought the difference per person times everybody it was meant for', () => {
    // 20 and 10 per person: 10 more for each of 1,000 people.
    const score = scoreHoldout({ meant: side(1000, 200, 100), heldOut: side(500, 50, 100) }, asked);
    expect(score).toMatchObject({ how: 'holdout', measure: 'revenue', weight: 1, people: 1000 });
    expect(score.value?.expected).toBeCloseTo(10_000, 8);
    // By hand: variances 40²·1000/999 and 30²·500/499, errors² 1.6016 and 1.8036, z of 80% 1.2816 (t of 1,273 degrees 1.2822).
    const half = 1000 * 1.2822 * Math.sqrt(1.6016 + 1.8036);
    expect((score.value?.high ?? 0) - 10_000).toBeCloseTo(half, -1);
    expect(score.hit).toBeGreaterThan(0.999);
    expect(score.sentence).toBe(
      `Beside 500 people held out, the 1,000 it was meant for brought $10,000 more within 30 days (80% interval $7,634 to $12,366).`,
    );
  });

  it('is told in buyers where those were predicted', () => {
    const score = scoreHoldout(
      { meant: side(1000, 200, 100), heldOut: side(500, 50, 100) },
      { ...asked, measure: 'conversions' },
    );
    expect(score.measure).toBe('conversions');
    expect(score.value?.expected).toBeCloseTo(100, 8);
    expect(score.sentence).toContain('brought 100 buyers more');
  });

  it('can have brought less than nothing, and says nothing of too few', () => {
    const worse = scoreHoldout({ meant: side(1000, 50, 100), heldOut: side(1000, 100, 100) }, asked);
    expect(worse.hit).toBeLessThan(0.01);
    expect(worse.value?.high).toBeLessThan(0);
    const few = scoreHoldout({ meant: side(1000, 200, 100), heldOut: side(29, 0, 100) }, asked);
    expect(few).toMatchObject({ how: 'observed', value: null, hit: null, weight: 0 });
  });

  it('leaves it open where nobody bought', () => {
    const score = scoreHoldout({ meant: side(100, 0, 0), heldOut: side(100, 0, 0) }, asked);
    expect(score).toMatchObject({ hit: 0.5, value: { expected: 0, low: 0, high: 0 } });
  });

  it('turns round with its sides', () => {
    const people = fc.integer({ min: 30, max: 3000 });
    const arm = fc
      .tuple(people, fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 1, max: 500 }))
      .map(([n, share, amount]) => side(n, Math.round(n * share), amount));
    fc.assert(
      fc.property(arm, arm, (a, b) => {
        const [there, back] = [
          scoreHoldout({ meant: a, heldOut: b }, asked),
          scoreHoldout({ meant: b, heldOut: a }, asked),
        ];
        expect((there.hit ?? 0) + (back.hit ?? 0)).toBeCloseTo(1, 8);
        const { expected = 0, low = 0, high = 0 } = there.value ?? {};
        expect(low).toBeLessThanOrEqual(expected);
        expect(high).toBeGreaterThanOrEqual(expected);
      }),
    );
  });
});

it('an applied winner is compared with the control, and counts half', () => {
  const score = scoreWinner(
    { control: { people: 1000, did: 50 }, after: { people: 2000, did: 240 }, words: 'convert' },
    'conversions',
  );
  expect(score).toMatchObject({ how: 'before_after', measure: 'conversions', weight: 0.5, people: 2000 });
  expect(score.value?.expected).toBeCloseTo(140, 8);
  expect(score.sentence).toContain('12.0% of 2,000 people convert, beside 5.0% with the control');
  const few = scoreWinner(
    { control: { people: 1000, did: 50 }, after: { people: 3, did: 1 }, words: 'convert' },
    'conversions',
  );
  expect(few).toMatchObject({ how: 'observed', weight: 0, hit: null });
});

it('a fault that has gone away is a hit', () => {
  expect(scoreState(true, 'x', 'Gone.')).toMatchObject({ hit: 1, weight: 1 });
  expect(scoreState(false, 'x', 'There.')).toMatchObject({ hit: 0, weight: 1 });
});

it('estimates add up, their uncertainty by its squares', () => {
  const one = { expected: 100, low: 70, high: 140 };
  const other = { expected: 50, low: 10, high: 80 };
  expect(sumOf([one, other])).toEqual({ expected: 150, low: 100, high: 200 });
  expect(sumOf([])).toBeNull();
});
