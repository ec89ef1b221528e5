/** Messages that ask nothing: empty, only emoji, a greeting, thanks. */
import type { Interpretation } from '../interpretation.ts';
import { lex } from './text/lexer.ts';

const REPLIES: readonly (readonly [RegExp, string])[] = [
  [
    /^$/u,
    'I did not see a question in that. Ask me for example “revenue last month”, or “help” for what I can answer.',
  ],
  [
    /^(?:hi|hello|hey|hiya|howdy|yo|good (?:morning|afternoon|evening|day)|greetings)(?: (?:there|walker|bot|team|all|everyone))?$/u,
    'Hello! Ask me about your numbers, for example “revenue last month” or “top 10 customers by revenue”.',
  ],
  [
    /^(?:thanks|thank you|thank you (?:very|so) much|thanks a lot|many thanks|cheers|great|perfect|nice|cool|awesome|ok|okay|good|ok thanks|okay thanks|great thanks|got it|well done|nice one|wow)$/u,
    'Glad to help. Ask away when you need the next number.',
  ],
  [/^(?:bye|goodbye|see you|good night|later)$/u, 'Goodbye!'],
  [
    /^how are you(?: doing)?(?: today)?$/u,
    'Ready to look something up. Ask me for example “revenue last month”.',
  ],
];

export function smallTalk(text: string): Interpretation | null {
  const words = lex(text)
    .filter((token) => token.kind !== 'symbol' && token.kind !== 'mark')
    .map((token) => token.text)
    .join(' ');
  // A question mark alone asks for help, which is a tool.
  if (words === '' && text.includes('?')) return null;
  const reply = REPLIES.find(([pattern]) => pattern.test(words))?.[1];
  return reply ? { kind: 'smalltalk', reply } : null;
}
