/** Suggestions as they are stored. */
import { z } from 'zod';
import type { Queryable } from '../../db/db.ts';
import { PROPOSAL_TYPES } from '../proposal.ts';
import { PRIORITIES, suggestionPayload } from './payload.ts';
import { byRank } from './rank.ts';

export const STATES = ['open', 'snoozed', 'accepted', 'dismissed', 'superseded', 'expired'] as const;

const estimate = z.object({ expected: z.number(), low: z.number(), high: z.number() });
const cell = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const call = z.object({ tool: z.string(), args: z.record(z.string(), z.unknown()) });

const storedAction = z.object({
  action_type: z.string(),
  fields: z.record(z.string(), z.unknown()),
  label: z.string(),
  call,
  before: z.array(call).optional(),
  confirm: z.string().optional(),
  looks: z.literal(true).optional(),
});
export type StoredAction = z.infer<typeof storedAction>;

const instant = z.iso.datetime().nullable();

export const storedSuggestion = z.object({
  id: z.string(),
  type: z.enum(PROPOSAL_TYPES),
  subject: z.string(),
  priority: z.enum(PRIORITIES),
  payload: suggestionPayload,
  reasons: z.array(z.string()),
  value: estimate.nullable(),
  rawConfidence: z.number(),
  confidence: z.number(),
  severity: z.number(),
  coolDownDays: z.number(),
  prediction: z
    .object({
      measure: z.string(),
      value: estimate,
      horizonDays: z.number(),
      about: z.record(z.string(), cell),
    })
    .nullable(),
  people: z.number(),
  urgent: z.boolean(),
  source: z.string(),
  actions: z.array(storedAction),
  state: z.enum(STATES),
  proposedAt: z.iso.datetime(),
  /** When it was last found to hold. */
  stillTrueAt: instant,
  snoozedUntil: instant,
  supersededBy: z.string().nullable(),
  decidedBy: z.string().nullable(),
  decidedAt: instant,
  decidedOrigin: z.string().nullable(),
  outcome: z.record(z.string(), cell).nullable(),
  dueOn: z.string().nullable(),
});
export type StoredSuggestion = z.infer<typeof storedSuggestion>;
export type SuggestionState = StoredSuggestion['state'];

interface Row {
  readonly suggestion_id: string;
  readonly type: string;
  readonly subject: string;
  readonly priority: string;
  readonly payload: unknown;
  readonly reasons: unknown;
  readonly expected_value: number | null;
  readonly value_low: number | null;
  readonly value_high: number | null;
  readonly raw_confidence: number;
  readonly confidence: number;
  readonly severity: number;
  readonly cool_down_days: number;
  readonly predicted: unknown;
  readonly people: number;
  readonly urgent: boolean;
  readonly source: string;
  readonly actions: unknown;
  readonly state: string;
  readonly proposed_at: Date;
  readonly still_true_at: Date | null;
  readonly snoozed_until: Date | null;
  readonly superseded_by: string | null;
  readonly decided_by_name: string | null;
  readonly decided_at: Date | null;
  readonly decided_origin: string | null;
  readonly outcome: unknown;
  readonly due_on: string | null;
}

const SELECT = `
select suggestion_id, type, subject, priority, payload, reasons, expected_value, value_low, value_high, raw_confidence,
       confidence, severity, cool_down_days, predicted, people, urgent, source, actions, state, proposed_at,
       still_true_at, snoozed_until, superseded_by, decided_at, decided_origin, outcome, due_on::text as due_on,
       (select p.name from people p where p.tenant_id = s.tenant_id and p.person_id = s.decided_by) as decided_by_name
  from suggestions s where s.tenant_id = $1`;

/** One suggestion; null where there is none of that id. */
export async function readSuggestion(
  db: Queryable,
  tenantId: string,
  id: string,
  options: { readonly lock?: boolean } = {},
): Promise<StoredSuggestion | null> {
  const { rows } = await db.query<Row>(
    `${SELECT} and suggestion_id = $2${options.lock ? ' for update of s' : ''}`,
    [tenantId, id],
  );
  return rows[0] ? toSuggestion(rows[0]) : null;
}

/** More are no list that anybody reads. */
const MOST = 100;

/** What nobody has to decide any more: the winner was applied where the test is shown. Undone, it stands open again. */
const OVERTAKEN = `
  type = 'ab_test_winner' and state in ('open', 'snoozed') and exists (
    select 1 from ab_tests t where t.tenant_id = s.tenant_id and s.subject = 'test:' || t.id and t.status = 'applied')`;

/** Suggestions in these states, the most important first; decided ones by when. */
export async function readSuggestions(
  db: Queryable,
  tenantId: string,
  states: readonly SuggestionState[],
): Promise<readonly StoredSuggestion[]> {
  const { rows } = await db.query<Row>(
    `${SELECT} and state = any($2) and not (${OVERTAKEN}) order by coalesce(decided_at, proposed_at) desc, suggestion_id limit ${MOST}`,
    [tenantId, [...states]],
  );
  const found = rows.map(toSuggestion);
  return states.every((state) => state === 'open' || state === 'snoozed') ? found.sort(byRank) : found;
}

function toSuggestion(row: Row): StoredSuggestion {
  const text = (at: Date | null) => at?.toISOString() ?? null;
  const { expected_value: expected, value_low: low, value_high: high } = row;
  return storedSuggestion.parse({
    id: row.suggestion_id,
    type: row.type,
    subject: row.subject,
    priority: row.priority,
    payload: row.payload,
    reasons: row.reasons,
    value: expected === null ? null : { expected, low: low ?? expected, high: high ?? expected },
    rawConfidence: row.raw_confidence,
    confidence: row.confidence,
    severity: row.severity,
    coolDownDays: row.cool_down_days,
    prediction: row.predicted,
    people: row.people,
    urgent: row.urgent,
    source: row.source,
    actions: row.actions,
    state: row.state,
    proposedAt: row.proposed_at.toISOString(),
    stillTrueAt: text(row.still_true_at),
    snoozedUntil: text(row.snoozed_until),
    supersededBy: row.superseded_by,
    decidedBy: row.decided_by_name,
    decidedAt: text(row.decided_at),
    decidedOrigin: row.decided_origin,
    outcome: row.outcome,
    dueOn: row.due_on,
  });
}
