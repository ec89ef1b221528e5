/** Handlers with set answers: the cards that the console must be able to draw, and no database. */
import type { SendableCard, TokenButton } from '../../../cards/card.ts';
import type {
  ButtonPress,
  Handled,
  Handlers,
  IncomingMessage,
  MessageRef,
  Replies,
  SlashCommand,
} from '../../../handlers/surface.ts';

const USD = { kind: 'currency', currency: 'USD', decimals: 0 } as const;

const FEEDBACK = {
  up: { label: 'Good answer', token: 'token-up' },
  down: { label: 'Bad answer', token: 'token-down' },
};

export const ANSWER: SendableCard = {
  tone: 'answer',
  title: 'Revenue, Q4 2019 against Q3 2019',
  headlines: [
    { label: 'Q3 2019', value: 1054286.34, format: USD },
    {
      label: 'Q4 2019',
      value: 1342080.724,
      format: USD,
      change: { difference: 287794.384, ratio: 0.273, format: USD, against: 'Q3 2019', good: 'up' },
    },
  ],
  chart: {
    kind: 'bar',
    title: 'Revenue by quarter',
    labels: ['Q3 2019', 'Q4 2019'],
    series: [{ name: 'Revenue', values: [1054286.34, 1342080.724] }],
    format: USD,
  },
  table: {
    caption: 'Revenue by quarter',
    columns: [
      { key: 'period', label: 'Period', role: 'time', format: { kind: 'text' } },
      { key: 'revenue', label: 'Revenue', role: 'metric', format: USD },
    ],
    rows: [
      { period: 'Q3 2019', revenue: 1054286.34 },
      { period: 'Q4 2019', revenue: 1342080.724 },
    ],
    omitted: 0,
  },
  buttons: [
    { label: 'Show query', token: 'token-query' },
    {
      label: 'Break down by …',
      token: 'token-form',
      form: {
        title: 'Break down by',
        submit: 'Break down',
        fields: [
          {
            key: 'by',
            label: 'Dimension',
            options: [
              { label: 'Region', value: 'region' },
              { label: 'Product category', value: 'category' },
            ],
            initial: 'region',
          },
        ],
      },
    },
    { label: 'Download CSV', token: 'token-csv' },
    {
      label: 'Approve',
      token: 'token-approve',
      style: 'primary',
      confirm: 'Spend 400 USD on this campaign?',
    },
  ],
  feedback: FEEDBACK,
  footnotes: [
    { kind: 'period', text: '1 Jul to 31 Dec 2019' },
    { kind: 'freshness', text: 'Data up to 31 Dec 2019' },
  ],
};

const QUERY: SendableCard = {
  tone: 'answer',
  title: 'The query behind this answer',
  code: { language: 'sql', text: 'select sum(revenue)\n  from fct_sales\n where date >= $1' },
};

const CLARIFY: SendableCard = {
  tone: 'question',
  title: 'Which Washington?',
  text: ['“Washington” is a region and a city.'],
  buttons: [{ label: 'Washington DC', token: 'token-dc' }],
};

export interface FakeHandlers extends Handlers {
  readonly messages: IncomingMessage[];
  readonly presses: ButtonPress[];
  readonly commands: SlashCommand[];
}

/** Every message is answered by what `answers` says for its text, else by `ANSWER`. */
export function fakeHandlers(
  answers: Readonly<Record<string, (replies: Replies) => Promise<void>>> = {},
): FakeHandlers {
  const messages: IncomingMessage[] = [];
  const presses: ButtonPress[] = [];
  const commands: SlashCommand[] = [];
  let lastAnswer: MessageRef | null = null;

  const pressed = async (token: string, replies: Replies): Promise<void> => {
    if (token === 'token-query') await replies.send(QUERY);
    if (token === 'token-csv') {
      await replies.attach({
        name: 'revenue.csv',
        mime: 'text/csv',
        bytes: Buffer.from('period,revenue\nQ3,1\n'),
        private: true,
      });
    }
    if (token === 'token-approve' && lastAnswer) {
      const { buttons: _buttons, ...rest } = ANSWER;
      await replies.edit(lastAnswer, {
        ...rest,
        footnotes: [{ kind: 'action', text: 'Approve: Operator, 14:03' }],
      });
    }
  };

  return {
    messages,
    presses,
    commands,
    async message(message, replies) {
      messages.push(message);
      const answer = answers[message.text];
      if (answer) await answer(replies);
      else {
        await replies.progress('Reading the sales');
        lastAnswer = await replies.send(ANSWER);
      }
      return ANSWERED;
    },
    async press(press, replies) {
      presses.push(press);
      await pressed(press.token, replies);
      return ANSWERED;
    },
    async command(command, replies) {
      commands.push(command);
      await replies.send(CLARIFY);
      return ANSWERED;
    },
    form: async () => null,
    home: async () => [{ tone: 'notice', title: 'Data', text: ['Up to 31 Dec 2019'] }],
    prompts: async () => [{ title: 'Sales by month', message: 'Sales by month' }],
    trace: async () => null,
    knowsThread: async () => false,
    drain: async () => undefined,
  };
}

const ANSWERED: Handled = { status: 'answered', tool: 'fake', card: null, facts: null, answerId: null };

/** A card with `text` wherever a card can hold text. */
export function cardSaying(text: string): SendableCard {
  const button: TokenButton = { label: text, token: 'token-text', confirm: text };
  return {
    tone: 'refusal',
    title: text,
    headlines: [{ label: text, value: text, format: { kind: 'text' } }],
    text: [text],
    table: {
      caption: text,
      columns: [{ key: 'a', label: text, role: 'text', format: { kind: 'text' } }],
      rows: [{ a: text }],
      omitted: 0,
    },
    steps: [{ title: text, state: 'done', detail: text }],
    code: { language: 'text', text },
    buttons: [button],
    footnotes: [{ kind: 'note', text }],
  };
}
