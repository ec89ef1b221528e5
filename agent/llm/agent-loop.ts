/**
 * One question through LangChain's agent: model, tools, model, until there is a text. Everything that must hold stands
 * around it: limits and retries around each call of the model, the registry behind each call of a tool.
 */
import { BaseCallbackHandler } from '@langchain/core/callbacks/base';
import {
  AIMessage,
  AIMessageChunk,
  type BaseMessage,
  HumanMessage,
  SystemMessage,
  ToolMessage,
} from '@langchain/core/messages';
import { createAgent, createMiddleware, tool } from 'langchain';
import { z } from 'zod';
import type { Call } from '../../cards/card.ts';
import { brief, briefSchemaOf } from './brief-schemas.ts';
import type { ChatModel } from './chat-openai.ts';
import { CONTROLS } from './control-tools.ts';
import { costOf, estimateTokens } from './cost.ts';
import { LimitReached, ModelFailure } from './failures.ts';
import type { Exchange } from './memory.ts';
import type { ModelCalls } from './model-calls.ts';
import type { ModelTools, Ran } from './model-tools.ts';
import { LAST_STEP } from './prompt.ts';
import type { QuestionMeter } from './question-meter.ts';
import type { ModelRole, ModelSettings } from './settings.ts';
import type { ModelStep } from './trace.ts';

/** Calls of tools in one step of the model; more is a loop of its own. */
const CALLS_A_STEP = 6;
/** Of the call behind the last card; a list of hundreds of ids says no more than its beginning. */
const SHOWN_CHARACTERS = 1_500;
const UNREADABLE = 'unreadable_arguments';
/** How a request ends that nothing came back of, though the server has read its prompt. */
const WAS_READ: ReadonlySet<ModelStep['outcome']> = new Set(['timeout', 'cancelled']);

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

/** The model's text. '' where the turn ended by a question back or a refusal of the model (`tools.ending`). */
export async function runLoop(question: string, setting: LoopSetting): Promise<string> {
  const { chat, tools, signal, settings } = setting;
  const agent = createAgent({
    model: chat,
    tools: [...declared(tools)],
    systemPrompt: setting.prompt,
    middleware: [guard(setting)],
  });
  try {
    const { messages } = await agent.invoke(
      { messages: [...remembered(setting), new HumanMessage(question)] },
      {
        signal,
        // Two nodes a step; the limits end it long before.
        recursionLimit: 4 * settings.limits.steps + 10,
        callbacks: settings.stream ? [createListener(setting.onText)] : [],
      },
    );
    return textOf(messages.at(-1));
  } catch (error) {
    if (tools.ending) return '';
    throw ours(error);
  }
}

/** The turn is over: the model has asked back or declined. */
class Ended extends Error {}

function guard(setting: LoopSetting) {
  const { calls, role, meter, tools, signal, now } = setting;
  return createMiddleware({
    name: 'Walker',
    async wrapModelCall(request, handler) {
      if (tools.ending) throw new Ended();
      meter.check();
      const because = await setting.mayGoOn();
      if (because !== null) throw new LimitReached('budget', because);
      setting.onModel();
      const endsBy = meter.endsBy();
      const shown = endsBy ? [] : request.tools.filter((one) => isShown(String(one.name), tools));
      const asked = {
        ...request,
        tools: shown,
        ...(endsBy ? { systemMessage: new SystemMessage(`${setting.prompt}\n\n${LAST_STEP}`) } : {}),
      };
      const startedAt = now();
      let attempts = 0;
      const prompt = () =>
        estimateTokens(setting.prompt + JSON.stringify([request.messages, shown.map(declaredOf)]));
      const record = (step: Pick<ModelStep, 'outcome'> & Partial<ModelStep>) =>
        meter.add({
          kind: 'model',
          name: setting.settings.models[role] ?? setting.settings.models.strong,
          startedAt: startedAt.toISOString(),
          ms: now().getTime() - startedAt.getTime(),
          promptTokens: 0,
          completionTokens: 0,
          estimated: false,
          costUsd: 0,
          attempts,
          ...step,
        });
      try {
        const message = await calls.ask(
          role,
          async () => {
            attempts += 1;
            return sound(await handler(asked));
          },
          signal,
        );
        record({ outcome: 'ok', ...usageOf(message, prompt, setting) });
        if (endsBy && (message.tool_calls?.length ?? 0) > 0) throw new LimitReached(endsBy);
        return mended(message, setting.newId);
      } catch (error) {
        const outcome = endOf(error, signal);
        if (outcome) record({ outcome, ...unansweredBy(outcome, attempts, prompt, setting) });
        throw error;
      }
    },
    async wrapToolCall({ toolCall }) {
      const { name, args, id } = toolCall;
      const startedAt = now();
      setting.onTool(name);
      const given: unknown = UNREADABLE in args ? args[UNREADABLE] : args;
      const ran = await tools.run(name, given);
      meter.add({
        kind: 'tool',
        name,
        startedAt: startedAt.toISOString(),
        ms: now().getTime() - startedAt.getTime(),
        args: ran.args,
        outcome: ran.outcome,
        detail: ran.detail,
        sql: ran.sql,
      });
      setting.onToolDone(name, ran);
      const wrong = ran.outcome === 'invalid' || ran.outcome === 'unknown' || ran.outcome === 'failed';
      return new ToolMessage({
        content: ran.text,
        name,
        tool_call_id: id ?? '',
        status: wrong ? 'error' : 'success',
      });
    },
  });
}

