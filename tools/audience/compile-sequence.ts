/** Who did one thing, and on a later day another. */
import { UserError } from '../errors.ts';
import type { Workspace } from '../workspace.ts';
import { factRows } from './compile-did.ts';
import type { Sequence } from './gate.ts';
import type { Parameters } from './parameters.ts';

/**
 * The customers of a sequence. Each step is one pass that keeps the earliest day it can have been done on: after the
 * step before, or, of `firsts`, the first of all, where that lies after it. Two things of one day are in no order.
 */
export function sequenceSql(
  { steps, firsts }: Sequence,
  workspace: Workspace,
  tenant: string,
  parameters: Parameters,
): string {
  let done = '';
  for (const step of steps) {
    if (step.measure || step.every || step.together)
      throw new UserError(
        'gate_sequence',
        'Of things done one after another I can tell whether they were done, but not how often or in one order.',
      );
    const { fact, date, from, conditions } = factRows(step, workspace, tenant, parameters);
    const earlier =
      done === '' ? '' : `\n  join (\n  ${done}\n  ) as earlier on earlier.customer_id = ${fact}.customer_id`;
    const later = earlier === '' || firsts ? conditions : [...conditions, `${date} > earlier.day`];
    const after = earlier !== '' && firsts ? `, earlier.day\n  having min(${date}) > earlier.day` : '';
    done = `select ${fact}.customer_id, min(${date}) as day from ${from}${earlier}\n  where ${later.join('\n    and ')}\n  group by ${fact}.customer_id${after}`;
  }
  return `select customer_id from (\n  ${done}\n  ) as done`;
}
