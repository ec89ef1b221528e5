/** `/walker outbox …` as words. */
import type { Call } from '../../../cards/card.ts';

/** Nothing and “unknown” list campaigns, with a name the messages of one. Null where the words are a question. */
export function parseUnknown(text: string): Record<string, unknown> | null {
  const [verb, rest] = verbOf(text);
  if (verb !== '' && verb !== 'unknown') return null;
  return rest === '' ? {} : { campaign: rest };
}

const ANSWERS: ReadonlyMap<string, 'sent' | 'again'> = new Map([
  ['sent', 'sent'],
  ['again', 'again'],
  ['resend', 'again'],
]);
const SURE = /\s*--yes$/i;
const ONE = /^message\s+#?(\d+)$/i;

/** `sent Spring`, `again message 4711 --yes`. Null for words that are neither. */
export function routeUnknown(text: string): Call | null {
  const [verb, rest] = verbOf(text);
  const answer = ANSWERS.get(verb);
  if (!answer || rest === '') return null;
  const which = rest.replace(SURE, '');
  const [, message] = ONE.exec(which) ?? [];
  return {
    tool: 'settle_messages',
    args: {
      answer,
      ...(message ? { message } : { campaign: which }),
      ...(SURE.test(rest) && { sure: true }),
    },
  };
}

function verbOf(text: string): readonly [verb: string, rest: string] {
  const [verb = ''] = text.trim().split(/\s+/, 1);
  return [verb.toLowerCase(), text.trim().slice(verb.length).trim()];
}
