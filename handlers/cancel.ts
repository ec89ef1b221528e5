/**
 * Cancelling a question while a language model works on it. The button is a row like any other, so that a press reaches
 * the process that is at work even where another one hears of it; it does not wait for its turn in the thread.
 */
import { setInterval } from 'node:timers/promises';
import type { SendableCard } from '../cards/card.ts';
import { roleAllows } from '../tools/roles.ts';
import { prepareCard, storeCard } from './sent-cards.ts';
import type { Handled } from './surface.ts';
import type { Turn } from './turn.ts';

/** By it a press is known before anything is read. */
const PREFIX = 'cancel.';
/** How soon a press that another process heard of is noticed. */
const LOOK_EVERY_MS = 1_000;
/** No tool is called so. */
const CANCEL = 'cancel_question';

const IGNORED: Handled = { status: 'ignored', tool: null, card: null, facts: null, answerId: null };

export const isCancel = (token: string): boolean => token.startsWith(PREFIX);

export interface Cancellable {
  readonly signal: AbortSignal;
  /** Takes the button away. */
  end(): Promise<void>;
}

/** Puts up a Cancel button, where the surface can, until `end`. */
export async function beginCancellable(turn: Turn): Promise<Cancellable> {
  const { deps, context, key, replies } = turn;
  const controller = new AbortController();
  if (!replies.working) return { signal: controller.signal, end: async () => undefined };
  const drawn = prepareCard(
    {
      tone: 'notice',
      title: 'Working on it',
      buttons: [{ label: 'Cancel', call: { tool: CANCEL, args: { personId: context.actor.personId } } }],
    },
    deps.registry,
    { newId: deps.newId, newToken: () => `${PREFIX}${deps.newToken()}` },
  );
  // Without a number: “1” must not press it once the answer is there.
  const buttons = drawn.buttons.map((button) => ({ ...button, position: 0 }));
  const token = buttons[0]?.token ?? '';
  await context.db.write((tx) => storeCard(tx, key, { ...drawn, buttons }, null, deps.now()));
  turn.running.set(token, controller);
  const watching = new AbortController();
  const watched = watch(turn, token, controller, watching.signal);
  const takeAway = await shown(turn, drawn.card);
  return {
    signal: controller.signal,
    end: async () => {
      watching.abort();
      await watched;
      turn.running.delete(token);
      await takeAway();
      await context.db.write((tx) =>
        tx.query('delete from sent_cards where tenant_id = $1 and card_id = $2', [
          key.tenantId,
          drawn.cardId,
        ]),
      );
    },
  };
}

/** A button that cannot be shown is no reason not to answer. */
async function shown({ deps, replies }: Turn, card: SendableCard): Promise<() => Promise<void>> {
  const complain = (error: unknown) => deps.log.warn({ err: error }, 'the Cancel button was not shown');
  try {
    const takeAway = await replies.working?.(card);
    return async () => takeAway?.().catch(complain);
  } catch (error) {
    complain(error);
    return async () => undefined;
  }
}

async function watch(turn: Turn, token: string, running: AbortController, until: AbortSignal): Promise<void> {
  const { deps, context } = turn;
  try {
    for await (const _ of setInterval(LOOK_EVERY_MS, undefined, { signal: until })) {
      const found = await context.db.read<{ state: string }>('select state from buttons where token = $1', [
        token,
      ]);
      if (found.rows[0]?.state === 'done') running.abort();
    }
  } catch (error) {
    if (!until.aborted) deps.log.warn({ err: error }, 'nobody listens for Cancel');
  }
}

/** A press on Cancel: by whoever asked, or by an approver. */
export async function cancelQuestion(turn: Turn, token: string): Promise<Handled> {
  const { deps, context, replies } = turn;
  const { personId, role } = context.actor;
  const claimed = await context.db.write((tx) =>
    tx.query(
      `update buttons set state = 'done', pressed_by = $2::uuid, pressed_at = $3
        where token = $1 and tool = $4 and state = 'pending' and (args ->> 'personId' = $2::uuid::text or $5)`,
      [token, personId, deps.now(), CANCEL, roleAllows(role, 'approver')],
    ),
  );
  if (claimed.rowCount === 1) {
    turn.running.get(token)?.abort();
    return IGNORED;
  }
  const text = 'It is over already, or somebody else asked: only they, or an approver, can cancel it.';
  await replies.send({ tone: 'notice', title: 'Nothing to cancel', text: [text], private: true });
  return IGNORED;
}
