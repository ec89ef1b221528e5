/** A refusal that helps: what is missing, in one sentence, and questions that can be answered. */
import type { Interpretation } from '../interpretation.ts';
import type { Item } from './item.ts';
import type { Knowledge } from './knowledge.ts';
import { FOREIGN_WORDS } from './lexicon/languages.ts';
import { TOPICS } from './lexicon/topics.ts';
import type { Token } from './text/lexer.ts';

type Refusal = Extract<Interpretation, { kind: 'refuse' }>;

/** Questions that this workspace can answer, the most useful first. */
function suggestionsFor(knowledge: Knowledge, near: readonly string[] = []): string[] {
  const { vocabulary } = knowledge;
  const listed = ['location', 'category', 'product', 'channel'].filter((id) =>
    vocabulary.sourcesOf(id).includes('sales'),
  );
  const first = knowledge.dimension(listed[0] ?? '')?.label.toLowerCase();
  const place = vocabulary.values('location')[0]?.label;
  return [
    ...near,
    'revenue last month',
    ...(first ? [`revenue by ${first}`] : []),
    ...(place ? [`orders from ${place} by month`] : []),
    'top 10 customers by revenue',
  ].slice(0, 3);
}

export function refusal(because: string, knowledge: Knowledge, near: readonly string[] = []): Refusal {
  return { kind: 'refuse', because, suggestions: suggestionsFor(knowledge, near) };
}

/** The refusal for a question with words that nothing explains. */
export function refuseUnexplained(
  tokens: readonly Token[],
  unexplained: readonly Item[],
  knowledge: Knowledge,
): Refusal {
  if (isForeign(tokens))
    return refusal('I understand English only so far. Please ask me in English.', knowledge);
  const topic = topicOf(tokens, unexplained);
  const unknown = quoteAll(unexplained.filter((item) => item.unknown));
  const named = unknown || quoteAll(unexplained);
  if (topic) return refusal(unknown === '' ? topic : `${topic} (I stopped at ${named}.)`, knowledge);
  if (unknown !== '')
    return refusal(`I do not know what ${named} means here, and I would rather not guess.`, knowledge);
  return refusal(
    `I could not fit ${named} into the question, and I would rather not leave it out.`,
    knowledge,
  );
}

const quoteAll = (items: readonly Item[]): string => {
  const texts = [...new Set(items.map((item) => item.text).filter((text) => text.trim() !== ''))];
  const shown = texts.slice(0, 4).map((text) => `“${text.slice(0, 40)}”`);
  return shown.join(', ') + (texts.length > 4 ? ' and more' : '');
};

/** Latin letters with few accents, and fewer than two everyday words of another language. */
function isForeign(tokens: readonly Token[]): boolean {
  const words = tokens.filter((token) => token.kind === 'word');
  const letters = words.map((token) => token.text).join('');
  const other = letters.replace(/[\p{Script=Latin}\p{M}\p{N}]/gu, '');
  if (other.length > letters.length / 3 && other.length > 1) return true;
  return words.filter((token) => FOREIGN_WORDS.has(token.text)).length >= 2;
}

function topicOf(tokens: readonly Token[], unexplained: readonly Item[]): string | null {
  const text = ` ${tokens
    .map((token) => token.text)
    .filter((word) => word !== '_')
    .join(' ')} `;
  const left = new Set(unexplained.flatMap((item) => item.key.split(' ')));
  for (const { phrases, because } of TOPICS) {
    if (
      phrases.some(
        (phrase) => text.includes(` ${phrase} `) && phrase.split(' ').some((word) => left.has(word)),
      )
    )
      return because;
  }
  return null;
}
