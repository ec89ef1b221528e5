/** What one question's loop is given. */
import type { Call } from '../../cards/card.ts';
import type { ChatModel } from './chat-openai.ts';
import type { Exchange } from './memory.ts';
import type { ModelCalls } from './model-calls.ts';
import type { ModelTools, Ran } from './model-tools.ts';
import type { QuestionMeter } from './question-meter.ts';
import type { ModelRole, ModelSettings } from './settings.ts';

export interface LoopSetting {
  readonly chat: ChatModel;
  readonly role: ModelRole;
  readonly settings: ModelSettings;
  readonly calls: ModelCalls;
  readonly meter: QuestionMeter;
  readonly tools: ModelTools;
  readonly prompt: string;
  readonly memory: readonly Exchange[];
  /** What the thread's last card shows. */
  readonly lastCall: Call | null;
  /** Ends with the question's seconds, and when it is cancelled. */
  readonly signal: AbortSignal;
  readonly now: () => Date;
  readonly newId: () => string;
  /** Asked before every step: whether the person and the team may spend more; a sentence where not. */
  readonly mayGoOn: () => Promise<string | null>;
  readonly onModel: () => void;
  readonly onTool: (name: string) => void;
  readonly onToolDone: (name: string, ran: Ran) => void;
  /** The text so far, while it is being written. */
  readonly onText: (text: string) => void;
}
