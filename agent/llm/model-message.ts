/** What a model has sent: read, held to what can be used, and mended where only its form is wrong. */
import { AIMessage, AIMessageChunk, type BaseMessage } from '@langchain/core/messages';
import { ModelFailure } from './failures.ts';

/** Calls of tools in one step of the model; more is a loop of its own. */
const CALLS_A_STEP = 6;
/** The name of the one argument of a call whose own could not be read. */
export const UNREADABLE = 'unreadable_arguments';

/** A completion that says something; anything else is garbage. */
export function sound(answer: unknown): AIMessage {
  if (!AIMessage.isInstance(answer)) throw new ModelFailure('garbage');
  const calls = (answer.tool_calls?.length ?? 0) + (answer.invalid_tool_calls?.length ?? 0);
  if (calls === 0 && textOf(answer).trim() === '') throw new ModelFailure('garbage');
  return answer;
}

/** Ids of its own, and calls whose arguments cannot be read as calls that fail, so that the model hears of it. */
export function mended(message: AIMessage, newId: () => string): AIMessage {
  const seen = new Set<string>();
  const idOf = (id: string | undefined): string => {
    const own = id && !seen.has(id) ? id : `call_${newId()}`;
    seen.add(own);
    return own;
  };
  const readable = (message.tool_calls ?? []).map((call, at) => ({
    ...call,
    args: isWhole(message, at) && isObject(call.args) ? call.args : { [UNREADABLE]: '' },
    id: idOf(call.id),
  }));
  const broken = (message.invalid_tool_calls ?? []).map(({ name, args, id }) => ({
    type: 'tool_call' as const,
    name: name ?? 'unknown',
    args: { [UNREADABLE]: args ?? '' },
    id: idOf(id),
  }));
  return new AIMessage({
    id: newId(),
    content: textOf(message),
    tool_calls: [...readable, ...broken].slice(0, CALLS_A_STEP),
    response_metadata: message.response_metadata,
    ...(message.usage_metadata ? { usage_metadata: message.usage_metadata } : {}),
  });
}

const isObject = (value: unknown): boolean =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

/** While streaming, the library reads what it can of arguments that break off: half a query is another query. */
function isWhole(message: AIMessage, at: number): boolean {
  if (!AIMessageChunk.isInstance(message)) return true;
  const written = message.tool_call_chunks?.[at]?.args;
  if (written === undefined) return true;
  try {
    JSON.parse(written === '' ? '{}' : written);
    return true;
  } catch {
    return false;
  }
}

/** What it says; '' of a message that is none of a model. */
export function textOf(message: BaseMessage | undefined): string {
  return message && AIMessage.isInstance(message) ? message.text : '';
}
