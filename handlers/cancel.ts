/**
 * Cancelling a question while a language model works on it, or a look-up that takes long. The button is a row like any
 * other, so that a press reaches the process that is at work even where another one hears of it; it does not wait for its
 * turn in the thread. Where the process at work hears of it from whoever asked, it waits for no database either: that may
 * be what takes so long.
 */
import { setInterval } from 'node:timers/promises';
import type { SendableCard } from '../cards/card.ts';
import { UserError } from '../tools/errors.ts';
import { roleAllows } from '../tools/roles.ts';
import type { RunningQuestions } from './running-questions.ts';
import { prepareCard, storeCard } from './sent-cards.ts';
import { type Handled, IGNORED, type Sender } from './surface.ts';
import type { Turn } from './turn.ts';

/** By it a press is known before anything is read. */
const PREFIX = 'cancel.';
/** How soon a press that another process heard of is noticed. */
const LOOK_EVERY_MS = 1_000;
/** A look-up that takes longer may be regretted. */
const LONG_MS = 2_000;
/** No tool is called so. */
const CANCEL = 'cancel_question';

export const isCancel = (token: string): boolean => token.startsWith(PREFIX);

export interface Cancellable {
  readonly signal: AbortSignal;
  /** Takes the button away. */
  end(): Promise<void>;
}

/** Puts up a Cancel button that aborts `controller`, where the surface can, until `end`. */
export async function beginCancellable(turn: Turn, controller = new AbortController()): Promise<Cancellable> {
  const { deps, context, key, replies } = turn;
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
  turn.running.set(token, { controller, place: context.place });
  const takeAway = await shown(turn, drawn.card);
  const watching = new AbortController();
  const watched = watch(turn, token, controller, watching.signal, () =>
    context.db.writeTogether((tx) => storeCard(tx, key, { ...drawn, buttons }, null, deps.now())),
  );
  return {
    signal: controller.signal,
    end: async () => {
      watching.abort();
      turn.running.delete(token);
      await takeAway();
      await watched;
      await context.db.writeTogether((tx) =>
        tx.query('delete from sent_cards where tenant_id = $1 and card_id = $2', [
          key.tenantId,
          drawn.cardId,
        ]),
      );
    },
  };
}

/**
 * Runs `work`, which only reads. Where it takes long there is a Cancel button, and a press aborts the signal that `work` is
 * given. Throws `UserError` (`cancelled`) then.
 */
export async function whileCancellable<T>(turn: Turn, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  let button: Promise<Cancellable | null> | undefined;
  const timer = setTimeout(() => {
    button = beginCancellable(turn, controller).catch((error: unknown) => {
      turn.deps.log.warn({ err: error }, 'the Cancel button was not shown');
      return null;
    });
  }, LONG_MS);
  try {
    return await work(controller.signal);
  } catch (error) {
    if (!controller.signal.aborted) throw error;
    throw new UserError('cancelled', 'Cancelled. It only read; nothing was changed.', { cause: error });
  } finally {
    clearTimeout(timer);
    await (await button)?.end();
  }
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

async function watch(
  turn: Turn,
  token: string,
  running: AbortController,
  until: AbortSignal,
  begin: () => Promise<void>,
): Promise<void> {
  const { deps, context } = turn;
  try {
    await begin();
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

/** A press on Cancel by whoever asked, where this process is at work; false leaves it to `cancelQuestion`. */
export function cancelAtOnce(
  running: RunningQuestions,
  token: string,
  { surface, account, externalId }: Sender,
): boolean {
  const found = running.get(token);
  const { place } = found ?? {};
  const own = place?.surface === surface && place.account === account && place.sender === externalId;
  if (own) found?.controller.abort();
  return own;
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
    turn.running.get(token)?.controller.abort();
    return IGNORED;
  }
  const text = 'It is over already, or somebody else asked: only they, or an approver, can cancel it.';
  await replies.send({ tone: 'notice', title: 'Nothing to cancel', text: [text], private: true });
  return IGNORED;
}
