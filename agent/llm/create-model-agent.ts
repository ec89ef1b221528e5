/** Builds a language model over the house's tools, for questions that the rules decline. */
import { readVocabulary } from '../../tools/metrics/read-vocabulary.ts';
import type { ModelAgent, ModelAgentDeps } from './model-agent.ts';
import { createModelCalls } from './model-calls.ts';
import type { ModelRole } from './settings.ts';

export function createModelAgent(deps: ModelAgentDeps): ModelAgent {
  const { settings, model } = deps;
  const calls = createModelCalls(settings, deps);
  // The libraries take a second to load, in a process that may never need them.
  let loaded: Promise<typeof import('./answer-question.ts')> | null = null;
  let chats: Promise<Awaited<ReturnType<typeof loadChats>>> | null = null;
  async function loadChats() {
    return (await import('./chat-openai.ts')).createChatModels(settings);
  }
  return {
    settings,
    isResting: calls.isResting,
    available(role) {
      const other: ModelRole = role === 'strong' ? 'fast' : 'strong';
      return settings.models.fast !== null && calls.isResting(role) && !calls.isResting(other) ? other : role;
    },
    async answer(question) {
      loaded ??= import('./answer-question.ts');
      chats ??= loadChats();
      const [{ answerQuestion }, chat, vocabulary] = await Promise.all([
        loaded,
        chats,
        readVocabulary(question.context.db, question.context.workspace, model),
      ]);
      const reply = await answerQuestion(question, {
        ...deps,
        calls,
        chat: chat[question.role],
        vocabulary,
      });
      await deps
        .recordTrace?.(reply.trace, question.context)
        .catch((error: unknown) => deps.log.error({ err: error }, 'a trace could not be kept'));
      return reply;
    },
  };
}
