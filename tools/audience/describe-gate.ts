/** A gate in words: “bought Socks in the last 60 days (22 Sep – 20 Nov 2026), but not Shoes”. */
import { spanLabel } from '../periods/period-label.ts';
import type { Workspace } from '../workspace.ts';
import { wordsOf } from './actions.ts';
import { isWithin } from './bounds.ts';
import { periodInWords } from './describe-period.ts';
import { describeTargets, orList } from './describe-target.ts';
import { bounds, describeMilestone, describeTrait, written } from './describe-trait.ts';
import { bucketsOf } from './every-bucket.ts';
import type { Did, Gate, Measure, Sequence } from './gate.ts';

/**
 * The gate as a predicate after “customers who”; `everyone` for no condition at all. Periods carry the days they mean on
 * the workspace's today. Throws a `UserError` for a period that the calendar has not.
 */
export function describeGate(gate: Gate, workspace: Workspace): string {
  switch (gate.kind) {
    case 'everyone':
      return 'everyone';
    case 'did':
      return describeDid(gate, workspace);
    case 'sequence':
      return describeSequence(gate, workspace);
    case 'trait':
      return describeTrait(gate, workspace);
    case 'milestone':
      return describeMilestone(gate, workspace);
    case 'not':
      return describeNot(gate.gate, workspace);
    case 'any':
      return gate.of.map((each) => nested(each, workspace)).join(' or ');
    case 'all':
      return describeAll(gate.of, workspace);
  }
}

/** The people of a gate: “Customers who bought Socks”, “All customers”. */
export function describeAudience(gate: Gate, workspace: Workspace): string {
  return gate.kind === 'everyone' ? 'All customers' : `Customers who ${describeGate(gate, workspace)}`;
}

const nested = (gate: Gate, workspace: Workspace): string => {
  const text = describeGate(gate, workspace);
  return gate.kind === 'all' || gate.kind === 'any' ? `(${text})` : text;
};

/** What holds comes first, then what must not. */
function describeAll(gates: readonly Gate[], workspace: Workspace): string {
  const positive = gates.filter((gate) => gate.kind !== 'not');
  const negative = gates.flatMap((gate) => (gate.kind === 'not' ? [gate.gate] : []));
  const said = positive.map((gate) => nested(gate, workspace));
  const head = said.length > 1 ? `${said.slice(0, -1).join(', ')} and ${said.at(-1)}` : (said[0] ?? '');
  if (head === '') return negative.map((gate) => describeNot(gate, workspace)).join(' and ');
  const tail = negative.map((gate) => leftOut(gate, positive, workspace)).join(' and ');
  return tail === '' ? head : `${head}, but ${tail}`;
}

/** “not Shoes” behind “bought Socks” of the same days, otherwise the whole negation. */
function leftOut(gate: Gate, positive: readonly Gate[], workspace: Workspace): string {
  if (gate.kind !== 'did' || gate.measure || gate.every || gate.together || gate.targets.length === 0)
    return describeNot(gate, workspace);
  const alike = positive.flatMap((other) => (other.kind === 'did' && isAlike(gate, other) ? [other] : []));
  if (alike.length === 0) return describeNot(gate, workspace);
  const others = JSON.stringify(gate.targets.map((target) => ({ ...target, op: 'in' })));
  // “bought Socks, but not something other than Socks”
  if (gate.targets[0]?.op === 'not_in' && alike.some(({ targets }) => JSON.stringify(targets) === others))
    return 'nothing else';
  return `not ${describeTargets(gate.targets, 'anything')}`;
}

/** The same deed of the same days. */
const isAlike = (one: Did, other: Did): boolean =>
  !other.measure &&
  !other.every &&
  !other.together &&
  other.action === one.action &&
  JSON.stringify(other.within) === JSON.stringify(one.within);

function describeNot(gate: Gate, workspace: Workspace): string {
  if (gate.kind === 'everyone') return 'are no customers';
  if (gate.kind === 'any') return gate.of.map((each) => describeNot(each, workspace)).join(' and ');
  if (gate.kind === 'trait' && gate.trait === 'segment' && gate.op === 'in')
    return describeTrait({ ...gate, op: 'not_in' }, workspace);
  const denied = gate.kind === 'trait' ? deny(describeTrait(gate, workspace)) : null;
  if (denied !== null) return denied;
  if (gate.kind !== 'did' || gate.measure || gate.together || gate.every)
    return `are not among those who ${describeGate(gate, workspace)}`;
  const { didNot, behind, noThing } = wordsOf(gate.action);
  return sentence([
    didNot,
    describeTargets(gate.targets, noThing),
    behind,
    periodInWords(gate.within, workspace),
  ]);
}

