/** What a thread remembers of its questions and answers, so that a model understands “and why?”. */
import { estimateTokens } from './cost.ts';

export interface Exchange {
  readonly question: string;
  readonly answer: string;
}

/** A prompt gets at most so much of the past. */
const MEMORY_TOKENS = 1_500;
const MAX_EXCHANGES = 12;
const MAX_CHARACTERS = 1_200;

/** The memory with one exchange more, the oldest given up where it would grow too long. */
export function remember(memory: readonly Exchange[], exchange: Exchange): readonly Exchange[] {
  const cut = (text: string): string =>
    text.length > MAX_CHARACTERS ? `${text.slice(0, MAX_CHARACTERS).toWellFormed()} …` : text;
  const added = { question: cut(exchange.question), answer: cut(exchange.answer) };
  return trimmed([...memory, added].slice(-MAX_EXCHANGES), MEMORY_TOKENS);
}

/** The newest exchanges that fit into `tokens` together. */
export function trimmed(memory: readonly Exchange[], tokens: number): readonly Exchange[] {
  let left = tokens;
  const kept: Exchange[] = [];
  for (const exchange of [...memory].reverse()) {
    left -= estimateTokens(exchange.question) + estimateTokens(exchange.answer);
    if (left < 0) break;
    kept.unshift(exchange);
  }
  return kept;
}
