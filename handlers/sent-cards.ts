/**
 * A card is kept as it was sent, its buttons as tokens whose calls lie here: nothing that a surface sends
 * back is trusted, and "2" can be resolved to the second button of the last card (`choices.ts`).
 */
import type { Call, CallButton, Card, Form, SendableCard, TokenButton } from '../cards/card.ts';
import type { Queryable } from '../db/db.ts';
import type { Registry } from '../tools/registry.ts';
import type { MessageRef } from './surface.ts';
import type { ThreadKey } from './thread.ts';

/** How long a button can be pressed after its card was sent. */
const BUTTON_DAYS = 30;

export interface PreparedCard {
  readonly cardId: string;
  readonly card: SendableCard;
  readonly buttons: readonly PreparedButton[];
}

interface PreparedButton {
  readonly token: string;
  readonly position: number;
  readonly label: string;
  readonly call: Call;
  readonly form: Form | null;
  readonly effect: 'read' | 'write';
}

/** Puts tokens in the place of calls. Pure but for the tokens drawn. */
export function prepareCard(
  card: Card,
  registry: Registry,
  ids: { readonly newId: () => string; readonly newToken: () => string },
): PreparedCard {
  const buttons: PreparedButton[] = [];
  const tokenise = (button: CallButton, position: number, effect: 'read' | 'write'): TokenButton => {
    const { call, ...drawn } = button;
    const token = ids.newToken();
    buttons.push({ token, position, label: button.label, call, form: button.form ?? null, effect });
    return { ...drawn, token };
  };
  const { buttons: calls, feedback, ...rest } = card;
  const { trace } = card.footnotes?.find((note) => note.trace) ?? {};
  const sendable: SendableCard = {
    ...rest,
    ...(calls
      ? { buttons: calls.map((button, index) => tokenise(button, index + 1, effectOf(button, registry))) }
      : {}),
    // Everybody in a channel has a say, and may change their mind: thumbs can be pressed again, like a read.
    ...(feedback
      ? { feedback: { up: tokenise(feedback.up, 0, 'read'), down: tokenise(feedback.down, 0, 'read') } }
      : {}),
    ...(trace && registry.has('show_trace') ? { showSteps: tokenise(stepsButton(trace), 0, 'read') } : {}),
  };
  return { cardId: ids.newId(), card: sendable, buttons };
}

const stepsButton = (trace: string): CallButton => ({
  label: 'Show the steps',
  call: { tool: 'show_trace', args: { trace } },
});

/** A button of a tool that is not there acts at most once. */
function effectOf(button: CallButton, registry: Registry): 'read' | 'write' {
  return registry.get(button.call.tool)?.effect ?? 'write';
}

/**
 * Stores the card and its buttons, in one statement. Of two cards of a thread the later one is the newer, even within a
 * millisecond: a number is a choice of the newest.
 */
export async function storeCard(
  tx: Queryable,
  key: ThreadKey,
  prepared: PreparedCard,
  answerId: string | null,
  now: Date,
): Promise<void> {
  const rows = prepared.buttons.map((button) => ({
    token: button.token,
    position: button.position,
    label: button.label,
    tool: button.call.tool,
    args: button.call.args,
    form: button.form,
    effect: button.effect,
  }));
  await tx.query(
    `with sent as (
       insert into sent_cards (card_id, tenant_id, surface, account, thread, answer_id, card, sent_at, expires_at)
       values ($1, $2, $3, $4, $5, $6, $7,
               greatest($8, (select max(sent_at) + interval '1 microsecond' from sent_cards
                              where tenant_id = $2 and surface = $3 and account = $4 and thread = $5)),
               $8::timestamptz + make_interval(days => $10)) returning card_id)
     insert into buttons (token, tenant_id, card_id, position, label, tool, args, form, effect, created_at)
     select b.token, $2, sent.card_id, b.position, b.label, b.tool, b.args, b.form, b.effect, $8
       from sent, jsonb_to_recordset($9::jsonb)
            as b (token text, position integer, label text, tool text, args jsonb, form jsonb, effect text)`,
    [
      prepared.cardId,
      key.tenantId,
      key.surface,
      key.account,
      key.thread,
      answerId,
      JSON.stringify(prepared.card),
      now,
      JSON.stringify(rows),
      BUTTON_DAYS,
    ],
  );
}

/** Remembers where the surface put the card. */
export async function placeCard(tx: Queryable, cardId: string, ref: MessageRef): Promise<void> {
  await tx.query('update sent_cards set message_ref = $2 where card_id = $1', [cardId, JSON.stringify(ref)]);
}

/** Those of the card's buttons that change nothing. */
export async function readTokens(db: Queryable, cardId: string): Promise<ReadonlySet<string>> {
  const found = await db.query<{ token: string }>(
    `select token from buttons where card_id = $1 and effect = 'read'`,
    [cardId],
  );
  return new Set(found.rows.map(({ token }) => token));
}

/** Replaces the stored card after an edit. */
export async function rewriteCard(tx: Queryable, cardId: string, card: SendableCard): Promise<void> {
  await tx.query('update sent_cards set card = $2 where card_id = $1', [cardId, JSON.stringify(card)]);
}

/** The token that shows the steps of the newest card in the thread that has some; null where there is none. */
export async function stepsToken(db: Queryable, key: ThreadKey): Promise<string | null> {
  const found = await db.query<{ token: string }>(
    `select b.token from sent_cards c join buttons b on b.card_id = c.card_id
      where c.tenant_id = $1 and c.surface = $2 and c.account = $3 and c.thread = $4
        and b.position = 0 and b.tool = 'show_trace'
      order by c.sent_at desc limit 1`,
    [key.tenantId, key.surface, key.account, key.thread],
  );
  return found.rows[0]?.token ?? null;
}

/** The token of thumbs up or down on the newest card with thumbs in the thread; null where there is none. */
export async function thumbToken(db: Queryable, key: ThreadKey, good: boolean): Promise<string | null> {
  const found = await db.query<{ token: string }>(
    `select b.token from sent_cards c join buttons b on b.card_id = c.card_id
      where c.tenant_id = $1 and c.surface = $2 and c.account = $3 and c.thread = $4
        and b.position = 0 and b.tool = 'give_feedback' and b.args -> 'good' = to_jsonb($5::boolean)
      order by c.sent_at desc limit 1`,
    [key.tenantId, key.surface, key.account, key.thread, good],
  );
  return found.rows[0]?.token ?? null;
}
