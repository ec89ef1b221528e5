/** The one entrance for every surface. Nothing behind it throws: what goes wrong becomes a card with an id. */
import { ToolInputError } from '../tools/errors.ts';
import { readTrace } from '../tools/traces/index.ts';
import { answerCall, deliver } from './answer.ts';
import { cancelAtOnce, cancelQuestion, isCancel } from './cancel.ts';
import { claimEvent } from './claim-event.ts';
import { formOf } from './claim-press.ts';
import { commandWords, helpCard, parseCommand, sayUsage, usageError } from './command.ts';
import { hasConversation } from './conversations.ts';
import type { HandlerDeps } from './deps.ts';
import { explain } from './faults.ts';
import { homeCards } from './home.ts';
import { type Identity, identify, tenantOf } from './identify.ts';
import { answerMessage } from './message.ts';
import { answerPress, pressAfterAsking } from './press.ts';
import type { RunningQuestions } from './running-questions.ts';
import { prepareCard, storeCard } from './sent-cards.ts';
import { storable } from './storable.ts';
import { turnAway } from './strangers.ts';
import {
  type ButtonPress,
  type Handled,
  type Handlers,
  IGNORED,
  type IncomingMessage,
  type Replies,
  type Sender,
  type SlashCommand,
  type Whereabouts,
} from './surface.ts';
import { threadKey } from './thread.ts';
import { beginTurn, type Turn } from './turn.ts';
import { createTurnQueue } from './turn-queue.ts';

type Incoming = {
  readonly sender: Sender;
  readonly where?: Whereabouts;
  readonly thread: string;
  readonly eventId: string | null;
};

