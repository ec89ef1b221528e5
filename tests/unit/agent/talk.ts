import type { ConversationState, Interpretation } from '../../../agent/interpretation.ts';

/** What is made of the last turn of a thread, each turn remembered as handlers remember it. */
export async function talk(
  turns: readonly string[],
  interpret: (text: string, conversation: ConversationState) => Promise<Interpretation>,
): Promise<Interpretation> {
  let conversation: ConversationState = {};
  let read: Interpretation = { kind: 'smalltalk', reply: '' };
  for (const text of turns) {
    read = await interpret(text, conversation);
    if (read.kind === 'call') conversation = { lastCall: read.call, lastQuestion: text };
    if (read.kind === 'clarify')
      conversation = { ...conversation, pending: { question: read.question, options: read.options } };
  }
  return read;
}
