/** Fits the models of a workspace to all of its buyers, and says where the data does not carry them. */
import type { TenantDb } from '../../db/db.ts';
import type { BgNbdFit } from '../../statistics/bg-nbd.ts';
import type { GammaGammaFit } from '../../statistics/gamma-gamma.ts';
import { fitModel } from './fit-model.ts';
import { type Clock, type Range, readFitRows } from './purchase-histories.ts';

/** Fewer tell nothing that would hold for the next customer. */
const MIN_CUSTOMERS = 50;
const MIN_REPEAT_BUYERS = 20;
/** A correlation of frequency and value beyond this is told: the model takes it for none. */
const NOTABLE_CORRELATION = 0.3;
export const DAYS_PER_WEEK = 7;

export interface ModelFits {
  readonly buyers: number;
  readonly repeatBuyers: number;
  /** Buyers with a repeat purchase of a positive value. */
  readonly valuedBuyers: number;
  /** Null where there were too few to try. */
  readonly purchases: BgNbdFit | null;
  readonly values: GammaGammaFit | null;
  /** What people should know of either, in whole sentences. */
  readonly purchasesMessage: string | null;
  readonly valuesMessage: string | null;
}

/** Reads the buyers range by range; holds counts by history and two numbers for each repeat buyer, no ids. */
export async function fitModels(
  db: TenantDb,
  ranges: AsyncIterable<Range>,
  clock: Clock,
  signal?: AbortSignal,
): Promise<ModelFits> {
  const histories = createHistoryCounts();
  const frequencies = createColumn();
  const means = createColumn();
  for await (const range of ranges) {
    signal?.throwIfAborted();
    for (const row of await readFitRows(db, range, clock)) {
      histories.add(row.repeats, row.last_at, row.age, row.customers);
      if (row.mean_value === null) continue;
      for (let i = 0; i < row.customers; i += 1) {
        frequencies.push(row.valued);
        means.push(row.mean_value);
      }
    }
  }
  const counts = { buyers: histories.customers(), repeatBuyers: histories.repeatBuyers() };
  const valuedBuyers = means.values().length;
  const tooFew = tooFewBuyers(counts);
  const purchases = tooFew ? null : await fitModel({ kind: 'purchases', histories: histories.columns() });
  const fewValues =
    valuedBuyers < MIN_REPEAT_BUYERS
      ? `${people(valuedBuyers)} paid for a second purchase, and it takes ${MIN_REPEAT_BUYERS} to learn what purchases are worth.`
      : null;
  const values =
    tooFew || fewValues
      ? null
      : await fitModel({ kind: 'values', values: { x: frequencies.values(), mean: means.values() } });
  return {
    ...counts,
    valuedBuyers,
    purchases,
    values,
    purchasesMessage: tooFew ?? failureOf(purchases?.message, 'how often customers buy and when they leave'),
    valuesMessage:
      tooFew ?? fewValues ?? failureOf(values?.message, 'what purchases are worth') ?? dependence(values),
  };
}

function tooFewBuyers({ buyers, repeatBuyers }: { buyers: number; repeatBuyers: number }): string | null {
  if (buyers < MIN_CUSTOMERS)
    return `${people(buyers)} bought so far, and it takes ${MIN_CUSTOMERS} to foretell anything.`;
  if (repeatBuyers < MIN_REPEAT_BUYERS)
    return `${people(repeatBuyers)} bought on a second day, and it takes ${MIN_REPEAT_BUYERS} to learn how customers come back.`;
  return null;
}

const people = (count: number): string =>
  count === 0 ? 'Nobody' : count === 1 ? 'Only one customer' : `Only ${count} customers`;

const failureOf = (message: string | null | undefined, what: string): string | null =>
  message ? `No model of ${what} fits this data: ${message}.` : null;

function dependence(fit: GammaGammaFit | null): string | null {
  const { correlation = null } = fit ?? {};
  if (correlation === null || Math.abs(correlation) <= NOTABLE_CORRELATION) return null;
  const those = correlation > 0 ? 'larger' : 'smaller';
  return `Customers who buy more often make ${those} purchases here (correlation ${correlation.toFixed(2)}); the model takes the two as unrelated, so lifetime values are rougher than their intervals say.`;
}

/** Customers by history. A map of a number made of the three: a million histories stay under 100 MB. */
function createHistoryCounts() {
  const MOST_DAYS = 2 ** 15;
  const counts = new Map<number, number>();
  let customers = 0;
  let repeatBuyers = 0;
  return {
    add(repeats: number, lastAt: number, age: number, count: number): void {
      const key = (repeats * MOST_DAYS + lastAt) * MOST_DAYS + age;
      counts.set(key, (counts.get(key) ?? 0) + count);
      customers += count;
      if (repeats > 0) repeatBuyers += count;
    },
    customers: () => customers,
    repeatBuyers: () => repeatBuyers,
    /** Times in weeks, the unit that published fits are in. */
    columns() {
      const keys = Float64Array.from(counts.keys());
      return {
        x: keys.map((key) => Math.floor(key / MOST_DAYS ** 2)),
        lastAt: keys.map((key) => (Math.floor(key / MOST_DAYS) % MOST_DAYS) / DAYS_PER_WEEK),
        age: keys.map((key) => (key % MOST_DAYS) / DAYS_PER_WEEK),
        count: Float64Array.from(counts.values()),
      };
    },
  };
}

/** Numbers whose count is not known beforehand. */
function createColumn() {
  let kept = new Float64Array(1024);
  let length = 0;
  return {
    push(value: number): void {
      if (length === kept.length) {
        const larger = new Float64Array(2 * length);
        larger.set(kept);
        kept = larger;
      }
      kept[length] = value;
      length += 1;
    },
    values: () => kept.subarray(0, length),
  };
}
