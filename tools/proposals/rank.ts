/** How much a proposal matters. The rules are told in docs/walker.md. Pure. */
import type { Estimate } from '../proposal.ts';
import type { Priority } from './payload.ts';

/** Parts of a month's revenue from which what a proposal is likely to bring makes its priority high, or medium. */
const HIGH_SHARE = 0.02;
const MEDIUM_SHARE = 0.0025;
/** Less sure than this that it brings anything, what is urgent waits like the rest. */
const LIKELY_ENOUGH = 0.25;
/** Without money, being this sure makes it medium. */
const SURE = 0.8;

interface Weighed {
  readonly value: Estimate | null;
  readonly confidence: number;
  readonly urgent: boolean;
}

/** What it brings on average, over the cases where it brings something and those where it does not. */
export function worthOf({ value, confidence }: Omit<Weighed, 'urgent'>): number {
  return value ? Math.max(0, value.expected) * confidence : 0;
}

/** By urgency (unless it is unlikely to bring the money that it is about), then by what it is likely to bring beside the revenue of the last 30 days. */
export function priorityOf(proposal: Weighed, monthlyRevenue: number): Priority {
  if (proposal.urgent && (!proposal.value || proposal.confidence >= LIKELY_ENOUGH)) return 'high';
  if (!proposal.value) return proposal.confidence >= SURE ? 'medium' : 'low';
  const worth = worthOf(proposal);
  if (worth <= 0) return 'low';
  if (worth >= HIGH_SHARE * monthlyRevenue) return 'high';
  return worth >= MEDIUM_SHARE * monthlyRevenue ? 'medium' : 'low';
}

interface Ranked extends Weighed {
  readonly priority: Priority;
  readonly id: string;
}

const ORDER: Readonly<Record<Priority, number>> = { high: 0, medium: 1, low: 2 };

/**
 * By priority, then by worth, then the surer first. So what is urgent without money, such as a broken test, comes after
 * the other high ones and before everything medium.
 */
export function byRank(a: Ranked, b: Ranked): number {
  return (
    ORDER[a.priority] - ORDER[b.priority] ||
    worthOf(b) - worthOf(a) ||
    b.confidence - a.confidence ||
    a.id.localeCompare(b.id)
  );
}
