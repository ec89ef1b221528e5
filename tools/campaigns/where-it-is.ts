import { whoAndWhen } from '../who-and-when.ts';
import type { Campaign } from './read-campaigns.ts';

/** "“We miss you” is approved already (Vera, 21 Nov 2026, 05:33)." */
export function whereItIs(
  { name, status, approvedBy, approvedAt, cancelledBy, cancelledAt }: Campaign,
  timezone: string,
): string {
  const said = {
    draft: 'is a draft: it has not been approved',
    approved: `is approved already (${whoAndWhen(approvedBy, approvedAt, timezone)})`,
    sending: `is being sent (approved by ${whoAndWhen(approvedBy, approvedAt, timezone)})`,
    paused: 'is paused',
    sent: 'has been sent',
    cancelled: `was cancelled (${whoAndWhen(cancelledBy, cancelledAt, timezone)})`,
  }[status];
  return `“${name}” ${said}.`;
}
