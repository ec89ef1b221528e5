/**
 * One question through LangChain's agent: model, tools, model, until there is a text. Everything that must hold stands
 * around it: limits and retries around each call of the model, the registry behind each call of a tool.
 */
import { BaseCallbackHandler } from '@langchain/core/callbacks/base';
import { AIMessage, type BaseMessage, HumanMessage } from '@langchain/core/messages';
import { createAgent } from 'langchain';
import { declared } from './declared-tools.ts';
import { LimitReached, ModelFailure } from './failures.ts';
import { Ended, guard } from './loop-guard.ts';
import type { LoopSetting } from './loop-setting.ts';
import { textOf } from './model-message.ts';

/** Of the call behind the last card; a list of hundreds of ids says no more than its beginning. */
const SHOWN_CHARACTERS = 1_500;
/** The model's text. '' where the turn ended by a question back or a refusal of the model (`tools.ending`). */
export async function runLoop(question: string, setting: LoopSetting): Promise<string> {
  const { chat, tools, signal, settings } = setting;
  const agent = createAgent({
    model: chat,
    tools: declared(tools),
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

/** What was asked and answered before; of the last answer also what it came of, so that “them” can be found again. */
function remembered({ memory, lastCall }: LoopSetting): BaseMessage[] {
  const shown = lastCall ? `\n(The card shows ${lastCall.tool} ${JSON.stringify(lastCall.args)}.)` : '';
  return memory.flatMap(({ question, answer }, at) => [
    new HumanMessage(question),
    new AIMessage(at === memory.length - 1 ? answer + shown.slice(0, SHOWN_CHARACTERS) : answer),
  ]);
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
