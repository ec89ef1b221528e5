/** The demo's funnels and the campaigns it has sent. */
import type { Calendar } from './calendar.ts';
import { instant } from './keys.ts';
import { at } from './random.ts';

export interface Funnel {
  readonly name: string;
  readonly stages: readonly { readonly name: string; readonly event: string }[];
}

export interface OutreachCampaign {
  readonly name: string;
  readonly channel: 'email' | 'whatsapp' | 'sms';
  readonly template: { readonly subject?: string; readonly body: string };
  readonly status: 'sent' | 'draft';
  /** ISO instant; null for a draft. */
  readonly scheduledAt: string | null;
  readonly sent: number;
  readonly delivered: number;
  readonly opened: number;
  readonly clicked: number;
  readonly converted: number;
}

export const FUNNELS: readonly Funnel[] = [
  {
    name: 'Visit to purchase',
    stages: [
      { name: 'Visited', event: 'page_view' },
      { name: 'Viewed a product', event: 'product_view' },
      { name: 'Added to cart', event: 'add_to_cart' },
      { name: 'Started checkout', event: 'checkout_started' },
      { name: 'Purchased', event: 'purchase' },
    ],
  },
  {
    name: 'Checkout',
    stages: [
      { name: 'Started checkout', event: 'checkout_started' },
      { name: 'Purchased', event: 'purchase' },
    ],
  },
];

interface Plan {
  readonly name: string;
  readonly channel: OutreachCampaign['channel'];
  readonly daysAgo: number | null;
  /** Part of all customers it went to. */
  readonly reach: number;
  /** Delivered of sent, opened of delivered, clicked of opened, converted of clicked. */
  readonly rates: readonly [number, number, number, number];
  readonly subject?: string;
  readonly body: string;
}

// biome-ignore format: a table
const PLANS: readonly Plan[] = [
  { name: 'Spring collection', channel: 'email', daysAgo: 210, reach: 0.66, rates: [0.984, 0.27, 0.14, 0.09], subject: 'Spring is here', body: 'Hello {{first_name}}, see what is new.' },
  { name: 'Summer sale', channel: 'email', daysAgo: 140, reach: 0.68, rates: [0.986, 0.31, 0.19, 0.12], subject: 'Up to 30% off', body: 'Hello {{first_name}}, the sale has begun.' },
  { name: 'New watches', channel: 'email', daysAgo: 82, reach: 0.12, rates: [0.99, 0.38, 0.22, 0.07], subject: 'Hand-made, in small numbers', body: 'Hello {{first_name}}, meet the new watches.' },
  { name: 'We miss you', channel: 'email', daysAgo: 33, reach: 0.09, rates: [0.961, 0.16, 0.08, 0.04], subject: 'It has been a while', body: 'Hello {{first_name}}, here is 10% for your return.' },
  { name: 'Sneaker drop', channel: 'whatsapp', daysAgo: 26, reach: 0.05, rates: [0.97, 0.82, 0.33, 0.16], body: 'Hi {{first_name}}, the new sneakers are in.' },
  { name: 'Delivery by Friday', channel: 'sms', daysAgo: 12, reach: 0.2, rates: [0.955, 0.7, 0.11, 0.1], body: 'Order by Wednesday, wear it on Friday.' },
  { name: 'Autumn look book', channel: 'email', daysAgo: null, reach: 0, rates: [0, 0, 0, 0], subject: 'The look book', body: 'Hello {{first_name}}, turn the pages.' },
];

/** The campaigns, sized to the number of customers; those older than the calendar are left out. */
export function createOutreach(customers: number, calendar: Calendar): readonly OutreachCampaign[] {
  return PLANS.filter(({ daysAgo }) => daysAgo === null || daysAgo <= calendar.days.length).map((plan) => {
    const [delivery, opening, clicking, converting] = plan.rates;
    const sent = Math.round(customers * plan.reach);
    const delivered = Math.round(sent * delivery);
    const opened = Math.round(delivered * opening);
    const clicked = Math.round(opened * clicking);
    return {
      name: plan.name,
      channel: plan.channel,
      template: plan.subject ? { subject: plan.subject, body: plan.body } : { body: plan.body },
      status: plan.daysAgo === null ? 'draft' : 'sent',
      scheduledAt:
        plan.daysAgo === null ? null : instant(at(calendar.days, calendar.indexOf(plan.daysAgo)), 10 * 3600),
      sent,
      delivered,
      opened,
      clicked,
      converted: Math.round(clicked * converting),
    };
  });
}

/** Names of all campaigns the demo may bring. */
export const PLANNED_CAMPAIGNS: readonly string[] = PLANS.map(({ name }) => name);
