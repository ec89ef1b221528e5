/** What either answer means, as people are asked. */
import { count } from '../words.ts';

export type Answer = 'sent' | 'again';

export const ANSWER_LABELS: Readonly<Record<Answer, string>> = { sent: 'Mark as sent', again: 'Send again' };

export const messagesText = (messages: number): string =>
  `${count(messages)} ${messages === 1 ? 'message' : 'messages'}`;

/** “Send 8 messages of “Spring” again? Some of these people may have it already …” */
export function meaning(answer: Answer, campaign: string, messages: number): string {
  const which = `${messagesText(messages)} of “${campaign}”`;
  const one = messages === 1;
  return answer === 'sent'
    ? `Count ${which} as sent? ${one ? 'It is' : 'They are'} never sent again: whoever did not get ${one ? 'it' : 'theirs'} gets nothing.`
    : `Send ${which} again? ${one ? 'Whoever has it already gets it twice' : 'Those who have it already get it twice'}. Whoever must not be written to by now is skipped.`;
}
