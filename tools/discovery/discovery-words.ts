/** What was found, in sentences. */
import { formatValue } from '../../cards/format.ts';
import { describeAudience } from '../audience/describe-gate.ts';
import type { Gate } from '../audience/gate.ts';
import type { Workspace } from '../workspace.ts';
import type { DiscoveryRequest } from './discovery-request.ts';
import type { Refined } from './refine.ts';

export interface DiscoveryWords {
  /** Of the first stage. */
  readonly gate: string;
  /** Of the second. */
  readonly interest: string;
  readonly answer: string;
}

/** `found` is null where no interest was asked for. */
export function discoveryWords(
  { gate, interest, like, among }: DiscoveryRequest,
  count: number,
  found: Refined | null,
  workspace: Workspace,
  /** How many `among` are; null where no share is asked for. */
  whole: number | null = null,
): DiscoveryWords {
  const audience = describeAudience(gate, workspace);
  const passing = `${countText(count, 'customer')} ${count === 1 ? 'passes' : 'pass'}: ${lowerFirst(audience)}`;
  const many = `${countText(count, 'customer')}${gate.kind === 'everyone' ? '' : ` ${audience.replace(/^Customers /, '')}`}`;
  const how = found?.wordsBecause ? `; ranked by words, because ${found.wordsBecause}` : '';
  if (like) {
    return {
      gate: passing,
      interest: `Ordered by how alike they are to ${like.customerId}${how}`,
      answer: `These customers are most like ${like.customerId}.`,
    };
  }
  if (!found || interest === undefined) {
    const share =
      among && whole
        ? ` That is ${formatValue(count / whole, { kind: 'percent' })} of ${ofWhole(among, whole, workspace)}.`
        : '';
    const answer = `${many}.${share}`;
    return { gate: passing, interest: 'No interest was asked for: ordered by what they spent', answer };
  }
  const number = `${found.approximate ? 'about ' : ''}${found.interested.toLocaleString('en')}`;
  const are = found.interested === 1 ? 'is' : 'are';
  return {
    gate: passing,
    interest: `${number} of them ${are} interested in “${interest}”${how}`,
    answer: `${upperFirst(number)} of ${many} ${are} interested in “${interest}”.`,
  };
}

/** "all 2,000 customers", "the 264 customers who belong to At Risk". */
const ofWhole = (among: Gate, whole: number, workspace: Workspace): string =>
  among.kind === 'everyone'
    ? `all ${countText(whole, 'customer')}`
    : `the ${countText(whole, 'customer')} ${describeAudience(among, workspace).replace(/^Customers /, '')}`;

/** "1 customer", "2,000 customers". */
export function countText(count: number, noun: string): string {
  return `${formatValue(count, { kind: 'integer' })} ${noun}${count === 1 ? '' : 's'}`;
}

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
const upperFirst = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
