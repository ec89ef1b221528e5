/** What a thread remembers for a language model: questions and answers that anybody in it has seen. */
import type { ConversationState } from '../agent/interpretation.ts';
import { remember } from '../agent/llm/memory.ts';
import type { Card } from '../cards/card.ts';

export interface Told {
  readonly question: string;
  readonly answer: string | null;
  readonly card: Card;
}

/**
 * The state to keep, with what was just told. A private card leaves no trace in a thread that others read along, and a
 * state that was emptied on purpose stays empty.
 */
export function withMemory(
  state: ConversationState,
  before: ConversationState,
  told: Told,
): ConversationState {
  const forgotten = state !== before && Object.keys(state).length === 0;
  if (forgotten) return state;
  const { question, answer, card } = told;
  const known = before.memory ?? [];
  const memory =
    answer === null || question.trim() === '' || card.private || card.tone === 'error'
      ? known
      : remember(known, { question, answer });
  return memory.length > 0 ? { ...state, memory } : state;
}
