/** A metric as if it had been said, and how the usual ones are called in questions back. */
import type { SaidMetric } from '../draft.ts';

export const said = (id: string): SaidMetric => ({ id, dimension: null, counted: false, at: 0 });

export const LABELS: Readonly<Record<string, string>> = {
  revenue: 'Revenue',
  orders: 'Orders',
  units: 'Units sold',
};
