/**
 * What handlers and surfaces agree on. A surface turns its payloads into `IncomingMessage` or
 * `ButtonPress` and gives a `Replies` to answer through; handlers know no channel.
 */
import type { AgentEvent } from '../agent/llm/model-agent.ts';
import type { ModelChoice } from '../agent/llm/settings.ts';
import type { Form, SendableCard } from '../cards/card.ts';
import type { Attachment, Facts } from '../tools/define-tool.ts';
import type { ReadTrace } from '../tools/traces/index.ts';

export type SurfaceName = 'slack' | 'whatsapp' | 'email' | 'console' | 'cli';

/** Somebody as the surface names them; `people` finds out who it is. */
export interface Sender {
  readonly surface: SurfaceName;
  /** Slack team id, the bot's own WhatsApp number; '' where the surface has one account. */
  readonly account: string;
  /** Slack user id, phone number in E.164, login name. */
  readonly externalId: string;
  readonly displayName?: string;
  readonly timezone?: string;
}

/** Where something was said, for those who want to be told things there. */
export interface Whereabouts {
  /** Null where only the sender and the bot read along. */
  readonly channel: string | null;
  /** Ids of the channels that were named, by their names. */
  readonly named: Readonly<Record<string, string>>;
}

export interface IncomingMessage {
  readonly sender: Sender;
  /** Absent: between the sender and the bot. */
  readonly where?: Whereabouts;
  /** The conversation: messages of one thread share a memory. Unique within surface and account. */
  readonly thread: string;
  /** What was typed, the mention of the bot removed. May be empty. */
  readonly text: string;
  /** Which language model is to answer, where somebody said so. */
  readonly model?: ModelChoice;
  /** Pictures, voice notes and files that came along; their content is not read. */
  readonly attachments: number;
  /** Id by which a redelivery is known. Null where the surface cannot redeliver. */
  readonly eventId: string | null;
}

export interface ButtonPress {
  readonly sender: Sender;
  readonly where?: Whereabouts;
  readonly thread: string;
  readonly token: string;
  /** What was chosen in the button's form, if it has one. */
  readonly values?: Readonly<Record<string, string>>;
  readonly eventId: string | null;
}

/** `/walker …`: the words after the command. */
export interface SlashCommand {
  readonly sender: Sender;
  readonly where?: Whereabouts;
  readonly thread: string;
  readonly text: string;
  readonly eventId: string | null;
}

/** Where a card went, so that it can be edited; opaque to handlers, JSON to the database. */
export type MessageRef = Readonly<Record<string, unknown>>;

/** How a handler answers. Every method resolves when the surface has accepted it. */
export interface Replies {
  /** Shows that work is going on, and what; replaced by the answer. Surfaces without such a thing ignore it. */
  progress(note: string): Promise<void>;
  /** Shows what a language model is doing and the sentences that hold. Absent: `progress` gets it in words. */
  follow?(event: AgentEvent): Promise<void>;
  /** Shows a card with a Cancel button while long work goes on; the result takes it away. Absent where nothing can be shown so. */
  working?(card: SendableCard): Promise<() => Promise<void>>;
  /** Sends the card into the thread (privately where `card.private`). */
  send(card: SendableCard): Promise<MessageRef>;
  /** Replaces a card that was sent. Surfaces that cannot edit send it anew. */
  edit(ref: MessageRef, card: SendableCard): Promise<void>;
  /** Sends a file; privately where `attachment.private`. */
  attach(attachment: Attachment): Promise<void>;
}

/** What became of a message or a press; the command line prints it, tests look at it. */
export interface Handled {
  readonly status: 'answered' | 'clarify' | 'refused' | 'ignored' | 'failed';
  readonly tool: string | null;
  readonly card: SendableCard | null;
  readonly facts: Facts | null;
  /** Id of the stored answer, by which feedback refers to it. */
  readonly answerId: string | null;
}

/** Nothing was said, and nothing is stored. */
export const IGNORED: Handled = { status: 'ignored', tool: null, card: null, facts: null, answerId: null };

export interface SuggestedPrompt {
  readonly title: string;
  readonly message: string;
}

/** Everything a surface may ask of the rest of the house. No method throws: faults become a card with an id. */
export interface Handlers {
  message(message: IncomingMessage, replies: Replies): Promise<Handled>;
  press(press: ButtonPress, replies: Replies): Promise<Handled>;
  command(command: SlashCommand, replies: Replies): Promise<Handled>;
  /** The form behind a button, or null where a press counts at once. */
  form(sender: Sender, token: string): Promise<Form | null>;
  /** What the App Home shows: what can be asked, recent answers, data freshness. */
  home(sender: Sender): Promise<readonly SendableCard[]>;
  prompts(sender: Sender): Promise<readonly SuggestedPrompt[]>;
  /** The steps behind an answer of the language model; null where there are none, or they are not for this person. */
  trace(sender: Sender, traceId: string): Promise<ReadTrace | null>;
  /** True where the bot has answered in this thread before, so that it listens without a mention. */
  knowsThread(sender: Sender, thread: string): Promise<boolean>;
  /** Resolves when all work in hand is finished. */
  drain(): Promise<void>;
}