export function createHandlers(deps: HandlerDeps): Handlers {
  const queue = createTurnQueue();
  const running: RunningQuestions = new Map();

  /** Claims the event, finds out who it is, runs `work`, and turns whatever it throws into a card. */
  async function handle(
    incoming: Incoming,
    origin: 'question' | 'button' | 'command',
    question: string,
    replies: Replies,
    work: (turn: Turn) => Promise<Handled>,
  ): Promise<Handled> {
    const { sender } = incoming;
    let turn: Turn | null = null;
    try {
      if (incoming.eventId && !(await claimEvent(deps.db, sender.surface, incoming.eventId, deps.now())))
        return IGNORED;
      const identity = await identify(deps, sender);
      if (!identity) {
        await turnAway(deps, sender, replies);
        return { ...IGNORED, status: 'refused' };
      }
      turn = await beginTurn(deps, identity, incoming, replies, origin, running);
      return await work(turn);
    } catch (error) {
      return sayFault(error, turn, question, origin, replies);
    }
  }

  async function sayFault(
    error: unknown,
    turn: Turn | null,
    question: string,
    origin: 'question' | 'button' | 'command',
    replies: Replies,
  ): Promise<Handled> {
    const explained = explain(error, deps.log, deps.newId);
    const { status, errorId } = explained;
    // A card in a channel shows the command it answers, and one that did not work may hold a phone number.
    const card = origin === 'command' ? { ...explained.card, private: true } : explained.card;
    const plain = prepareCard(card, deps.registry, deps).card;
    try {
      if (!turn) {
        await replies.send(plain);
        return { ...IGNORED, status, card: plain };
      }
      return await deliver(turn, card, {
        answerId: deps.newId(),
        status,
        tool: null,
        call: null,
        asked: { question },
        answer: card.text?.[0] ?? null,
        sql: null,
        conversation: null,
        ...(errorId ? { errorId } : {}),
      });
    } catch (second) {
      // The database or the surface is gone as well: one last try to say so, without storing anything.
      deps.log.error({ err: second, errorId }, 'a fault could not be stored or sent');
      await replies.send(plain).catch(() => undefined);
      return { ...IGNORED, status, card: plain };
    }
  }

  /** Something to show before anyone asks; where it cannot be had, `otherwise` and a line in the log. */
  async function lookUp<T>(
    sender: Sender,
    otherwise: T,
    look: (identity: Identity) => Promise<T>,
  ): Promise<T> {
    try {
      const identity = await identify(deps, sender);
      return identity ? await look(identity) : otherwise;
    } catch (error) {
      deps.log.error({ err: error }, 'a look-up failed');
      return otherwise;
    }
  }

  const command: Handlers['command'] = (incoming, replies) => {
    const said = { ...incoming, text: storable(incoming.text) };
    return queue.run(said, () =>
      handle(said, 'command', said.text, replies, (turn) => answerCommand(turn, said)),
    );
  };

  return {
    message: (incoming: IncomingMessage, replies) => {
      const message = { ...incoming, text: storable(incoming.text) };
      const words = commandWords(message.text);
      if (words !== null) return command({ ...message, text: words }, replies);
      return queue.run(message, () =>
        handle(message, 'question', message.text, replies, (turn) =>
          answerMessage(turn, message, (token) => pressAfterAsking(turn, token)),
        ),
      );
    },

    press: (press: ButtonPress, replies) => {
      // Waits for nothing: what it ends is what the thread is waiting for.
      if (isCancel(press.token)) {
        if (cancelAtOnce(running, press.token, press.sender)) return Promise.resolve(IGNORED);
        return handle(press, 'button', '', replies, (turn) => cancelQuestion(turn, storable(press.token)));
      }
      return queue.run(press, () =>
        handle(press, 'button', '', replies, (turn) =>
          answerPress(turn, storable(press.token), press.values),
        ),
      );
    },

    command,

    form: (sender, token) =>
      lookUp(sender, null, (identity) => formOf(deps.db.tenant(identity.tenantId), storable(token))),

    home: (sender) =>
      lookUp(sender, [], async (identity) => {
        const { context } = await beginTurn(deps, identity, { sender, thread: 'home' }, silent, 'command');
        const cards = await homeCards(deps, context);
        return cards.map((card) => prepareCard({ ...card, buttons: [] }, deps.registry, deps).card);
      }),

    prompts: (sender) =>
      lookUp(sender, [], async (identity) => {
        const { context } = await beginTurn(deps, identity, { sender, thread: 'home' }, silent, 'command');
        return deps.prompts(context);
      }),

    trace: (sender, traceId) =>
      lookUp(sender, null, ({ tenantId, actor }) => readTrace(deps.db.tenant(tenantId), traceId, actor)),

    // Asked for every message in a channel: looks up, makes nobody a person.
    knowsThread: async (sender, thread) => {
      try {
        const tenantId = await tenantOf(deps, sender);
        return (
          tenantId !== null && (await hasConversation(deps.db, threadKey(deps, tenantId, sender, thread)))
        );
      } catch (error) {
        deps.log.error({ err: error }, 'a look-up failed');
        return false;
      }
    },

    drain: () => queue.drain(),
  };
}

async function answerCommand(turn: Turn, command: SlashCommand): Promise<Handled> {
  const { deps, context, replies } = turn;
  const parsed = parseCommand(command.text, deps.registry);
  if (parsed.kind === 'ask') {
    const message = { ...command, text: parsed.question, attachments: 0, model: parsed.model };
    const said = parsed.usage ? { ...turn, replies: sayUsage(replies, parsed.usage) } : turn;
    return answerMessage(said, message, (token) => pressAfterAsking(said, token));
  }
  if (parsed.kind === 'help') {
    const prepared = prepareCard(helpCard(deps.registry, await deps.prompts(context)), deps.registry, deps);
    await context.db.write((tx) => storeCard(tx, turn.key, prepared, null, deps.now()));
    await replies.send(prepared.card);
    return { ...IGNORED, status: 'answered', card: prepared.card };
  }
  try {
    return await answerCall(turn, parsed.call, { question: `/walker ${command.text}` });
  } catch (error) {
    throw error instanceof ToolInputError ? usageError(error, parsed.usage) : error;
  }
}

/** For look-ups that answer nobody. */
const silent: Replies = {
  progress: async () => undefined,
  send: async () => ({}),
  edit: async () => undefined,
  attach: async () => undefined,
};
