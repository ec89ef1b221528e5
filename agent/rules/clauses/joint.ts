/** How a period hangs on the one said before it. */
import { fillers, type Reading } from '../clause.ts';
import type { SaidPeriod } from '../draft.ts';
import { is } from '../item.ts';

/** By what stands between: “March and April”, “March, April and May”, “Q3 vs Q4”. */
export function jointBefore(reading: Reading, at: number): SaidPeriod['joint'] {
  const last = reading.draft.periods.at(-1);
  // “by month vs 2018” holds two against each other, though only one is named.
  if (!last) return is(reading.items[at - 1], 'versus') ? 'versus' : 'none';
  let place = at - 1;
  let joint: SaidPeriod['joint'] = 'none';
  for (; place > last.at; place--) {
    const item = reading.items[place];
    if (is(item, 'versus')) joint = 'versus';
    else if (is(item, 'and') || is(item, 'comma')) joint = joint === 'none' ? 'and' : joint;
    else if (fillers(reading, place) === 0 && !is(item, 'prep')) return 'none';
  }
  return joint;
}
