import { createAgent } from '../../../agent/create-agent.ts';
import type { ConversationState, Interpretation } from '../../../agent/interpretation.ts';
import { model, shopVocabulary, workspace } from './shop.ts';

const agent = createAgent({ model });
const vocabulary = shopVocabulary();

/** What the agent makes of the last turn of a thread, each turn remembered as handlers remember it. */
export async function converse(turns: readonly string[]): Promise<Interpretation> {
  let conversation: ConversationState = {};
  let read: Interpretation = { kind: 'smalltalk', reply: '' };
  for (const text of turns) {
    read = await agent.interpret(text, {
      conversation,
      workspace,
      vocabulary,
      now: new Date('2026-11-21T09:00:00Z'),
    });
    if (read.kind === 'call') conversation = { lastCall: read.call, lastQuestion: text };
    if (read.kind === 'clarify')
      conversation = { ...conversation, pending: { question: read.question, options: read.options } };
  }
  return read;
}
