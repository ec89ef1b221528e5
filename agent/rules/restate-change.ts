/** “Which categories grew by over 20%, in revenue”: a list that is picked by how much it changed, in words. */
import { type Format, formatValue } from '../../cards/format.ts';
import type { MetricQueryInput, Threshold } from '../../tools/metrics/metric-query.ts';
import { formatOf } from '../../tools/metrics/model.ts';
import type { Knowledge } from './knowledge.ts';

/** Whether a threshold is on the change of the number rather than on a number. */
export const isOnChange = ({ metric }: Threshold): boolean =>
  metric === 'growth' || metric === 'change' || metric === 'difference';

/** “grew”, “fell by over 20.0%”; null where nothing is picked by its change, or by one that takes more words. */
export function changeWords(query: MetricQueryInput, knowledge: Knowledge, currency: string): string | null {
  const [held, zero, more] = (query.having ?? []).filter(isOnChange);
  if (!held || more || held.op === '=' || held.op === 'between') return null;
  const sign = zero ?? held;
  const falls = sign.op.startsWith('<');
  const verb = falls ? 'fell' : 'grew';
  if (held.value === 0) return verb;
  const metric = knowledge.metric(query.metrics[0] ?? '');
  const format: Format =
    held.metric === 'difference' && metric ? formatOf(metric, currency) : { kind: 'percent' };
  const mirrored = falls ? MIRRORED[held.op] : held.op;
  return `${verb} by ${SIZES[mirrored]} ${formatValue(Math.abs(held.value), format)}`;
}

const MIRRORED = { '>': '<', '>=': '<=', '<': '>', '<=': '>=' } as const;
const SIZES = { '>': 'over', '>=': 'at least', '<': 'under', '<=': 'at most' } as const;
