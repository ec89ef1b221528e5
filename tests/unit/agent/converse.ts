import { createAgent } from '../../../agent/create-agent.ts';
import type { Interpretation } from '../../../agent/interpretation.ts';
import { model, shopVocabulary, workspace } from './shop.ts';
import { talk } from './talk.ts';

const agent = createAgent({ model });
const vocabulary = shopVocabulary();

/** What the agent makes of the last turn of a thread in the shop. */
export function converse(turns: readonly string[]): Promise<Interpretation> {
  return talk(turns, (text, conversation) =>
    agent.interpret(text, { conversation, workspace, vocabulary, now: new Date('2026-11-21T09:00:00Z') }),
  );
}
