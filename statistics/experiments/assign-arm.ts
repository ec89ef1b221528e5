import { murmur3 } from '../murmur3.ts';

interface WeightedArm {
  /** What people are assigned by: an arm that is renamed is another arm. */
  readonly key: string;
  /** Share of people relative to the other arms; 0 takes nobody. */
  readonly weight: number;
}

export interface Assignment {
  /** Keeps tests of different workspaces apart. */
  readonly salt: string;
  /** Keeps tests of one workspace independent of each other. */
  readonly test: string;
  readonly arms: readonly WeightedArm[];
}

const encoder = new TextEncoder();

/**
 * A function from customers to arms that needs no memory: the same customer gets the same arm, on every machine. By
 * weighted rendezvous hashing (Thaler & Ravishankar 1998; Schindelhauer & Schomaker 2005): an arm that is added, say
 * a hold-out, takes its share evenly from all others and moves nobody else; so does one whose weight rises. Throws a
 * RangeError where arms share a key or nobody has a weight.
 */
export function createAssignment({ salt, test, arms }: Assignment): (customer: string) => string {
  if (new Set(arms.map(({ key }) => key)).size < arms.length) throw new RangeError('two arms share a key');
  if (arms.some(({ weight }) => !(weight >= 0))) throw new RangeError('a weight is not a number from 0 on');
  // Each text seeds the next one's hash, so that no two triples run together.
  const seed = [salt, test].reduce((before, text) => murmur3(encoder.encode(text), before), 0);
  const open = arms
    .filter(({ weight }) => weight > 0)
    .map(({ key, weight }) => ({ key, weight, seed: murmur3(encoder.encode(key), seed) }));
  if (open.length === 0) throw new RangeError('no arm has a weight');
  return (customer) => {
    const bytes = encoder.encode(customer);
    let chosen = '';
    let first = Number.POSITIVE_INFINITY;
    for (const arm of open) {
      // A race of exponential clocks: each arm's is the faster the larger its weight.
      const rings = -Math.log((murmur3(bytes, arm.seed) + 0.5) / 2 ** 32) / arm.weight;
      if (rings < first) [first, chosen] = [rings, arm.key];
    }
    return chosen;
  };
}
