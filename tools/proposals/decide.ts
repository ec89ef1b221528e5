import type { Cell } from '../../cards/card.ts';
import type { Transaction } from '../../db/db.ts';
import type { ToolContext } from '../define-tool.ts';
import { keepPeople } from './keep-people.ts';
import type { StoredSuggestion } from './stored.ts';

interface Decision {
  readonly state: 'accepted' | 'dismissed' | 'snoozed';
  readonly snoozedUntil?: Date;
  readonly outcome?: Readonly<Record<string, Cell>>;
}

/**
 * Records who decided what, when and from where. What was accepted or dismissed is due to be scored when its prediction
 * says so, over the people it was about now. The caller holds the row.
 */
export async function decide(
  tx: Transaction,
  { actor, origin, workspace, now }: ToolContext,
  suggestion: StoredSuggestion,
  { state, snoozedUntil, outcome }: Decision,
): Promise<void> {
  const { id, prediction } = suggestion;
  if (state !== 'snoozed') await keepPeople(tx, workspace, suggestion);
  await tx.query(
    `update suggestions
        set state = $3, snoozed_until = $4, outcome = $5::jsonb, decided_at = $6, decided_origin = $7,
            decided_by = (select person_id from people where tenant_id = $1 and person_id = $8),
            due_on = case when $3 <> 'snoozed'
                          then ($6::timestamptz at time zone $9)::date + $10::int end
      where tenant_id = $1 and suggestion_id = $2`,
    [
      workspace.tenantId,
      id,
      state,
      snoozedUntil ?? null,
      outcome ? JSON.stringify(outcome) : null,
      now(),
      origin,
      actor.personId,
      workspace.timezone,
      prediction?.horizonDays ?? null,
    ],
  );
}