/** Definitions only: what a call does stands in `wrapToolCall`. */
function declared(tools: ModelTools) {
  const unused = async () => '';
  const controls = Object.entries(CONTROLS).map(([name, { description, input }]) =>
    tool(unused, { name, description, schema: brief(z.toJSONSchema(input)) }),
  );
  const reads = tools.readable.map((one) =>
    tool(unused, { name: one.name, description: one.description, schema: briefSchemaOf(one) }),
  );
  return [...reads, ...controls];
}

/** What of a tool goes out with every request. */
const declaredOf = (tool: object): readonly unknown[] => {
  const { name, description, schema } = tool as Readonly<Record<string, unknown>>;
  return [name, description, schema];
};

const isShown = (name: string, tools: ModelTools): boolean =>
  Object.hasOwn(CONTROLS, name) || tools.isOpen(name);

/** A completion that says something; anything else is garbage. */
function sound(answer: unknown): AIMessage {
  if (!AIMessage.isInstance(answer)) throw new ModelFailure('garbage');
  const calls = (answer.tool_calls?.length ?? 0) + (answer.invalid_tool_calls?.length ?? 0);
  if (calls === 0 && textOf(answer).trim() === '') throw new ModelFailure('garbage');
  return answer;
}

/** Ids of its own, and calls whose arguments cannot be read as calls that fail, so that the model hears of it. */
function mended(message: AIMessage, newId: () => string): AIMessage {
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

function usageOf(
  message: AIMessage,
  estimatePrompt: () => number,
  { settings, role }: LoopSetting,
): Pick<ModelStep, 'promptTokens' | 'completionTokens' | 'estimated' | 'costUsd'> {
  const { input_tokens: read, output_tokens: written } = message.usage_metadata ?? {};
  const counted = typeof read === 'number' && typeof written === 'number' && read > 0;
  const tokens = counted
    ? { prompt: read, completion: written }
    : {
        prompt: estimatePrompt(),
        completion: estimateTokens(textOf(message) + JSON.stringify(message.tool_calls ?? [])),
      };
  const model = settings.models[role] ?? settings.models.strong;
  return {
    promptTokens: tokens.prompt,
    completionTokens: tokens.completion,
    estimated: !counted,
    costUsd: costOf(tokens, model, settings.prices),
  };
}

/** How a call of the model ended that threw `error`; null where it was no matter of the model. */
function endOf(error: unknown, signal: AbortSignal): ModelStep['outcome'] | null {
  if (error instanceof ModelFailure) return error.kind;
  return signal.aborted ? 'cancelled' : null;
}

/** Of a request that nothing came back of: its prompt is paid for all the same, and nobody says how long it was. */
function unansweredBy(
  outcome: ModelStep['outcome'],
  attempts: number,
  estimatePrompt: () => number,
  { settings, role }: LoopSetting,
): Partial<ModelStep> {
  if (attempts === 0 || !WAS_READ.has(outcome)) return {};
  const tokens = { prompt: estimatePrompt(), completion: 0 };
  const model = settings.models[role] ?? settings.models.strong;
  return { promptTokens: tokens.prompt, estimated: true, costUsd: costOf(tokens, model, settings.prices) };
}

/** What was asked and answered before; of the last answer also what it came of, so that “them” can be found again. */
function remembered({ memory, lastCall }: LoopSetting): BaseMessage[] {
  const shown = lastCall ? `\n(The card shows ${lastCall.tool} ${JSON.stringify(lastCall.args)}.)` : '';
  return memory.flatMap(({ question, answer }, at) => [
    new HumanMessage(question),
    new AIMessage(at === memory.length - 1 ? answer + shown.slice(0, SHOWN_CHARACTERS) : answer),
  ]);
}

function textOf(message: BaseMessage | undefined): string {
  return message && AIMessage.isInstance(message) ? message.text : '';
}

/** LangChain takes its streaming path where a listener prefers it; the other one would fetch a tokeniser from the web. */
function createListener(onText: (text: string) => void): BaseCallbackHandler {
  let text = '';
  return new (class extends BaseCallbackHandler {
    readonly name = 'walker';
    readonly lc_prefer_streaming = true;
    override handleChatModelStart() {
      text = '';
    }
    override handleLLMNewToken(token: string) {
      if (token === '') return;
      text += token;
      onText(text);
    }
  })();
}

/** Our own error inside those that LangChain wraps around it. */
function ours(error: unknown): unknown {
  for (let one = error; one instanceof Error; one = one.cause)
    if (one instanceof LimitReached || one instanceof ModelFailure || one instanceof Ended) return one;
  return error;
}
