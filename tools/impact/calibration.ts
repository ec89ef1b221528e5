/** The confidence of new proposals, calibrated on what earlier ones brought. */
import type { TenantDb } from '../../db/db.ts';
import {
  applyCalibration,
  type Calibration,
  fitCalibration,
  type Outcome,
} from '../../statistics/calibration.ts';
import type { ProposalType } from '../proposal.ts';

interface Row {
  readonly type: string;
  readonly raw: number;
  readonly hit: number;
  readonly weight: number;
}

/**
 * A function from a type and its raw probability to the calibrated one. Each type is calibrated on its own outcomes,
 * beginning with what those of all other types have shown; without any outcome the probability stays as it is. Only
 * accepted proposals count whose outcome can be put down to acting on them (`weight`; see jobs/score-proposals.ts).
 */
export async function readCalibration(
  db: TenantDb,
  tenantId: string,
): Promise<(type: ProposalType, raw: number) => number> {
  const { rows } = await db.read<Row>(
    `select type, raw_confidence as raw, (realised->>'hit')::float8 as hit, (realised->>'weight')::float8 as weight
       from suggestions
      where tenant_id = $1 and state = 'accepted' and scored_at is not null
        and realised->>'hit' is not null and (realised->>'weight')::float8 > 0
      order by scored_at desc limit 5000`,
    [tenantId],
  );
  const fitted = new Map<string, Calibration>();
  const calibrationOf = (type: string): Calibration => {
    const known = fitted.get(type);
    if (known) return known;
    const others = fitCalibration(outcomes(rows.filter((row) => row.type !== type)));
    const own = fitCalibration(outcomes(rows.filter((row) => row.type === type)), others);
    fitted.set(type, own);
    return own;
  };
  return (type, raw) => applyCalibration(raw, calibrationOf(type));
}

const outcomes = (rows: readonly Row[]): readonly Outcome[] =>
  rows.map(({ raw, hit, weight }) => ({ raw, hit, weight }));
