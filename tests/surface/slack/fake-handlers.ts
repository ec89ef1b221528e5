/** Handlers that record what they are given and answer what the test says. */
import type { SendableCard } from '../../../cards/card.ts';
import type { Handled, Handlers, IncomingMessage, Replies } from '../../../handlers/surface.ts';

type Door = 'message' | 'press' | 'command' | 'form' | 'home' | 'prompts' | 'knowsThread';

interface Recorded {
  readonly door: Door;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into whatever was handed over
  readonly given: any;
}

export interface FakeHandlers extends Handlers {
  readonly recorded: Recorded[];
  of(door: Door): Recorded['given'][];
}

const HANDLED: Handled = { status: 'answered', tool: null, card: null, facts: null, answerId: null };

export const PLAIN: SendableCard = { tone: 'answer', title: 'Revenue, August 2019', text: ['It was 12.'] };

export type Answerer = (
  replies: Replies,
  message: { readonly text?: string; readonly token?: string },
) => Promise<void>;

export function createFakeHandlers(
  answer: Answerer = async (replies) => {
    await replies.send(PLAIN);
  },
  overrides: Partial<Handlers> = {},
): FakeHandlers {
  const recorded: Recorded[] = [];
  const note = (door: Door, given: unknown) => void recorded.push({ door, given });
  return {
    recorded,
    of: (door) => recorded.filter((one) => one.door === door).map((one) => one.given),
    async message(message: IncomingMessage, replies) {
      note('message', message);
      await answer(replies, message);
      return HANDLED;
    },
    async press(press, replies) {
      note('press', press);
      await answer(replies, press);
      return HANDLED;
    },
    async command(command, replies) {
      note('command', command);
      await answer(replies, command);
      return HANDLED;
    },
    async form(sender, token) {
      note('form', { sender, token });
      return overrides.form?.(sender, token) ?? null;
    },
    async home(sender) {
      note('home', sender);
      return overrides.home?.(sender) ?? [PLAIN];
    },
    async prompts(sender) {
      note('prompts', sender);
      return overrides.prompts?.(sender) ?? [];
    },
    trace: async () => null,
    async knowsThread(sender, thread) {
      note('knowsThread', { sender, thread });
      return overrides.knowsThread?.(sender, thread) ?? false;
    },
    drain: async () => undefined,
  };
}
