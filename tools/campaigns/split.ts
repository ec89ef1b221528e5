/** Who of an audience gets which variation, and who is held out. */
import type { Queryable } from '../../db/db.ts';
import { createAssignment } from '../../statistics/experiments/assign-arm.ts';
import { assignmentOf, HOLD_OUT } from '../messages/assignment.ts';
import { readVariations, type Variation } from '../messages/variations.ts';
import type { Campaign } from './read-campaigns.ts';

export interface TestSplit {
  readonly id: string;
  readonly name: string;
  readonly status: string;
  readonly salt: string | null;
  readonly holdout: number;
  /** `thompson`: its shares move, and the test itself hands its variations out in batches. */
  readonly allocation: string;
  readonly variations: readonly Variation[];
}

/** The test whose variations the campaign sends; null where it has none, or the test is gone. */
export async function readSplit(
  db: Queryable,
  tenantId: string,
  testId: string | null,
): Promise<TestSplit | null> {
  if (testId === null) return null;
  const { rows } = await db.query<{
    name: string;
    status: string;
    salt: string | null;
    holdout: number;
    allocation: string;
    variations: unknown;
    control: string | null;
  }>(
    `select test_name as name, status, salt, holdout_share as holdout, allocation, variations, control_variation as control
       from ab_tests where tenant_id = $1 and id = $2::bigint`,
    [tenantId, testId],
  );
  const [row] = rows;
  return row ? { ...row, id: testId, variations: readVariations(row.variations, row.control) } : null;
}

/** What a person gets: held out, the id of a variation, or null for the one message that there is. */
export type Arm =
  | { readonly heldOut: true }
  | { readonly heldOut: false; readonly variationId: string | null };

/**
 * The same for the same person on every machine. The campaign's hold-out is drawn first, by the campaign's own salt; the
 * others get what the test gives them, whose own hold-out is held out as well. Null where everybody gets the same.
 */
export function armsOf(
  { id, salt, holdout }: Pick<Campaign, 'id' | 'salt' | 'holdout'>,
  test: TestSplit | null,
): ((customer: string) => Arm) | null {
  if (holdout === 0 && test === null) return null;
  const held = createAssignment({
    salt: salt ?? '',
    test: `campaign:${id}`,
    arms: [
      { key: 'sent', weight: 1 - holdout },
      { key: HOLD_OUT, weight: holdout },
    ],
  });
  const variationOf = test ? assignmentOf(test) : () => null;
  return (customer) => {
    if (held(customer) === HOLD_OUT) return { heldOut: true };
    const variationId = variationOf(customer);
    return variationId === HOLD_OUT ? { heldOut: true } : { heldOut: false, variationId };
  };
}
