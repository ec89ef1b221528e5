/** Handlers that record what they are given and answer what the test says. */
import type { SendableCard } from '../../../cards/card.ts';
import type { ButtonPress, Handled, Handlers, IncomingMessage, Replies } from '../../../handlers/surface.ts';

export interface FakeHandlers extends Handlers {
  readonly messages: IncomingMessage[];
  readonly presses: ButtonPress[];
}

export const PLAIN: SendableCard = { tone: 'answer', title: 'Revenue, August 2019', text: ['It was 12.'] };
export const CHARTED: SendableCard = {
  ...PLAIN,
  chart: {
    kind: 'bar',
    title: 'Revenue by location',
    labels: ['Chicago', 'California'],
    series: [{ name: 'Revenue', values: [2, 1] }],
    format: { kind: 'integer' },
  },
};

const HANDLED: Handled = { status: 'answered', tool: null, card: null, facts: null, answerId: null };

export function createFakeHandlers(
  answer: (replies: Replies) => Promise<unknown> = (replies) => replies.send(PLAIN),
): FakeHandlers {
  const messages: IncomingMessage[] = [];
  const presses: ButtonPress[] = [];
  return {
    messages,
    presses,
    async message(message, replies) {
      messages.push(message);
      await answer(replies);
      return HANDLED;
    },
    async press(press, replies) {
      presses.push(press);
      await answer(replies);
      return HANDLED;
    },
    command: async () => HANDLED,
    form: async () => null,
    home: async () => [],
    prompts: async () => [],
    trace: async () => null,
    knowsThread: async () => false,
    drain: async () => undefined,
  };
}
