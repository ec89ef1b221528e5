/** A gate's period in words, with its days: “in the last 60 days (22 Sep – 20 Nov 2026)”. */
import type { PeriodExpression } from '../periods/period-expression.ts';
import { spanLabel } from '../periods/period-label.ts';
import type { Workspace } from '../workspace.ts';
import { gateDays } from './gate-days.ts';

/** Empty for all of time. */
export function periodInWords(period: PeriodExpression, workspace: Workspace): string {
  if (period.kind === 'all') return '';
  const { from, to, label } = gateDays(period, workspace);
  if (period.kind === 'since' || period.kind === 'until') return label;
  const days = from !== null && to !== null ? spanLabel(from, to) : label;
  const lead = from !== null && from === to ? 'on' : / – /u.test(label) ? 'between' : 'in';
  const said = lead === 'between' ? label.replace(' – ', ' and ') : label;
  return days === label ? `${lead} ${said}` : `${lead} ${said} (${days})`;
}
