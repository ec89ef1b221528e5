/** What a campaign brought: those it was meant for beside those held out. */
import { z } from 'zod';
import type { Queryable } from '../../db/db.ts';
import { sampleOfSums } from '../../statistics/experiments/sample.ts';
import { compareProportions } from '../../statistics/experiments/two-proportions.ts';
import { compareMeans } from '../../statistics/experiments/welch.ts';
import type { Workspace } from '../workspace.ts';
import { type HoldoutArm, readHoldoutArms } from './holdout-arms.ts';
import type { Campaign } from './read-campaigns.ts';

/** With fewer people held out nothing can be told. */
const FEWEST = 30;
const DAYS = 28;

const arm = z.object({ people: z.number(), buyers: z.number(), revenue: z.number() });
const interval = z.object({ low: z.number(), high: z.number() });

export const comparison = z.object({
  /** Whole days with sales since it began, up to 28. */
  days: z.number(),
  meant: arm,
  heldOut: arm,
  /** Share of buyers, and revenue per person: those it was meant for less those held out, with the 95% interval. */
  buyers: z.object({ difference: z.number(), interval }),
  revenue: z.object({ difference: z.number(), interval }),
});
export type HoldoutComparison = z.infer<typeof comparison>;

/**
 * See `readHoldoutArms`. Null where it cannot be told: no hold-out, too few people, or no sales since the day it began.
 */
export async function compareHoldout(
  db: Queryable,
  workspace: Workspace,
  campaign: Campaign,
): Promise<HoldoutComparison | null> {
  const arms = await readHoldoutArms(db, workspace, campaign, DAYS);
  if (!arms || arms.meant.people < FEWEST || arms.heldOut.people < FEWEST || arms.days < 1) return null;
  const { days, meant, heldOut } = arms;
  const count = ({ people, buyers }: HoldoutArm) => ({ n: people, successes: buyers });
  const sample = ({ people, revenue, squares }: HoldoutArm) => sampleOfSums(people, revenue, squares);
  const buyers = compareProportions(count(heldOut), count(meant));
  const revenue = compareMeans(sample(heldOut), sample(meant));
  const told = ({ people, buyers: bought, revenue: earned }: HoldoutArm) => ({
    people,
    buyers: bought,
    revenue: earned,
  });
  return {
    days,
    meant: told(meant),
    heldOut: told(heldOut),
    buyers: { difference: buyers.difference, interval: buyers.interval },
    revenue: { difference: revenue.difference, interval: revenue.interval },
  };
}