/** “live in” → “do not live in”; null for a predicate that has no such form. */
function deny(predicate: string): string | null {
  const [verb = '', ...rest] = predicate.split(' ');
  const denied = DENIED[verb];
  return denied === undefined ? null : [denied, ...rest].join(' ');
}

const DENIED: Readonly<Record<string, string>> = {
  are: 'are not',
  were: 'were not',
  have: 'do not have',
  live: 'do not live',
  prefer: 'do not prefer',
  buy: 'do not buy',
  agreed: 'did not agree',
  refused: 'did not refuse',
};

/** The goods of the deed; of several in one order all of them. */
const goodsInWords = ({ targets, together = [] }: Did, nothing: string): string =>
  orList(
    [targets, ...together].map((each) => describeTargets(each, nothing)),
    'and',
  );

/** “in 2019”, “in each of the 12 months of 2019”. */
function daysInWords(did: Did, workspace: Workspace): string {
  const buckets = bucketsOf(did, workspace);
  if (!buckets) return periodInWords(did.within, workspace);
  const { unit, count, from, to } = buckets;
  const days = spanLabel(from, to);
  const of = / to /u.test(days) ? 'from ' : / – /u.test(days) ? '' : 'of ';
  return `in ${count === 1 ? `the one ${unit}` : `each of the ${count} ${unit}s`} ${of}${days}`;
}

const sentence = (parts: readonly string[]): string => parts.filter((part) => part !== '').join(' ');

/** “bought Socks, and on a later day bought Shoes”, “first bought Socks, and only on a later day first bought Shoes”. */
function describeSequence({ steps, firsts }: Sequence, workspace: Workspace): string {
  const said = steps.map((step) => describeDid(step, workspace));
  if (!firsts) return said.join(', and on a later day ');
  const [first = '', ...later] = said;
  return [`first ${first}`, ...later.map((each) => `only on a later day first ${each}`)].join(', and ');
}

function describeDid(deed: Did, workspace: Workspace): string {
  const { measure, action } = deed;
  const { did, behind, thing } = wordsOf(action);
  const period = daysInWords(deed, workspace);
  const order = deed.together ? 'in one order' : '';
  const goods = goodsInWords(deed, '');
  const head = [did, goodsInWords(deed, thing), behind, order];
  if (!measure) return sentence([...head, period]);
  // Who has none counts as zero, which may be within the bounds.
  const none = isWithin(0, measure) && !measure.each ? ', or none at all' : '';
  const each = measure.each ? 'in a single order' : '';
  const number = bounds(measure, (value) => written(value, 'number', workspace));
  const money = bounds(measure, (value) => written(value, 'money', workspace));
  switch (measure.of) {
    case 'times':
      return sentence([...head, often(measure), period]) + none;
    case 'orders':
      return sentence([...head, 'in', number, measure.value === 1 ? 'order' : 'orders', period]) + none;
    case 'units':
      return sentence([did, number, 'units', goods && `of ${goods}`, behind, each, period]) + none;
    case 'products':
    case 'categories':
      return sentence([did, number, kinds(measure), goods && `of ${goods}`, behind, each, period]) + none;
    case 'amount':
      return (
        sentence(
          action === 'purchase'
            ? ['spent', money, goods && `on ${goods}`, each, period]
            : [...head, 'worth', money, each, period],
        ) + none
      );
    case 'average_order':
      return sentence([...head, 'for', money, 'an order on average', period]);
  }
}

/** “different categories”, “category”. */
const kinds = ({ of, op, value }: Measure): string =>
  op === '=' && value === 1 ? of.replace(/ies$/u, 'y').replace(/s$/u, '') : `different ${of}`;

/** “more than once”, “exactly twice”, “at least 3 times”. */
function often(measure: Measure): string {
  const said = bounds(measure, String)
    .replace(/^over /u, 'more than ')
    .replace(/^under /u, 'fewer than ');
  return said.replace(/^(.*?)\b(\d+)$/u, (_, lead: string, count: string) => {
    const words = count === '1' ? 'once' : count === '2' ? 'twice' : `${count} times`;
    return `${lead}${words}`;
  });
}
