/**
 * A button that wants to be confirmed asks first: surfaces with a dialog of their own do, and for a numbered reply, which
 * can have none, the question is a card.
 */
import type { Call, Card, Form, SendableCard } from '../cards/card.ts';
import type { Queryable, TenantDb } from '../db/db.ts';

/** The call of “No”; no tool is called so. */
export const DECLINE: Call = { tool: 'decline', args: {} };

export interface ButtonToAsk {
  readonly confirm: string;
  readonly label: string;
  readonly call: Call;
  readonly form: Form | null;
}

/** The button of `token` with the sentence it wants confirmed; null where a press counts at once, or can no longer count. */
export async function buttonToAsk(db: Queryable, token: string, now: Date): Promise<ButtonToAsk | null> {
  const { rows } = await db.query<{
    card: SendableCard;
    label: string;
    tool: string;
    args: Call['args'];
    form: Form | null;
  }>(
    `select c.card, b.label, b.tool, b.args, b.form from buttons b join sent_cards c using (card_id)
      where b.token = $1 and b.state = 'pending' and c.expires_at > $2`,
    [token, now],
  );
  const [row] = rows;
  const confirm = row?.card.buttons?.find((each) => each.token === token)?.confirm?.trim();
  return row && confirm
    ? { confirm, label: row.label, call: { tool: row.tool, args: row.args }, form: row.form }
    : null;
}

/** “Yes” does what the button would have done. */
export function confirmCard(sentence: string, label: string, call: Call): Card {
  return {
    tone: 'question',
    title: `${label}?`,
    text: [sentence],
    buttons: [
      { label: 'Yes', call, style: 'primary' },
      { label: 'No', call: DECLINE },
    ],
  };
}

export const DECLINED: Card = { tone: 'notice', title: 'Left as it is', text: ['Nothing was done.'] };

/** Ends the question that `cardId` asked, whichever was answered: a later “yes” must not do what was declined. */
export async function closeQuestion(
  db: TenantDb,
  cardId: string,
  personId: string,
  now: Date,
): Promise<void> {
  await db.write((tx) =>
    tx.query(
      `update buttons set state = 'done', pressed_by = $3, pressed_at = $4
        where card_id = $1 and state = 'pending'
          and exists (select from buttons asked where asked.card_id = $1 and asked.tool = $2)`,
      [cardId, DECLINE.tool, personId, now],
    ),
  );
}
