import { describe, expect, it } from 'vitest';
import { type Gate, gate } from '../../../tools/audience/gate.ts';

const bought: Gate = { kind: 'did', action: 'purchase', targets: [], within: { kind: 'all' } };
const wide = (width: number): Gate => ({ kind: 'any', of: Array.from({ length: width }, () => bought) });

describe('a gate', () => {
  it('nests as deep as people say it', () => {
    const said: Gate = { kind: 'all', of: [wide(20), { kind: 'not', gate: wide(20) }] };
    expect(gate.parse(said)).toEqual(said);
  });

  it('is refused where it would pass over the facts hundreds of times', () => {
    const huge: Gate = { kind: 'all', of: Array.from({ length: 20 }, () => wide(20)) };
    const parsed = gate.safeParse(huge);
    expect(parsed.error?.issues.map(({ message }) => message)).toEqual(['a condition has at most 100 parts']);
  });
});
