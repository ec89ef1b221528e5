import type { Queryable } from '../db/db.ts';
import type { SurfaceName } from './surface.ts';

/**
 * Claims an event for this delivery. False where another delivery, to whatever process, has it already.
 * The claim is made before the work: a redelivery must not answer twice.
 */
export async function claimEvent(
  db: Queryable,
  surface: SurfaceName,
  eventId: string,
  now: Date,
): Promise<boolean> {
  const claimed = await db.query(
    'insert into seen_events (surface, event_id, seen_at) values ($1, $2, $3) on conflict do nothing',
    [surface, eventId, now],
  );
  return claimed.rowCount === 1;
}
