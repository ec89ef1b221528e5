/** The client library: ChatOpenAI for each role, made once. Retries, waiting and rests are ours (`model-calls.ts`). */
import { ChatOpenAI } from '@langchain/openai';
import type { ModelRole, ModelSettings } from './settings.ts';

export type ChatModel = ChatOpenAI;

export function createChatModels(settings: ModelSettings): Readonly<Record<ModelRole, ChatModel>> {
  const make = (model: string): ChatModel =>
    new ChatOpenAI({
      model,
      apiKey: settings.apiKey,
      // Its own retries would sleep as long as the server says, be it an hour.
      maxRetries: 0,
      timeout: settings.requestMs,
      useResponsesApi: false,
      configuration: {
        ...(settings.baseUrl ? { baseURL: settings.baseUrl } : {}),
        maxRetries: 0,
        fetch: withDeadline(settings.requestMs),
        logLevel: 'off',
      },
    });
  const strong = make(settings.models.strong);
  return { strong, fast: settings.models.fast === null ? strong : make(settings.models.fast) };
}

/** The library's timeout ends with the headers; a body that stalls would hang for ever. */
function withDeadline(ms: number): typeof fetch {
  return (input, init) => {
    const deadline = AbortSignal.timeout(ms);
    return fetch(input, {
      ...init,
      signal: init?.signal ? AbortSignal.any([init.signal, deadline]) : deadline,
    });
  };
}
