/** Subscriptions in words. Pure. */
import type { ProposalType } from '../proposal.ts';
import type { StoredSubscription } from './subscription-store.ts';

const DAY_NAMES = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

const TOPIC_NAMES: Readonly<Record<ProposalType, string>> = {
  segment_opportunity: 'segments',
  churn_prevention: 'churn',
  funnel_optimization: 'funnels',
  ab_test_winner: 'test winners',
  ab_test_broken: 'broken tests',
  spend_alert: 'spend',
  anomaly: 'anomalies',
};

/** “every day at 08:00 (Europe/Berlin), not on Saturday and Sunday; only segments” */
export function whenAndWhat({ at, timezone, quietDays, topics }: StoredSubscription): string {
  const quiet = quietDays.map((day) => DAY_NAMES[day - 1] ?? '');
  const not = quiet.length > 0 ? `, not on ${quiet.join(', ').replace(/, ([^,]*)$/, ' and $1')}` : '';
  const named = topics.map((topic) => TOPIC_NAMES[topic as ProposalType] ?? topic);
  const only = named.length > 0 ? `; only proposals about ${named.join(', ')}` : '';
  return `every day at ${at} (${timezone})${not}${only}`;
}

/** “by e-mail at ana@shop.example”, “on WhatsApp at …5678”, “in Slack directly”, “in the channel C0SALES”. */
export function whereTo({
  surface,
  address,
  personId,
}: Pick<StoredSubscription, 'surface' | 'address' | 'personId'>): string {
  if (surface === 'email') return `by e-mail at ${address}`;
  if (surface === 'whatsapp') return `on WhatsApp at …${address.slice(-4)}`;
  return personId === null ? `in the channel ${address}` : 'in Slack directly';
}
