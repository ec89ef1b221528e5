/** Every proposal with what was predicted and what came of it. */
import { z } from 'zod';
import type { TenantDb } from '../../db/db.ts';
import { PROPOSAL_TYPES } from '../proposal.ts';
import { realised } from './realised.ts';

const estimate = z.object({ expected: z.number(), low: z.number(), high: z.number() });

export const recordRow = z.object({
  id: z.string(),
  type: z.enum(PROPOSAL_TYPES),
  title: z.string(),
  state: z.string(),
  decidedAt: z.iso.datetime().nullable(),
  dueOn: z.string().nullable(),
  rawConfidence: z.number(),
  confidence: z.number(),
  predicted: z.object({ measure: z.string(), value: estimate }).nullable(),
  /** Null until it is scored. */
  realised: realised.nullable(),
});
export type RecordRow = z.infer<typeof recordRow>;

/** What came before counts no more for a record that people look at. */
const MOST = 5000;

interface Row {
  readonly id: string;
  readonly type: string;
  readonly title: string | null;
  readonly state: string;
  readonly decided_at: Date | null;
  readonly due_on: string | null;
  readonly raw_confidence: number;
  readonly confidence: number;
  readonly predicted: unknown;
  readonly realised: unknown;
}

/** The newest first. */
export async function readRecord(db: TenantDb): Promise<readonly RecordRow[]> {
  const { rows } = await db.read<Row>(
    `select suggestion_id as id, type, payload->>'title' as title, state, decided_at, due_on::text as due_on,
            raw_confidence, confidence, predicted, realised
       from suggestions where tenant_id = $1 order by proposed_at desc, suggestion_id limit ${MOST}`,
    [db.tenantId],
  );
  return rows.map((row) =>
    recordRow.parse({
      id: row.id,
      type: row.type,
      title: row.title ?? row.id,
      state: row.state,
      decidedAt: row.decided_at?.toISOString() ?? null,
      dueOn: row.due_on,
      rawConfidence: row.raw_confidence,
      confidence: row.confidence,
      predicted: row.predicted,
      realised: row.realised,
    }),
  );
}
