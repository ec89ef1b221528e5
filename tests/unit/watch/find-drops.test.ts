import { describe, expect, it } from 'vitest';
import { drawBinomial, drawPoisson } from '../../../statistics/draw-count.ts';
import { seededRandom } from '../../../statistics/seeded-random.ts';
import { findDrops } from '../../../tools/watch/find-drops.ts';
import type { StepDay } from '../../../tools/watch/read-steps.ts';

const DEVICES = ['desktop', 'mobile', 'tablet'];

/** 119 days of two steps on three devices; `factor` alters the share that goes on. */
function days(
  seed: number,
  factor: (step: number, device: string, back: number) => number = () => 1,
  spread = 0,
): StepDay[] {
  const random = seededRandom(seed);
  const rows: StepDay[] = [];
  for (let back = 1; back <= 119; back += 1) {
    const mood = 1 + spread * (random() - 0.5);
    for (const [at, device] of DEVICES.entries())
      for (const step of [0, 1]) {
        const visits = drawPoisson(20 / (at + 1), random);
        const went = drawBinomial(visits, 0.5 * mood * factor(step, device, back), random);
        rows.push({ step, back, device, visits, went, eventually: went, bought: went });
      }
  }
  return rows;
}
const recent = (back: number) => back <= 14;

describe('steps that lose more than they did', () => {
  it.each([
    ['chance', 0],
    ['days that differ', 0.8],
  ])('are rare where there is only %s', (_, spread) => {
    const shops = 400;
    let wrong = 0;
    for (let seed = 1; seed <= shops; seed += 1)
      if (findDrops(days(seed * 15_485_863, () => 1, spread)).length > 0) wrong += 1;
    expect(wrong / shops).toBeLessThanOrEqual(0.025);
  });

  it('are found by device', () => {
    const found = findDrops(
      days(1, (step, device, back) => (step === 1 && device === 'mobile' && recent(back) ? 0.4 : 1)),
    );
    expect(found.map(({ step, device, looked }) => [step, device, looked])).toEqual([[1, 'mobile', 6]]);
    expect(found[0]?.recent.went).toBeLessThan((found[0]?.recent.visits ?? 0) * 0.3);
  });

  it('are one where every device fell', () => {
    const found = findDrops(days(1, (step, _, back) => (step === 0 && recent(back) ? 0.3 : 1)));
    expect(found.map(({ step, device }) => [step, device])).toEqual([[0, null]]);
  });

  it('are none where it rose, fell a little, or there is too little to say', () => {
    expect(findDrops(days(1, (_step, _device, back) => (recent(back) ? 1.6 : 1)))).toEqual([]);
    expect(findDrops(days(1, (_step, _device, back) => (recent(back) ? 0.93 : 1)))).toEqual([]);
    const few = days(1, (_step, _device, back) => (recent(back) ? 0 : 1)).filter(({ back }) => back > 13);
    expect(findDrops(few)).toEqual([]);
  });
});
