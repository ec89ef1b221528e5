/** Removes what has outlived its use: expired buttons and links, claimed event ids, old conversations. */
import type { Db } from '../db/db.ts';

/** Slack redelivers within the hour, Twilio within days. */
const EVENT_DAYS = 14;
/** A follow-up to something older starts afresh. */
const CONVERSATION_DAYS = 90;

export interface Swept {
  readonly cards: number;
  readonly media: number;
  readonly events: number;
  readonly conversations: number;
}

/** Safe to run at any time, by any number of processes. */
export async function housekeeping(db: Db, now: Date): Promise<Swept> {
  const cards = await db.query('delete from sent_cards where expires_at < $1', [now]);
  const media = await db.query('delete from media where expires_at < $1', [now]);
  const events = await db.query(
    'delete from seen_events where seen_at < $1::timestamptz - make_interval(days => $2)',
    [now, EVENT_DAYS],
  );
  const conversations = await db.query(
    'delete from conversations where updated_at < $1::timestamptz - make_interval(days => $2)',
    [now, CONVERSATION_DAYS],
  );
  return {
    cards: cards.rowCount,
    media: media.rowCount,
    events: events.rowCount,
    conversations: conversations.rowCount,
  };
}
