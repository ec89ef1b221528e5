/** The caps of a budget, each with what counts towards it; and what a person is told where one is reached. Pure. */
import { DateTime } from 'luxon';
import { type Amount, sayDollars, sayTokens } from './amounts.ts';
import type { Account, BudgetStatus } from './budget-status.ts';

/** One cap that is set. */
export interface Cap {
  readonly whose: 'person' | 'team';
  readonly unit: keyof Amount;
  readonly most: number;
  readonly account: Account;
}

/** Those that are set, the person's before the team's. */
export function capsOf({ budget, person, team }: BudgetStatus): readonly Cap[] {
  const caps = [
    { whose: 'person', unit: 'dollars', most: budget.dollarsPerPersonDay, account: person },
    { whose: 'person', unit: 'tokens', most: budget.tokensPerPersonDay, account: person },
    { whose: 'team', unit: 'dollars', most: budget.dollarsPerTeamMonth, account: team },
    { whose: 'team', unit: 'tokens', most: budget.tokensPerTeamMonth, account: team },
  ] as const;
  return caps.flatMap(({ most, ...cap }) => (most === null ? [] : [{ ...cap, most }]));
}

/** What is neither used nor held by other questions; without a cap there is no end to it. */
export function leftOf(caps: readonly Cap[]): Amount {
  const left = (unit: keyof Amount): number =>
    Math.min(
      ...caps
        .filter((cap) => cap.unit === unit)
        .map(({ most, account }) => most - account.used[unit] - account.held[unit]),
    );
  return { dollars: left('dollars'), tokens: left('tokens') };
}

/** `$0.50` or “100,000 tokens”. */
export const sayAmount = (unit: keyof Amount, amount: number): string =>
  unit === 'dollars' ? sayDollars(amount) : sayTokens(amount);

interface Zones {
  readonly person: string;
  readonly team: string;
}

/** Less is nothing: sums of dollars are not exact. */
const NOTHING = 1e-9;

const RULES = 'questions that the rules can read are still answered.';

/**
 * Why a question that has `taken` so much may take no more: a sentence about the first cap that stands in its way, null
 * where none does. What is used up is told before what others only hold.
 */
export function overBudget(caps: readonly Cap[], taken: Amount, zones: Zones): string | null {
  const left = ({ unit, most, account }: Cap): number => most - account.used[unit] - taken[unit];
  const full = caps.find((cap) => left(cap) < NOTHING);
  if (full) return sayUsedUp(full, zones);
  const held = caps.find((cap) => left(cap) - cap.account.held[cap.unit] < NOTHING);
  return held ? sayHeld(held, taken, zones) : null;
}

function sayUsedUp({ whose, unit, most, account: { stretch } }: Cap, zones: Zones): string {
  const amount = `${sayAmount(unit, most)} of language model`;
  const raise = 'or an admin can raise it with /walker usage budget.';
  if (whose === 'person')
    return `You have used your ${amount} for today; ${RULES} It is free again at 00:00 (${zones.person}), ${raise}`;
  const first = DateTime.fromJSDate(stretch.to, { zone: zones.team }).toFormat('d LLLL');
  return `The team has used its ${amount} for ${stretch.label}; ${RULES} It is free again on ${first}, ${raise}`;
}

function sayHeld({ whose, unit, most, account }: Cap, taken: Amount, zones: Zones): string {
  const { used, stretch, heldUntil } = account;
  const amount = `${sayAmount(unit, most)} of language model`;
  const [holders, cap] =
    whose === 'person'
      ? ['Other questions of yours', `your ${amount} for today`]
      : ['Other questions', `the team’s ${amount} for ${stretch.label}`];
  const spent = sayAmount(unit, used[unit] + taken[unit]);
  const until = heldUntil
    ? ` at ${DateTime.fromJSDate(heldUntil, { zone: zones.person }).toFormat('HH:mm')} (${zones.person}) at the latest`
    : '';
  return `${holders}, which are still being answered, hold what is left of ${cap} (${spent} used so far). Ask again when one of them is answered,${until}; ${RULES}`;
}
