/** What the demo shop pays for marketing, per day, channel and campaign. */
import type { SqlValue } from '../db.ts';
import type { Calendar } from './calendar.ts';
import { CHANNELS } from './journey.ts';
import { lineKey } from './keys.ts';
import { createRandom } from './random.ts';
import { STORIES } from './stories.ts';

export const SPEND_COLUMNS = [
  'line_key',
  'spend_date',
  'channel',
  'campaign',
  'amount',
  'impressions',
  'clicks',
  'conversions',
  'currency',
] as const;

interface Campaign {
  readonly channel: (typeof CHANNELS)[number]['name'];
  readonly name: string;
  /** Dollars a day for every 2,000 customers. */
  readonly daily: number;
  /** Dollars for a thousand impressions. */
  readonly perThousand: number;
  /** Clicks per impression. */
  readonly clickRate: number;
  /** Part of its channel's orders. */
  readonly part: number;
}

// biome-ignore format: a table
const CAMPAIGNS: readonly Campaign[] = [
  { channel: 'Paid search', name: 'Brand search', daily: 55, perThousand: 22, clickRate: 0.06, part: 0.4 },
  { channel: 'Paid search', name: 'Generic search', daily: 110, perThousand: 26, clickRate: 0.04, part: 0.6 },
  { channel: 'Paid social', name: 'Social prospecting', daily: 60, perThousand: 9, clickRate: 0.011, part: 0.55 },
  { channel: 'Paid social', name: 'Social retargeting', daily: 35, perThousand: 12, clickRate: 0.02, part: 0.45 },
  { channel: 'Display', name: 'Display awareness', daily: 30, perThousand: 4, clickRate: 0.004, part: 1 },
  { channel: 'Email', name: 'Newsletter', daily: 14, perThousand: 2, clickRate: 0.03, part: 1 },
  { channel: 'Affiliates', name: 'Partner programme', daily: 28, perThousand: 14, clickRate: 0.03, part: 1 },
];

/** Orders a day for each customer, as the journeys bring them on average. */
const ORDERS_PER_CUSTOMER_AND_DAY = 0.0121;
const BASE_CUSTOMERS = 2000;

/** One row per day and campaign, sized to the number of customers. */
export function* spendOf(world: {
  readonly seed: number;
  readonly calendar: Calendar;
  readonly customers: number;
  readonly currency: string;
}): Generator<readonly SqlValue[]> {
  const { calendar, customers } = world;
  const channelTotal = CHANNELS.reduce((sum, { weight }) => sum + weight, 0);
  for (const [number, campaign] of CAMPAIGNS.entries()) {
    const random = createRandom(world.seed, 4, number);
    const channelShare = (CHANNELS.find(({ name }) => name === campaign.channel)?.weight ?? 0) / channelTotal;
    for (const [index, day] of calendar.days.entries()) {
      const { spend, clicks: clickFactor } = burn(campaign, index, calendar);
      // Budgets follow demand by half, and vary by a tenth from day to day.
      const mood = (0.5 + 0.5 * day.weight) * (0.9 + 0.2 * random.next());
      const base = ((campaign.daily * customers) / BASE_CUSTOMERS) * mood;
      const amount = Math.round(base * spend * 100) / 100;
      const impressions = Math.round((amount / campaign.perThousand) * 1000);
      const usualImpressions = (base / campaign.perThousand) * 1000;
      const clicks = Math.min(
        random.poisson(usualImpressions * campaign.clickRate * clickFactor),
        impressions,
      );
      const orders = customers * ORDERS_PER_CUSTOMER_AND_DAY * day.weight * channelShare * campaign.part;
      const conversions = Math.min(random.poisson(orders), clicks);
      yield [
        lineKey(number, index + 1),
        day.date,
        campaign.channel,
        campaign.name,
        amount,
        impressions,
        clicks,
        conversions,
        world.currency,
      ];
    }
  }
}

/** By how much spend and clicks stand above the usual on a day. */
function burn(campaign: Campaign, index: number, calendar: Calendar) {
  const story = STORIES.burningCampaign;
  if (campaign.name !== story.campaign) return { spend: 1, clicks: 1 };
  const start = calendar.indexOf(story.startDaysAgo);
  const full = calendar.indexOf(story.fullDaysAgo);
  const along = Math.min(Math.max((index - start) / (full - start), 0), 1);
  return { spend: 1 + (story.spendFactor - 1) * along, clicks: 1 + (story.clickFactor - 1) * along };
}
