/** Fits paragraphs into few messages. */
import { MESSAGE_CHARACTERS, MESSAGES_PER_CARD } from '../limits.ts';
import { cut, wholeCharacters } from './markup.ts';

const BETWEEN = '\n\n';

/**
 * Messages of at most 1,600 characters, two at most, broken between paragraphs where possible. `tail` ends the last
 * one, whatever has to go; where something goes, `more` says so above it.
 */
export function splitIntoMessages(paragraphs: readonly string[], tail: string, more: string): string[] {
  const whole = join([...paragraphs, tail]);
  if (whole.length <= MESSAGE_CHARACTERS) return whole === '' ? [] : [whole];
  const queue = paragraphs.flatMap((paragraph) => pieces(paragraph));
  const messages: string[] = [];
  while (messages.length < MESSAGES_PER_CARD - 1) {
    const message = fill(queue, MESSAGE_CHARACTERS);
    if (message === '') break;
    messages.push(message);
  }
  const withTail = join([...queue, tail]);
  if (withTail.length <= MESSAGE_CHARACTERS) return [...messages, withTail].filter((one) => one !== '');
  const ending = cut(join([more, tail]), MESSAGE_CHARACTERS);
  const last = fill(queue, MESSAGE_CHARACTERS - ending.length - BETWEEN.length);
  return [...messages, join([last, ending])];
}

/** Takes from the front of `queue` what fits into `room`. */
function fill(queue: string[], room: number): string {
  let message = '';
  for (let next = queue[0]; next !== undefined; next = queue[0]) {
    const joined = join([message, next]);
    if (joined.length > room) break;
    message = joined;
    queue.shift();
  }
  return message;
}

/** A paragraph longer than half a message, cut at sentences or at least between words. Blocks of code stay whole. */
function pieces(paragraph: string): string[] {
  const most = MESSAGE_CHARACTERS / 2;
  if (paragraph.startsWith('```') || paragraph.length <= most) return paragraph === '' ? [] : [paragraph];
  const window = paragraph.slice(0, most);
  const sentence = Math.max(window.lastIndexOf('\n'), window.lastIndexOf('. ') + 1);
  const at = sentence > most / 2 ? sentence : window.lastIndexOf(' ');
  const head = wholeCharacters(paragraph, at > most / 2 ? at : most);
  return [head.trimEnd(), ...pieces(paragraph.slice(head.length).trimStart())];
}

function join(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(BETWEEN);
}
