import type { Db } from '../../db/db.ts';

/** Longer than any channel waits for its provider: whoever is silent so long with a message in hand is dead. */
const SENDING_MINUTES = 10;
const WHY = 'the process died while it was being handed over; only the provider knows whether it has it';

/** Messages that a process had in hand when it died become unknown: never sent again, settled by a callback only. */
export async function sweepDead(db: Db, now: Date): Promise<number> {
  const { rowCount } = await db.query(
    `update outbox set state = 'unknown', settled_at = $1, reason = $2
      where state = 'sending' and claimed_at < $1::timestamptz - make_interval(mins => $3)`,
    [now, WHY, SENDING_MINUTES],
  );
  return rowCount;
}
