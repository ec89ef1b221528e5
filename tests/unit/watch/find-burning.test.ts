import { describe, expect, it } from 'vitest';
import { drawPoisson } from '../../../statistics/draw-count.ts';
import { seededRandom } from '../../../statistics/seeded-random.ts';
import { costOf, findBurning } from '../../../tools/watch/find-burning.ts';
import type { SpendWeek } from '../../../tools/watch/read-spend.ts';

/** Twenty weeks of five campaigns; `spend` and `worth` (conversions per spend) as factors by campaign and week. */
function weeks(
  seed: number,
  spend: (campaign: number, week: number) => number = () => 1,
  worth: (campaign: number, week: number) => number = () => 1,
): SpendWeek[] {
  const random = seededRandom(seed);
  return Array.from({ length: 100 }, (_, at) => {
    const [campaign, week] = [Math.floor(at / 20), at % 20];
    const amount = 500 * (campaign + 1) * spend(campaign, week) * (0.9 + 0.2 * random());
    return {
      channel: 'Paid',
      campaign: `Campaign ${campaign}`,
      week,
      spend: amount,
      conversions: drawPoisson((amount / 30) * worth(campaign, week), random),
    };
  });
}
const recent = (week: number) => week < 4;

describe('campaigns that burn money', () => {
  it('are rare where there is only chance, also where everybody spends more', () => {
    const shops = 400;
    let wrong = 0;
    for (let seed = 1; seed <= shops; seed += 1)
      if (findBurning(weeks(seed * 104_729, (_, week) => (recent(week) ? 1.5 : 1))).length > 0) wrong += 1;
    expect(wrong / shops).toBeLessThanOrEqual(0.02);
  });

  it('are found where spend climbs and conversions stay', () => {
    const [found, ...others] = findBurning(
      weeks(
        3,
        (campaign, week) => (campaign === 2 && recent(week) ? 3 : 1),
        (campaign, week) => (campaign === 2 && recent(week) ? 1 / 3 : 1),
      ),
    );
    expect(others).toEqual([]);
    expect(found).toMatchObject({ campaign: 'Campaign 2', looked: 5 });
    expect(costOf(found?.recent ?? { spend: 0, conversions: 1 })).toBeGreaterThan(70);
    expect(costOf(found?.base ?? { spend: 0, conversions: 1 })).toBeLessThan(40);
  });

  it('are not those that cost more and bring more, nor what became dearer for all', () => {
    expect(findBurning(weeks(3, (campaign, week) => (campaign === 2 && recent(week) ? 3 : 1)))).toEqual([]);
    const season = weeks(
      3,
      (_, week) => (recent(week) ? 1.5 : 1),
      (_, week) => (recent(week) ? 0.5 : 1),
    );
    expect(findBurning(season)).toEqual([]);
  });

  it('are found where nothing came of the money at all', () => {
    const found = findBurning(
      weeks(
        3,
        (campaign, week) => (campaign === 1 && recent(week) ? 2 : 1),
        (campaign, week) => (campaign === 1 && recent(week) ? 0 : 1),
      ),
    );
    expect(found.map(({ campaign }) => campaign)).toEqual(['Campaign 1']);
  });
});
