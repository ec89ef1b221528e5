/** What one request to the model took, and how it ended. */
import type { AIMessage } from '@langchain/core/messages';
import { costOf, estimateTokens } from './cost.ts';
import { ModelFailure } from './failures.ts';
import { textOf } from './model-message.ts';
import type { ModelRole, ModelSettings } from './settings.ts';
import type { ModelStep } from './trace.ts';

/** How a request ends that nothing came back of, though the server has read its prompt. */
const WAS_READ: ReadonlySet<ModelStep['outcome']> = new Set(['timeout', 'cancelled']);

interface Asked {
  readonly settings: ModelSettings;
  readonly role: ModelRole;
}

/** As the server counts it, or else estimated. */
export function usageOf(
  message: AIMessage,
  estimatePrompt: () => number,
  { settings, role }: Asked,
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
export function endOf(error: unknown, signal: AbortSignal): ModelStep['outcome'] | null {
  if (error instanceof ModelFailure) return error.kind;
  return signal.aborted ? 'cancelled' : null;
}

/** Of a request that nothing came back of: its prompt is paid for all the same, and nobody says how long it was. */
export function unansweredBy(
  outcome: ModelStep['outcome'],
  attempts: number,
  estimatePrompt: () => number,
  { settings, role }: Asked,
): Partial<ModelStep> {
  if (attempts === 0 || !WAS_READ.has(outcome)) return {};
  const tokens = { prompt: estimatePrompt(), completion: 0 };
  const model = settings.models[role] ?? settings.models.strong;
  return { promptTokens: tokens.prompt, estimated: true, costUsd: costOf(tokens, model, settings.prices) };
}
