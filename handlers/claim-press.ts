/** A press is claimed atomically: a double click, a redelivery or two people at once act once. */
import type { Call, Form, SendableCard } from '../cards/card.ts';
import type { TenantDb, Transaction } from '../db/db.ts';
import type { MessageRef } from './surface.ts';

/** A read may be pressed again after this long; two clicks closer together are one. */
const DOUBLE_CLICK_SECONDS = 2;
/** A read whose process died while it ran is free again after this long. */
const ABANDONED_SECONDS = 120;

export interface ClaimedPress {
  readonly call: Call;
  readonly label: string;
  readonly effect: 'read' | 'write';
  readonly form: Form | null;
  readonly cardId: string;
  readonly card: SendableCard;
  readonly messageRef: MessageRef | null;
  readonly answerId: string | null;
}

/** Why a press was not claimed. */
export type Unclaimed =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'expired' }
  | {
      readonly kind: 'taken';
      readonly by: string | null;
      readonly at: Date | null;
      readonly effect: 'read' | 'write';
      /** Begun so long ago that whoever was at it must have died: it may or may not have been done. */
      readonly abandoned: boolean;
    };

interface PressRow {
  tool: string;
  args: Record<string, unknown>;
  label: string;
  effect: 'read' | 'write';
  form: Form | null;
  card_id: string;
  card: SendableCard;
  message_ref: MessageRef | null;
  answer_id: string | null;
}

export async function claimPress(
  db: TenantDb,
  token: string,
  personId: string,
  now: Date,
): Promise<ClaimedPress | Unclaimed> {
  return db.write(async (tx) => {
    const claimed = await tx.query<PressRow>(
      `update buttons b set state = 'running', pressed_by = $2, pressed_at = $3
         from sent_cards c
        where b.token = $1 and c.card_id = b.card_id and c.expires_at > $3
          and (b.state = 'pending'
               or (b.effect = 'read' and b.state = 'done' and b.pressed_at <= $3::timestamptz - make_interval(secs => $4))
               or (b.effect = 'read' and b.state = 'running' and b.pressed_at <= $3::timestamptz - make_interval(secs => $5)))
       returning b.tool, b.args, b.label, b.effect, b.form, b.card_id, c.card, c.message_ref, c.answer_id`,
      [token, personId, now, DOUBLE_CLICK_SECONDS, ABANDONED_SECONDS],
    );
    const row = claimed.rows[0];
    if (!row) return whyNot(tx, token, now);
    return {
      call: { tool: row.tool, args: row.args },
      label: row.label,
      effect: row.effect,
      form: row.form,
      cardId: row.card_id,
      card: row.card,
      messageRef: row.message_ref,
      answerId: row.answer_id,
    };
  });
}

async function whyNot(tx: Transaction, token: string, now: Date): Promise<Unclaimed> {
  const found = await tx.query<{
    expired: boolean;
    name: string | null;
    pressed_at: Date | null;
    effect: 'read' | 'write';
    abandoned: boolean;
  }>(
    `select c.expires_at <= $2 as expired, p.name, b.pressed_at, b.effect,
            b.state = 'running' and b.pressed_at <= $2::timestamptz - make_interval(secs => $3) as abandoned
       from buttons b join sent_cards c using (card_id) left join people p on p.person_id = b.pressed_by
      where b.token = $1`,
    [token, now, ABANDONED_SECONDS],
  );
  const row = found.rows[0];
  if (!row) return { kind: 'unknown' };
  return row.expired
    ? { kind: 'expired' }
    : {
        kind: 'taken',
        by: row.name,
        at: row.pressed_at,
        effect: row.effect,
        abandoned: row.abandoned,
      };
}

/** Ends a claim: `done` for ever (writes) or until the next press (reads); `pending` gives the button back. */
export async function settlePress(db: TenantDb, token: string, state: 'done' | 'pending'): Promise<void> {
  await db.write((tx) => tx.query('update buttons set state = $2 where token = $1', [token, state]));
}

/** The form behind a button, or null. */
export async function formOf(db: TenantDb, token: string): Promise<Form | null> {
  const found = await db.read<{ form: Form | null }>('select form from buttons where token = $1', [token]);
  return found.rows[0]?.form ?? null;
}
