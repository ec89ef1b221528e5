/** What predictions and outcomes are counted in, for people. Pure. */
import { type Format, formatValue } from '../../cards/format.ts';
import type { Estimate, ProposalType } from '../proposal.ts';

interface Unit {
  readonly format: Format;
  /** What stands behind the number; money says what it is itself. */
  readonly one: string;
  readonly many: string;
  /** As a heading has it: “Revenue (USD)”. */
  readonly heading: string;
}

/** Null where it is counted in nothing: something is mended, or is not. */
function unitOf(type: ProposalType, measure: string | null, currency: string): Unit | null {
  const money = { kind: 'currency', currency, decimals: 0 } as const;
  const bare = { one: '', many: '' };
  switch (measure) {
    case 'revenue':
      return { format: money, ...bare, heading: `Revenue (${currency})` };
    case 'overspend':
      return { format: money, ...bare, heading: `Overspend (${currency})` };
    case 'conversion':
      return {
        format: { kind: 'percent', decimals: 1 },
        one: ' of visits',
        many: ' of visits',
        heading: 'Visits that go on',
      };
    case 'conversions':
      // A campaign is followed by sales; what a test counts is for the test to say.
      return type === 'ab_test_winner'
        ? { format: { kind: 'integer' }, one: ' conversion', many: ' conversions', heading: 'Conversions' }
        : { format: { kind: 'integer' }, one: ' buyer', many: ' buyers', heading: 'Buyers' };
    default:
      return null;
  }
}

interface Told {
  readonly type: ProposalType;
  readonly measure: string | null;
  readonly value: Estimate | null;
}

/** “$4,100 ($1,900 to $7,000)”, “12 buyers (8 to 17)”; null where there is no number, or none that says anything. */
export function estimateText({ type, measure, value }: Told, currency: string): string | null {
  const unit = unitOf(type, measure, currency);
  if (!unit || !value) return null;
  const told = (amount: number) =>
    formatValue(unit.format.kind === 'integer' ? Math.round(amount) : amount, unit.format);
  return `${amountText({ type, measure, value }, currency)} (${told(value.low)} to ${told(value.high)})`;
}

/** “$4,100”, “1 buyer”: the middle of it alone. */
export function amountText({ type, measure, value }: Told, currency: string): string | null {
  const unit = unitOf(type, measure, currency);
  if (!unit || !value) return null;
  const amount = unit.format.kind === 'integer' ? Math.round(value.expected) : value.expected;
  return `${formatValue(amount, unit.format)}${Math.abs(amount) === 1 && unit.format.kind === 'integer' ? unit.one : unit.many}`;
}

/** “Revenue (USD)”, “Buyers”; null where there is nothing to count. */
export const measureHeading = (type: ProposalType, measure: string | null, currency: string): string | null =>
  unitOf(type, measure, currency)?.heading ?? null;
