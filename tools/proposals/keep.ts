/** Stores what was proposed: new ones in, outdated ones out, in one transaction that one process at a time is in. */
import type { Queryable, TenantDb, Transaction } from '../../db/db.ts';
import type { Proposal } from '../proposal.ts';
import type { Priority, SuggestionPayload } from './payload.ts';
import { type Earlier, fateOf } from './settle.ts';

/** A proposal that is ready to be stored. */
export interface Candidate {
  readonly id: string;
  readonly proposal: Proposal;
  readonly source: string;
  readonly confidence: number;
  readonly priority: Priority;
  readonly payload: SuggestionPayload;
}

interface Kept {
  /** Ids of those stored now. */
  readonly fresh: readonly string[];
  /** Ids of those that no longer hold. */
  readonly expired: readonly string[];
  /** How many are held back by a cool-down or a decision. */
  readonly quiet: number;
}

/**
 * Of two processes at once, the second finds what the first has stored. `sources` are the contributions that ran: only what
 * those proposed before and do not propose now has expired.
 */
export async function keepCandidates(
  db: TenantDb,
  candidates: readonly Candidate[],
  sources: readonly string[],
  now: Date,
): Promise<Kept> {
  return db.write(async (tx) => {
    await tx.query("select pg_advisory_xact_lock(hashtextextended('proposals ' || $1, 0))", [db.tenantId]);
    const earlier = await readEarlier(tx, db.tenantId, candidates);
    const fresh: string[] = [];
    let quiet = 0;
    for (const candidate of candidates) {
      const { live, last } = earlier.get(keyOf(candidate.proposal)) ?? { live: null, last: null };
      const fate = fateOf(candidate.proposal, live, last, now);
      if (fate === 'new') {
        if (live) await supersede(tx, db.tenantId, live.id, candidate.id);
        await insert(tx, db.tenantId, candidate, now);
        fresh.push(candidate.id);
      } else if (fate === 'quiet') quiet += 1;
      else await confirm(tx, db.tenantId, fate === 'kept' ? live?.id : last?.id, now);
    }
    const expired = await expire(tx, db.tenantId, sources, now);
    return { fresh, expired, quiet };
  });
}

const keyOf = ({ subject, type }: Proposal): string => `${type} ${subject}`;

interface EarlierRow {
  readonly suggestion_id: string;
  readonly subject: string;
  readonly type: string;
  readonly state: Earlier['state'];
  readonly severity: number;
  readonly proposed_at: Date;
  readonly decided_at: Date | null;
  readonly snoozed_until: Date | null;
}

/** By type and subject: the one about the subject that is open or snoozed, and the newest of the type. */
async function readEarlier(
  tx: Queryable,
  tenantId: string,
  candidates: readonly Candidate[],
): Promise<ReadonlyMap<string, { readonly live: Earlier | null; readonly last: Earlier | null }>> {
  const { rows } = await tx.query<EarlierRow>(
    `select distinct on (subject, type) suggestion_id, subject, type, state, severity, proposed_at, decided_at, snoozed_until
       from suggestions where tenant_id = $1 and subject = any($2)
      order by subject, type, state in ('open', 'snoozed') desc, proposed_at desc, suggestion_id`,
    [tenantId, candidates.map(({ proposal }) => proposal.subject)],
  );
  const found = rows.map((row) => ({ subject: row.subject, earlier: toEarlier(row) }));
  return new Map(
    candidates.map(({ proposal }) => {
      const ofSubject = found
        .filter(({ subject }) => subject === proposal.subject)
        .map(({ earlier }) => earlier);
      const live = ofSubject.find(({ state }) => state === 'open' || state === 'snoozed') ?? null;
      const last = ofSubject.find(({ type }) => type === proposal.type) ?? null;
      return [keyOf(proposal), { live, last }];
    }),
  );
}

const toEarlier = (row: EarlierRow): Earlier => ({
  id: row.suggestion_id,
  type: row.type,
  state: row.state,
  severity: row.severity,
  proposedAt: row.proposed_at,
  decidedAt: row.decided_at,
  snoozedUntil: row.snoozed_until,
});

const supersede = (tx: Transaction, tenantId: string, id: string, by: string) =>
  tx.query(
    `update suggestions set state = 'superseded', superseded_by = $3, snoozed_until = null
      where tenant_id = $1 and suggestion_id = $2 and state in ('open', 'snoozed')`,
    [tenantId, id, by],
  );

const confirm = (tx: Transaction, tenantId: string, id: string | undefined, now: Date) =>
  tx.query(
    `update suggestions set still_true_at = $3, state = case when state = 'expired' then 'open' else state end
      where tenant_id = $1 and suggestion_id = $2`,
    [tenantId, id ?? '', now],
  );

async function insert(
  tx: Transaction,
  tenantId: string,
  { id, proposal, source, confidence, priority, payload }: Candidate,
  now: Date,
): Promise<void> {
  await tx.query(
    `insert into suggestions
       (tenant_id, suggestion_id, type, subject, priority, payload, reasons, expected_value, value_low, value_high,
        raw_confidence, confidence, severity, cool_down_days, predicted, actions, people, urgent, source, proposed_at,
        still_true_at)
     values ($1, $2, $3, $4, $5, $6::jsonb, $7::jsonb, $8, $9, $10, $11, $12, $13, $14, $15::jsonb, $16::jsonb, $17, $18,
             $19, $20, $20)`,
    [
      tenantId,
      id,
      proposal.type,
      proposal.subject,
      priority,
      JSON.stringify(payload),
      JSON.stringify(proposal.reasons),
      proposal.value?.expected ?? null,
      proposal.value?.low ?? null,
      proposal.value?.high ?? null,
      proposal.confidence,
      confidence,
      proposal.severity,
      proposal.coolDownDays,
      proposal.prediction ? JSON.stringify(proposal.prediction) : null,
      JSON.stringify(proposal.actions),
      proposal.people,
      proposal.urgent,
      source,
      now,
    ],
  );
}

/** Open ones that their contribution found no more, and snoozed ones whose time is up. */
async function expire(
  tx: Transaction,
  tenantId: string,
  sources: readonly string[],
  now: Date,
): Promise<string[]> {
  const { rows } = await tx.query<{ suggestion_id: string }>(
    `update suggestions set state = 'expired', snoozed_until = null
      where tenant_id = $1 and source = any($2) and still_true_at < $3
        and (state = 'open' or (state = 'snoozed' and snoozed_until <= $3))
      returning suggestion_id`,
    [tenantId, [...sources], now],
  );
  return rows.map(({ suggestion_id }) => suggestion_id);
}
