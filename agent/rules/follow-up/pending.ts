/** An open question back, answered: “2”, “the second one”, “option 2”, or the words on the button. */
import type { ConversationState } from '../../interpretation.ts';
import { lex } from '../text/lexer.ts';
import { readNumber, readOrdinal } from '../text/numbers.ts';

type Option = NonNullable<ConversationState['pending']>['options'][number];

const AROUND = new Set([
  'the',
  'option',
  'number',
  'no',
  'one',
  'please',
  '#',
  '.',
  '!',
  ')',
  'answer',
  'choice',
  'i',
  'mean',
  'meant',
  'take',
  'choose',
  'by',
  'only',
  'a',
]);

/** The option that the text picks, or null where it picks none, or more than one. */
export function pickOption(text: string, pending: ConversationState['pending']): Option | null {
  if (!pending) return null;
  const { options } = pending;
  const tokens = lex(text);
  const bare = tokens.filter((token) => !AROUND.has(token.text));
  const [only] = bare;
  if (tokens.length > 0 && bare.length === 0 && tokens.some((token) => token.text === 'one'))
    return options[0] ?? null;
  if (only && bare.length === 1) {
    if (only.text === 'last' || only.text === 'latter') return options.at(-1) ?? null;
    const number = readOrdinal(only) ?? readNumber(bare, 0)?.value;
    if (number !== undefined) return Number.isInteger(number) ? (options[number - 1] ?? null) : null;
  }
  return byLabel(
    bare.map((token) => token.text),
    options,
  );
}

function byLabel(said: readonly string[], options: readonly Option[]): Option | null {
  if (said.length === 0) return null;
  const words = options.map((option) =>
    lex(option.label)
      .map((token) => token.text)
      .filter((word) => !AROUND.has(word)),
  );
  const exact = options.filter((_, index) => words[index]?.join(' ') === said.join(' '));
  if (exact.length === 1) return exact[0] ?? null;
  const containing = options.filter((_, index) => said.every((word) => words[index]?.includes(word)));
  return containing.length === 1 ? (containing[0] ?? null) : null;
}
