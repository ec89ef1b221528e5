/** What a page shows of a button before it is pressed: a link in a mail is opened by scanners and previews too. */
import type { Form, SendableCard } from '../cards/card.ts';
import type { Db } from '../db/db.ts';

export interface PressPreview {
  /** Whose mail the button was in; the press counts as theirs. */
  readonly address: string;
  /** As the team knows them; null where nobody has the address any more. */
  readonly person: string | null;
  readonly cardTitle: string;
  readonly label: string;
  readonly confirm: string | null;
  readonly form: Form | null;
  /** `done`: a button that acts once has been pressed. */
  readonly state: 'open' | 'done' | 'expired';
  readonly pressedBy: string | null;
  readonly pressedAt: Date | null;
}

/** Null for a token that was in no mail. */
export async function previewPress(db: Db, token: string, now: Date): Promise<PressPreview | null> {
  const { rows } = await db.query<{
    thread: string;
    card: SendableCard;
    label: string;
    form: Form | null;
    effect: 'read' | 'write';
    state: string;
    expired: boolean;
    person: string | null;
    presser: string | null;
    pressed_at: Date | null;
  }>(
    `select c.thread, c.card, b.label, b.form, b.effect, b.state, c.expires_at <= $2 as expired,
            p.name as person, q.name as presser, b.pressed_at
       from buttons b join sent_cards c using (card_id)
       left join identities i on i.surface = 'email' and i.account = '' and i.external_id = c.thread and i.tenant_id = c.tenant_id
       left join people p on p.person_id = i.person_id and p.active
       left join people q on q.person_id = b.pressed_by
      where b.token = $1 and c.surface = 'email'`,
    [token, now],
  );
  const [row] = rows;
  if (!row) return null;
  const drawn = row.card.buttons?.find((button) => button.token === token);
  const done = row.effect === 'write' && row.state !== 'pending';
  return {
    address: row.thread,
    person: row.person,
    cardTitle: row.card.title,
    label: row.label,
    confirm: drawn?.confirm ?? null,
    form: row.form,
    state: done ? 'done' : row.expired ? 'expired' : 'open',
    pressedBy: row.presser,
    pressedAt: row.pressed_at,
  };
}
