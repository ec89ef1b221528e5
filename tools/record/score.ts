/** From what was counted to what acting on a proposal brought. Pure. */
import { formatValue } from '../../cards/format.ts';
import { sampleOfSums } from '../../statistics/experiments/sample.ts';
import { compareProportions } from '../../statistics/experiments/two-proportions.ts';
import { compareMeans } from '../../statistics/experiments/welch.ts';
import { onlyTold, type Realised, WEIGHTS } from './realised.ts';

/** Predictions come with 80% intervals; what is compared with them has the same. */
const ALPHA = 0.2;
/** With fewer people on either side nothing can be told. */
const FEWEST = 30;

interface Side {
  readonly people: number;
  readonly buyers: number;
  readonly revenue: number;
  readonly squares: number;
}

export interface Arms {
  readonly meant: Side;
  readonly heldOut: Side;
}

/**
 * What a campaign with a hold-out brought: the difference per person (Welch's interval for revenue, Fleiss's for buyers),
 * times everybody it was meant for.
 */
export function scoreHoldout(
  { meant, heldOut }: Arms,
  { measure, days, currency }: { readonly measure: string; readonly days: number; readonly currency: string },
): Realised {
  if (meant.people < FEWEST || heldOut.people < FEWEST)
    return onlyTold(
      'observed',
      measure,
      `${count(meant.people)} people were meant and ${count(heldOut.people)} held out: too few to tell what it brought. ${spent(meant, days, currency)}`,
      meant.people,
    );
  const counts = (side: Side) => ({ n: side.people, successes: side.buyers });
  const sample = (side: Side) => sampleOfSums(side.people, side.revenue, side.squares);
  const inBuyers = measure === 'conversions';
  const { difference, interval, pValue } = inBuyers
    ? compareProportions(counts(heldOut), counts(meant), ALPHA)
    : compareMeans(sample(heldOut), sample(meant), ALPHA);
  const scale = meant.people;
  const value = { expected: scale * difference, low: scale * interval.low, high: scale * interval.high };
  const told = (amount: number) =>
    inBuyers ? count(Math.round(amount)) : formatValue(amount, { kind: 'currency', currency, decimals: 0 });
  return {
    how: 'holdout',
    measure: inBuyers ? measure : 'revenue',
    value,
    hit: chanceOfMore(difference, pValue),
    weight: WEIGHTS.holdout,
    people: meant.people,
    sentence:
      `Beside ${count(heldOut.people)} people held out, the ${count(meant.people)} it was meant for brought ${told(value.expected)} ${inBuyers ? 'buyers' : ''} more within ${days} days (80% interval ${told(value.low)} to ${told(value.high)}).`.replaceAll(
        '  ',
        ' ',
      ),
  };
}

interface Shares {
  /** Of the control, while it was tested. */
  readonly control: { readonly people: number; readonly did: number };
  /** Of messages of the kind, since the winner is what they say. */
  readonly after: { readonly people: number; readonly did: number };
  /** “convert”, “click” */
  readonly words: string;
}

/** What an applied winner brought: the share since then beside the control's, times the messages sent. */
export function scoreWinner({ control, after, words }: Shares, measure: string): Realised {
  if (control.people < FEWEST || after.people < FEWEST)
    return onlyTold(
      'observed',
      measure,
      `Only ${count(after.people)} messages of the kind were sent since the winner was applied: too few to tell what it brought.`,
      after.people,
    );
  const { difference, interval, pValue } = compareProportions(
    { n: control.people, successes: control.did },
    { n: after.people, successes: after.did },
    ALPHA,
  );
  const scale = after.people;
  return {
    how: 'before_after',
    measure: 'conversions',
    value: { expected: scale * difference, low: scale * interval.low, high: scale * interval.high },
    hit: chanceOfMore(difference, pValue),
    weight: WEIGHTS.before_after,
    people: after.people,
    sentence: `Since the winner was applied ${share(after)} of ${count(after.people)} people ${words}, beside ${share(control)} with the control while it was tested. They were other people on other days, so it counts half.`,
  };
}

/** Whether what was wrong has gone away. */
export function scoreState(
  gone: boolean,
  measure: string,
  sentence: string,
  weight: number = WEIGHTS.state,
): Realised {
  return {
    how: 'state',
    measure,
    value: null,
    hit: gone ? 1 : 0,
    weight,
    people: null,
    sentence,
  };
}

/** “Of 890 people 107 (12.0%) bought within 30 days, for $4,200.” */
export function spent(
  { people, buyers, revenue }: Pick<Side, 'people' | 'buyers' | 'revenue'>,
  days: number,
  currency: string,
): string {
  const money = formatValue(revenue, { kind: 'currency', currency, decimals: 0 });
  return `Of ${count(people)} people ${count(buyers)} (${share({ people, did: buyers })}) bought within ${days} days, for ${money}.`;
}

/** The probability that the difference is above zero, from the two-sided p of a test that it is none. */
function chanceOfMore(difference: number, pValue: number): number {
  return difference > 0 ? 1 - pValue / 2 : difference < 0 ? pValue / 2 : 0.5;
}

const count = (value: number) => formatValue(value, { kind: 'integer' });
const share = ({ people, did }: { readonly people: number; readonly did: number }) =>
  formatValue(people > 0 ? did / people : 0, { kind: 'percent', decimals: 1 });
