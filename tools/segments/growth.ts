/** How a segment's size and value changed, and what that says of its health. */
import type { Change } from '../../cards/card.ts';
import type { Format } from '../../cards/format.ts';
import { dayLabel } from '../periods/period-label.ts';
import type { SegmentRow } from './read-overview.ts';

const COUNT: Format = { kind: 'integer' };
/** A change of a month from which a segment counts as growing or shrinking, and its members as worth more or less. */
const NOTABLE = 0.1;
/** A share of probable leavers from which it is said. */
const RISKY = 0.5;

/** Change of the size against about a month ago, or a week ago; null where there is no such history. */
export function sizeChange(row: SegmentRow): Change | undefined {
  const past = row.month ?? row.week;
  if (!past) return undefined;
  const difference = row.members - past.members;
  return {
    difference,
    ratio: past.members > 0 ? difference / past.members : null,
    format: COUNT,
    against: dayLabel(past.day),
    good: 'neutral',
  };
}

/** Change of a member's value against about a month ago. */
export function valueChange(row: SegmentRow, format: Format): Change | undefined {
  const past = row.month ?? row.week;
  if (!past?.value || row.value === null) return undefined;
  const difference = row.value - past.value;
  return { difference, ratio: difference / past.value, format, against: dayLabel(past.day), good: 'up' };
}

/** "growing; members worth less", "steady": size trend, value trend and leavers in words. */
export function health(row: SegmentRow): string {
  const past = row.month ?? row.week;
  if (row.members === 0) return 'empty';
  if (!past) return 'new';
  const size = past.members > 0 ? row.members / past.members - 1 : Number.POSITIVE_INFINITY;
  const value = past.value && row.value !== null ? row.value / past.value - 1 : 0;
  const words = [
    size >= NOTABLE ? 'growing' : size <= -NOTABLE ? 'shrinking' : '',
    value >= NOTABLE ? 'members worth more' : value <= -NOTABLE ? 'members worth less' : '',
    row.atRisk !== null && row.atRisk / row.members >= RISKY ? 'most are probably leaving' : '',
  ].filter((word) => word !== '');
  return words.length > 0 ? words.join('; ') : 'steady';
}
