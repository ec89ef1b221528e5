import type { ConversationState } from '../agent/interpretation.ts';
import type { Queryable } from '../db/db.ts';
import type { ThreadKey } from './thread.ts';

/** What the thread remembers; an empty state for a new one. */
export async function loadConversation(db: Queryable, key: ThreadKey): Promise<ConversationState> {
  const found = await db.query<{ state: ConversationState }>(
    'select state from conversations where tenant_id = $1 and surface = $2 and account = $3 and thread = $4',
    [key.tenantId, key.surface, key.account, key.thread],
  );
  return found.rows[0]?.state ?? {};
}

/** Replaces what the thread remembers. */
export async function saveConversation(
  tx: Queryable,
  key: ThreadKey,
  state: ConversationState,
  now: Date,
): Promise<void> {
  await tx.query(
    `insert into conversations (tenant_id, surface, account, thread, state, updated_at)
     values ($1, $2, $3, $4, $5, $6)
     on conflict (tenant_id, surface, account, thread) do update set state = excluded.state, updated_at = excluded.updated_at`,
    [key.tenantId, key.surface, key.account, key.thread, JSON.stringify(state), now],
  );
}

/** True where the bot has taken part in the thread. */
export async function hasConversation(db: Queryable, key: ThreadKey): Promise<boolean> {
  const found = await db.query(
    'select 1 from conversations where tenant_id = $1 and surface = $2 and account = $3 and thread = $4',
    [key.tenantId, key.surface, key.account, key.thread],
  );
  return found.rowCount > 0;
}
