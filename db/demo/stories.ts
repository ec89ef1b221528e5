/**
 * What is planted in the demo workspace for features to find; docs/demo.md tells it in words and
 * tests/db/demo/stories.test.ts measures it from the loaded tables. `daysAgo` counts back from today.
 */
export const STORIES = {
  /** Young people in one city take to one category: each month brings this many times the buyers. */
  growing: {
    share: 0.05,
    location: 'Berlin',
    ages: [18, 25],
    category: 'Sneakers',
    monthlyGrowth: 1.18,
    ordersPerYear: 15,
    categoryShare: 0.7,
  },
  /** Once the most loyal; between these days each of them buys for the last time. */
  dying: {
    share: 0.05,
    location: 'Chicago',
    ages: [45, 60],
    categories: ['Home', 'Kitchen'],
    ordersPerYear: 18,
    lastOrderDaysAgo: [95, 170],
  },
  /** Since this day the checkout fails on phones; some of those it fails come back on a desktop. */
  mobileCheckout: {
    daysAgo: 21,
    completion: { desktop: 0.74, tablet: 0.7, mobile: 0.64 },
    brokenMobileCompletion: 0.18,
    retriesOnDesktop: 0.6,
  },
  /** Spend climbs to a multiple while conversions stay where they were. */
  burningCampaign: {
    channel: 'Paid social',
    campaign: 'Social prospecting',
    startDaysAgo: 56,
    fullDaysAgo: 28,
    spendFactor: 4,
    clickFactor: 1.6,
  },
  /** The shop was down for most of this day: this part of the usual demand came through. */
  anomaly: { daysAgo: 45, weight: 0.06 },
  /** People who buy the luxury lines. */
  luxury: { share: 0.04, ordersPerYear: 8, lineShare: 0.5 },
  /**
   * Three tests on e-mail, all half and half as planned; rates are per person sent to. `metric` decides, and
   * `smallestEffect` is the relative lift that would be worth having: no difference can be told where the people suffice
   * to rule that lift out.
   */
  tests: [
    {
      name: 'Welcome e-mail subject line',
      messageKind: 'welcome e-mail',
      verdict: 'winner',
      metric: 'conversion_rate',
      smallestEffect: 0.1,
      startDaysAgo: 24,
      endDaysAgo: 3,
      shareB: 0.5,
      rates: {
        control: { opened: 0.26, clicked: 0.08, converted: 0.05 },
        b: { opened: 0.36, clicked: 0.17, converted: 0.12 },
      },
      subjects: { control: 'Welcome to the shop', b: '{{first_name}}, your picks are ready' },
    },
    {
      name: 'Newsletter send time',
      messageKind: 'newsletter',
      verdict: 'no difference',
      // When it is sent decides who opens it. A lift of a quarter over 42% takes 673 people per arm (80 times in 100).
      metric: 'open_rate',
      smallestEffect: 0.25,
      startDaysAgo: 38,
      endDaysAgo: 10,
      shareB: 0.5,
      rates: {
        control: { opened: 0.42, clicked: 0.09, converted: 0.05 },
        b: { opened: 0.42, clicked: 0.09, converted: 0.05 },
      },
      subjects: { control: 'Sent at 09:00', b: 'Sent at 18:00' },
    },
    {
      name: 'Cart reminder with free delivery',
      messageKind: 'cart reminder',
      verdict: 'broken split',
      metric: 'conversion_rate',
      smallestEffect: 0.1,
      startDaysAgo: 17,
      endDaysAgo: 2,
      // The reminder with free delivery reached too few: its template failed for some mail programs.
      shareB: 0.41,
      rates: {
        control: { opened: 0.4, clicked: 0.15, converted: 0.08 },
        b: { opened: 0.42, clicked: 0.17, converted: 0.095 },
      },
      subjects: { control: 'You left something behind', b: 'Free delivery on your cart' },
    },
  ],
} as const;

export type TestStory = (typeof STORIES.tests)[number];
export type Arm = keyof TestStory['rates'];

export type Device = keyof typeof STORIES.mobileCheckout.completion;
