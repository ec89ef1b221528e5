/** A gate in words: “bought Socks in the last 60 days (22 Sep – 20 Nov 2026), but not Shoes”. */
import type { Workspace } from '../workspace.ts';
import { actionInWords, rowsOf } from './actions.ts';
import { periodInWords } from './describe-period.ts';
import { describeTargets } from './describe-target.ts';
import { bounds, describeMilestone, describeTrait, written } from './describe-trait.ts';
import type { Did, Gate } from './gate.ts';

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
  const alike =
    gate.kind === 'did' &&
    !gate.measure &&
    gate.targets.length > 0 &&
    positive.some(
      (other) =>
        other.kind === 'did' &&
        !other.measure &&
        other.action === gate.action &&
        JSON.stringify(other.within) === JSON.stringify(gate.within),
    );
  return alike ? `not ${describeTargets(gate.targets, 'anything')}` : describeNot(gate, workspace);
}

const NEGATED: Readonly<Record<string, string>> = {
  purchase: 'did not buy',
  returned: 'did not return',
  view: 'did not look at',
  product_view: 'did not look at',
  add_to_cart: 'did not put in the cart',
  checkout: 'did not begin to check out',
};

function describeNot(gate: Gate, workspace: Workspace): string {
  if (gate.kind === 'everyone') return 'no one';
  if (gate.kind === 'trait' && gate.trait === 'segment' && gate.op === 'in')
    return describeTrait({ ...gate, op: 'not_in' }, workspace);
  if (gate.kind !== 'did' || gate.measure) return `not those who ${describeGate(gate, workspace)}`;
  const words = NEGATED[gate.action] ?? `never ${actionInWords(gate.action)}`;
  return sentence([words, describeTargets(gate.targets, 'anything'), periodInWords(gate.within, workspace)]);
}

const sentence = (parts: readonly string[]): string => parts.filter((part) => part !== '').join(' ');

function describeDid(did: Did, workspace: Workspace): string {
  const { measure, action } = did;
  const sales = rowsOf(action).in === 'sales';
  const period = periodInWords(did.within, workspace);
  const goods = describeTargets(did.targets, '');
  const verb = actionInWords(action);
  const nothing = action === 'any' ? 'anything' : sales || action === 'add_to_cart' ? 'something' : '';
  if (!measure) return sentence([verb, goods || nothing, period]);
  const number = bounds(measure, (value) => written(value, 'number', workspace));
  const money = bounds(measure, (value) => written(value, 'money', workspace));
  switch (measure.of) {
    case 'times':
      return sentence([verb, goods || nothing, number, 'times', period]);
    case 'orders':
      return sentence([verb, goods || nothing, 'in', number, 'orders', period]);
    case 'units':
      return sentence([verb, number, 'units', goods && `of ${goods}`, period]);
    case 'amount':
      return action === 'purchase'
        ? sentence(['spent', money, goods && `on ${goods}`, period])
        : sentence([verb, goods || nothing, 'worth', money, period]);
    case 'average_order':
      return sentence([verb, goods || nothing, 'for', money, 'an order on average', period]);
  }
}
