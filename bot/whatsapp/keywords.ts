/** Words that always mean the same, whoever sends them: the carriers ask for them, and the law does. */

export type Keyword = 'stop' | 'start' | 'help';

const WORDS: Readonly<Record<string, Keyword>> = {
  STOP: 'stop',
  STOPALL: 'stop',
  UNSUBSCRIBE: 'stop',
  CANCEL: 'stop',
  END: 'stop',
  QUIT: 'stop',
  START: 'start',
  UNSTOP: 'start',
  HELP: 'help',
};

/** The keyword a message consists of, whatever its case, spaces and full stops; null for any other text. */
export function keywordIn(text: string): Keyword | null {
  const word = text.replace(/[\s.!"'“”‘’]+/g, '').toUpperCase();
  return Object.hasOwn(WORDS, word) ? (WORDS[word] ?? null) : null;
}

export const STOPPED =
  'You will get no more messages from Audience Walker at this number. Reply START to hear from me again.';
export const STARTED = 'Welcome back. Ask me a question, for example: revenue last month. Reply STOP to end.';
export const STILL_STOPPED =
  'An admin of your team has ended messages to this number. Please ask them to let you back in.';
export const HELP =
  'Audience Walker answers questions about your team’s sales, customers and campaigns. Ask in your own words, for example: revenue last month by location. Reply STOP to end all messages, START to resume.';
