/** What a test can measure per person. Events are compared in lower case; synonyms are those of mail and shop systems. */

export const METRIC_IDS = [
  'conversion_rate',
  'click_rate',
  'open_rate',
  'visit_rate',
  'mean_value',
  'unsubscribe_rate',
  'complaint_rate',
] as const;
export type MetricId = (typeof METRIC_IDS)[number];

/** What a test may be decided by; the others only guard it. */
export const PRIMARY_METRICS = [
  'conversion_rate',
  'click_rate',
  'open_rate',
  'visit_rate',
  'mean_value',
] as const satisfies readonly MetricId[];

export interface TestMetric {
  readonly id: MetricId;
  readonly label: string;
  /** What follows a value in a sentence: “5.0% convert”. */
  readonly words: string;
  /** The share of people who did it, or a mean over all people. */
  readonly kind: 'share' | 'mean';
  /** Event types that count as having done it; the first is how an import writes it. Empty for a mean: any event's value. */
  readonly events: readonly string[];
  readonly better: 'higher' | 'lower';
}

const TEST_METRICS: readonly TestMetric[] = [
  {
    id: 'conversion_rate',
    label: 'Conversion rate',
    words: 'convert',
    kind: 'share',
    events: ['converted', 'conversion', 'purchase', 'purchased', 'order', 'ordered', 'bought'],
    better: 'higher',
  },
  {
    id: 'click_rate',
    label: 'Click rate',
    words: 'click',
    kind: 'share',
    events: ['clicked', 'click', 'clicks'],
    better: 'higher',
  },
  {
    id: 'open_rate',
    label: 'Open rate',
    words: 'open',
    kind: 'share',
    events: ['opened', 'open', 'read'],
    better: 'higher',
  },
  {
    id: 'visit_rate',
    label: 'Visit rate',
    words: 'visit',
    kind: 'share',
    events: ['visited', 'visit', 'session'],
    better: 'higher',
  },
  {
    id: 'mean_value',
    label: 'Value per person',
    words: 'value per person',
    kind: 'mean',
    events: [],
    better: 'higher',
  },
  {
    id: 'unsubscribe_rate',
    label: 'Unsubscribe rate',
    words: 'unsubscribe',
    kind: 'share',
    events: ['unsubscribed', 'unsubscribe', 'opted_out', 'opt_out'],
    better: 'lower',
  },
  {
    id: 'complaint_rate',
    label: 'Complaint rate',
    words: 'complain',
    kind: 'share',
    events: ['complained', 'complaint', 'spam', 'spam_report'],
    better: 'lower',
  },
];

/** The metrics that are shares of people. */
export const SHARES = TEST_METRICS.filter(({ kind }) => kind === 'share');

export function metricOf(id: MetricId): TestMetric {
  return TEST_METRICS.find((metric) => metric.id === id) as TestMetric;
}

/** “conversion rate”, “conversions”, “CTR”, “spend” → the metric; null where the words name none. */
export function metricCalled(words: string): MetricId | null {
  const plain = words
    .trim()
    .toLowerCase()
    .replace(/[^a-z]+/g, '_')
    .replace(/^_|_$/g, '');
  const exact = METRIC_IDS.find((id) => id === plain || id === `${plain}_rate`);
  return exact ?? SPOKEN[plain] ?? SHARES.find(({ events }) => events.includes(plain))?.id ?? null;
}

const SPOKEN: Readonly<Record<string, MetricId>> = {
  conversions: 'conversion_rate',
  opens: 'open_rate',
  ctr: 'click_rate',
  click_through_rate: 'click_rate',
  visits: 'visit_rate',
  value: 'mean_value',
  spend: 'mean_value',
  revenue: 'mean_value',
  order_value: 'mean_value',
  value_per_person: 'mean_value',
  unsubscribes: 'unsubscribe_rate',
  complaints: 'complaint_rate',
};
