/** Answers with a card that no tool made: a question back, a refusal, a notice. */
import type { ConversationState } from '../agent/interpretation.ts';
import type { Card } from '../cards/card.ts';
import { deliver } from './answer.ts';
import { prepareCard } from './sent-cards.ts';
import type { Handled } from './surface.ts';
import type { Turn } from './turn.ts';

/** `conversation` is what the thread remembers from now on; null leaves it as it is. */
export function say(
  turn: Turn,
  question: string,
  status: 'clarify' | 'refused',
  card: Card,
  conversation: ConversationState | null = null,
): Promise<Handled> {
  return deliver(turn, card, {
    answerId: turn.deps.newId(),
    status,
    tool: null,
    call: null,
    asked: { question },
    answer: card.text?.[0] ?? null,
    sql: null,
    conversation,
  });
}

/** Says something that is no answer and is not kept: what could be chosen before can be chosen after it. */
export async function sayInPassing({ deps, replies }: Turn, notice: Card): Promise<Handled> {
  const { card } = prepareCard(notice, deps.registry, deps);
  await replies.send(card);
  return { status: 'refused', tool: null, card, facts: null, answerId: null };
}
