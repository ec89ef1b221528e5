/** The real app with a scripted model behind the real client libraries, over a small demo workspace. */
import { randomUUID } from 'node:crypto';
import { type App, createApp } from '../../../bot/app.ts';
import { parseConfig } from '../../../bot/config.ts';
import type { SendableCard } from '../../../cards/card.ts';
import { loadDemo } from '../../../db/demo/load-demo.ts';
import type { Handled, IncomingMessage, Replies, Sender } from '../../../handlers/surface.ts';
import type { Role } from '../../../tools/roles.ts';
import { openTestDb } from '../../db/harness.ts';
import {
  CHAT_KEY,
  type ChatDouble,
  type ChatRequest,
  createChatDouble,
} from '../../doubles/chat-completions.ts';

export const MODEL = 'scripted-strong';
export const FAST = 'scripted-fast';
/** 1 and 2 dollars a million. */
const PRICES = `{"${MODEL}": {"prompt": 1, "completion": 2}, "${FAST}": {"prompt": 0.1, "completion": 0.2}}`;
/** No rule knows what to do with it. */
export const DECLINED_BY_RULES = 'please look into why our shop is doing so splendidly and tell me a story';

interface Turned {
  readonly handled: Handled;
  readonly card: SendableCard;
  readonly cards: readonly SendableCard[];
  readonly notes: readonly string[];
}

export interface AgentStage {
  readonly app: App;
  readonly model: ChatDouble;
  /** Asks in a thread of its own unless told another. */
  ask(
    text: string,
    more?: Partial<IncomingMessage> & { readonly replies?: Partial<Replies> },
  ): Promise<Turned>;
  press(token: string, sender?: Sender): Promise<Turned>;
  /** Somebody of the home workspace with this role. */
  person(role: Role): Promise<Sender>;
  close(): Promise<void>;
}

export interface StageOptions {
  readonly settings?: Readonly<Record<string, string>>;
  readonly now?: () => Date;
  readonly customers?: number;
  readonly prepare?: (app: App) => Promise<void>;
}

export async function openAgentStage({
  settings = {},
  now,
  customers = 40,
  prepare,
}: StageOptions = {}): Promise<AgentStage> {
  const [db, model] = await Promise.all([openTestDb(), createChatDouble()]);
  const config = parseConfig({
    LOG_LEVEL: 'silent',
    OPENAI_API_KEY: CHAT_KEY,
    OPENAI_BASE_URL: model.url,
    OPENAI_CHAT_MODEL: MODEL,
    OPENAI_FAST_MODEL: FAST,
    MODEL_PRICES: PRICES,
    ...settings,
  });
  const app = await createApp(config, { db, random: () => 0, ...(now ? { now } : {}) });
  await loadDemo({ db, tenantId: app.home.tenantId, customers, now: app.now() });
  await prepare?.(app);

  function collect(own: Partial<Replies> = {}) {
    const cards: SendableCard[] = [];
    const notes: string[] = [];
    const replies: Replies = {
      progress: async (note) => void notes.push(note),
      send: async (card) => ({ at: cards.push(card) }),
      edit: async () => undefined,
      attach: async () => undefined,
      ...own,
    };
    return { cards, notes, replies };
  }
  const turned = (handled: Handled, { cards, notes }: { cards: SendableCard[]; notes: string[] }): Turned => {
    const card = cards.at(-1);
    if (!card) throw new Error('nothing was sent');
    return { handled, card, cards, notes };
  };

  return {
    app,
    model,
    async ask(text, { replies: own, ...more } = {}) {
      const heard = collect(own);
      const message = {
        ...{ sender: app.operator('console'), thread: randomUUID(), text, attachments: 0, eventId: null },
        ...more,
      };
      return turned(await app.handlers.message(message, heard.replies), heard);
    },
    async press(token, sender = app.operator('console')) {
      const heard = collect();
      return turned(
        await app.handlers.press({ sender, thread: 'presses', token, eventId: null }, heard.replies),
        heard,
      );
    },
    async person(role) {
      const sender: Sender = {
        ...app.operator('console'),
        externalId: randomUUID(),
        displayName: `A ${role}`,
      };
      const personId = randomUUID();
      await app.db.query(
        'insert into people (person_id, tenant_id, name, role, timezone) values ($1, $2, $3, $4, $5)',
        [personId, app.home.tenantId, `A ${role}`, role, 'UTC'],
      );
      await app.db.query(
        'insert into identities (surface, account, external_id, tenant_id, person_id) values ($1, $2, $3, $4, $5)',
        ['console', sender.account, sender.externalId, app.home.tenantId, personId],
      );
      return sender;
    },
    async close() {
      await app.stop();
      await model.close();
      await db.close();
    },
  };
}

/** What the last tool told the model. */
export function lastResult({ messages }: ChatRequest): string {
  return String(messages.findLast(({ role }) => role === 'tool')?.content ?? '');
}

/** How many tools have answered so far. */
export const resultsIn = ({ messages }: ChatRequest): number =>
  messages.filter(({ role }) => role === 'tool').length;

export const footnotes = (card: SendableCard): string =>
  (card.footnotes ?? []).map(({ text }) => text).join(' | ');
