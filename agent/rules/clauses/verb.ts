/** What somebody did: “we sold”, “customers bought”, “spent on marketing”, “how did … do”, and “how much”. */
import type { Clause } from '../clause.ts';
import type { Verb } from '../draft.ts';
import { is } from '../item.ts';

const VERBS: readonly Verb[] = ['acquire', 'sell', 'buy', 'spent', 'earn', 'get', 'perform'];

export const verbClause: Clause = ({ items, draft }, at) => {
  const item = items[at];
  if (is(item, 'howMuch')) {
    draft.howMuch = true;
    if (item?.key !== 'how much') draft.money = true;
    draft.howMuchOf = items[at + 1]?.key === 'of';
  } else if (is(item, 'money')) draft.money = true;
  else if (is(item, 'onMarketing')) draft.marketing = true;
  else if (is(item, 'listing')) draft.listing = true;
  else {
    const verb = VERBS.find((candidate) => is(item, candidate));
    if (verb) draft.verbs.push(verb);
    else if (!is(item, 'happen')) return 0;
  }
  return 1;
};
