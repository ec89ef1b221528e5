/** `/walker …`: ask, help, and each tool by its word or its name. */
import { MODEL_CHOICES, type ModelChoice } from '../agent/llm/settings.ts';
import type { Call, Card } from '../cards/card.ts';
import type { AnyTool } from '../tools/define-tool.ts';
import { type ToolInputError, UserError } from '../tools/errors.ts';
import type { Registry } from '../tools/registry.ts';
import type { Replies, SuggestedPrompt } from './surface.ts';

export type Command =
  | { readonly kind: 'help' }
  | {
      readonly kind: 'ask';
      readonly question: string;
      readonly model?: ModelChoice;
      /** How the command goes that it begins with. */
      readonly usage?: string;
    }
  | { readonly kind: 'call'; readonly call: Call; readonly usage: string };

const COMMAND = /^\s*\/walker(?:\s+|$)/i;

/** What follows `/walker` in a typed text; null where it is none. For surfaces without commands of their own. */
export const commandWords = (text: string): string | null =>
  COMMAND.test(text) ? text.replace(COMMAND, '') : null;

/** Reads the words after `/walker`. Words that name no tool are a question. Throws `UserError` for a call it cannot read. */
export function parseCommand(text: string, registry: Registry): Command {
  const trimmed = text.trim();
  const [word = '', ...rest] = trimmed.split(/\s+/);
  const name = word.toLowerCase();
  const remainder = trimmed.slice(word.length).trim();
  if (name === '' || (name === 'help' && rest.length === 0)) return { kind: 'help' };
  if (name === 'ask') return readAsk(remainder);
  const tool = findTool(name, registry);
  if (!tool) return { kind: 'ask', question: trimmed };
  const routed = tool.command?.route?.(remainder);
  if (routed) return { kind: 'call', call: routed, usage: usageOf(tool) };
  const args = parseArguments(tool, remainder);
  // "people" is a command, "people who bought socks" is a question.
  return args
    ? { kind: 'call', call: { tool: tool.name, args }, usage: usageOf(tool) }
    : { kind: 'ask', question: trimmed, usage: usageOf(tool) };
}

const MODEL_FLAG = /^--model[=\s]+(\S+)\s*/i;

/** `ask --model fast|strong|auto|off <question>` */
function readAsk(text: string): Command {
  const [flag, named] = MODEL_FLAG.exec(text) ?? [];
  if (!flag) return { kind: 'ask', question: text };
  const model = MODEL_CHOICES.find((choice) => choice === named?.toLowerCase());
  if (!model)
    throw new UserError(
      'usage',
      `There is no model “${named}”. Use it like this: /walker ask --model ${MODEL_CHOICES.join('|')} <question>`,
    );
  return { kind: 'ask', question: text.slice(flag.length), model };
}

/** `replies` that add `usage` to a refusal: whoever began with the word of a command may have meant that. */
export function sayUsage(replies: Replies, usage: string): Replies {
  const note = { kind: 'note', text: `As a command it goes like this: ${usage}` } as const;
  return {
    ...replies,
    send: (card) =>
      replies.send(
        card.tone === 'refusal' ? { ...card, footnotes: [...(card.footnotes ?? []), note] } : card,
      ),
  };
}

/** What to say when the arguments of a command did not fit its tool. */
export function usageError(error: ToolInputError, usage: string): UserError {
  return new UserError('usage', `I could not read that (${error.message}). Use it like this: ${usage}`, {
    cause: error,
  });
}

/** Every command there is, with its usage. */
export function helpCard(registry: Registry, prompts: readonly SuggestedPrompt[]): Card {
  const tools = [...registry.values()].filter((tool) => tool.command);
  return {
    tone: 'notice',
    title: 'What I can do',
    text: [
      'Ask me about your numbers and your customers in plain words: mention me, write to me directly, or use /walker ask.',
      prompts.length > 0 ? `For example: ${prompts.map(({ message }) => `“${message}”`).join(', ')}.` : '',
    ].filter((line) => line !== ''),
    table: {
      caption: 'Commands',
      columns: [
        { key: 'usage', label: 'Command', role: 'text', format: { kind: 'text' } },
        { key: 'what', label: 'What it does', role: 'text', format: { kind: 'text' } },
      ],
      rows: [
        { usage: '/walker ask [--model fast|strong|off] <question>', what: 'Answers a question' },
        ...tools.map((tool) => ({ usage: usageOf(tool), what: tool.title })),
      ],
      omitted: 0,
    },
    private: true,
  };
}

function findTool(name: string, registry: Registry): AnyTool | undefined {
  return registry.get(name) ?? [...registry.values()].find((tool) => tool.command?.word === name);
}

function usageOf(tool: AnyTool): string {
  return `/walker ${tool.command?.usage ?? `${tool.name} {…}`}`;
}

function parseArguments(tool: AnyTool, text: string): Call['args'] | null {
  if (text.startsWith('{')) {
    try {
      return JSON.parse(text) as Call['args'];
    } catch (cause) {
      throw new UserError('usage', `The arguments are not valid JSON. Use it like this: ${usageOf(tool)}`, {
        cause,
      });
    }
  }
  if (tool.command) return tool.command.parse(text);
  return text === '' ? {} : null;
}
