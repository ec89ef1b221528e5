/**
 * The tool contract. One definition serves the rules, the model, the slash command, the button and the job.
 */
import type { z } from 'zod';
import type { Call, Card, Cell, TableColumn } from '../cards/card.ts';
import type { TenantDb } from '../db/db.ts';
import type { Role } from './roles.ts';
import type { Workspace } from './workspace.ts';

/** The person on whose behalf a tool runs. */
export interface Actor {
  readonly personId: string;
  readonly name: string;
  readonly role: Role;
  readonly timezone: string;
}

/** The door a call came through. */
export type Origin = 'question' | 'command' | 'button' | 'cli' | 'job' | 'mcp';

/** Where somebody asked, as the surface names it. */
export interface Place {
  readonly surface: string;
  readonly account: string;
  /** Whoever asked. */
  readonly sender: string;
  /** The channel; null where only they and the bot read along. */
  readonly channel: string | null;
  /** Ids of the channels that were named, by their names. */
  readonly named: Readonly<Record<string, string>>;
}

export interface ToolContext {
  readonly db: TenantDb;
  readonly workspace: Workspace;
  readonly actor: Actor;
  readonly origin: Origin;
  /** Absent for jobs. */
  readonly place?: Place;
  /** The wall clock. The data's "today" is `workspace.today`. */
  readonly now: () => Date;
  readonly newId: () => string;
  /** Says what is being done, for surfaces that show progress. */
  readonly progress: (note: string) => void;
  readonly signal: AbortSignal;
}

/** Expected outcomes are values. `data` is the tool's own output. */
export type Outcome<Data> =
  | { readonly kind: 'ok'; readonly data: Data }
  | { readonly kind: 'empty'; readonly because: string; readonly data?: Data }
  | { readonly kind: 'insufficient'; readonly have: number; readonly need: number; readonly what: string }
  | { readonly kind: 'clarify'; readonly question: string; readonly options: readonly ClarifyOption[] }
  | { readonly kind: 'refused'; readonly because: string; readonly suggestions: readonly string[] };

export interface ClarifyOption {
  readonly label: string;
  readonly call: Call;
}

/** The machine-readable side of an answer: what `walker ask --json` prints and an evaluation compares. */
export interface Facts {
  /** The answer in one sentence. */
  readonly answer: string;
  readonly columns: readonly TableColumn[];
  readonly rows: readonly Readonly<Record<string, Cell>>[];
  readonly period: { readonly from: string; readonly to: string } | null;
  readonly sql: string | null;
  readonly params: readonly unknown[];
  readonly definition: string | null;
}

/** A file that goes to the person besides the card. */
export interface Attachment {
  readonly name: string;
  readonly mime: string;
  readonly bytes: Buffer;
  /** Holds personal data: by direct message only, never in a channel. */
  readonly private: boolean;
}

/** `/walker <word> …` */
interface ToolCommand {
  readonly word: string;
  /** As shown in the help: `people add <name> <number> <role>`. */
  readonly usage: string;
  /**
   * Turns what follows the word into arguments; null where it reads as a question instead. Throws `UserError` with the usage
   * where it reads as neither.
   */
  readonly parse: (text: string) => Record<string, unknown> | null;
  /** Sub-commands that are tools of their own (`segments show …`); asked first, null where the words are none. */
  readonly route?: (text: string) => Call | null;
}

export interface ToolDefinition<Input, Data> {
  /** `snake_case`, unique; what the model, the audit and `/walker` call it. */
  readonly name: string;
  readonly title: string;
  /** What it does and when to use it, for people and for the model. */
  readonly description: string;
  readonly effect: 'read' | 'write';
  /** The least role that may run it. */
  readonly role: Role;
  readonly input: z.ZodType<Input>;
  readonly output: z.ZodType<Data>;
  /** A follow-up ("only Chicago") merges into a call of this tool. */
  readonly followUps?: boolean;
  /**
   * What is kept of a call's arguments, in the audit and beside the answer, where they must not be kept themselves;
   * the question is not kept then, and the thread forgets what it knew.
   */
  keptArguments?(args: Call['args'], tenantId: string): Call['args'];
  readonly command?: ToolCommand;
  run(input: Input, context: ToolContext): Promise<Outcome<Data>>;
  /** The card for people. Not called for `clarify`, `refused`, `insufficient`: those look alike for every tool. */
  card(data: Data, input: Input, context: ToolContext): Card;
  /** A short text for the model. */
  summary(data: Data, input: Input): string;
  facts?(data: Data, input: Input): Facts;
  attachments?(data: Data, input: Input): readonly Attachment[];
}

/** A tool whose types are its own business. */
// biome-ignore lint/suspicious/noExplicitAny: the registry holds tools of every input and output type
export type AnyTool = ToolDefinition<any, any>;

/** Declares a tool; the identity function, for its types. */
export function defineTool<Input, Data>(
  definition: ToolDefinition<Input, Data>,
): ToolDefinition<Input, Data> {
  return definition;
}
