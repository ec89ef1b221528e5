/** Fits paragraphs into few messages. */
import { MESSAGE_CHARACTERS, MESSAGES_PER_CARD } from '../limits.ts';
import { cut, wholeCharacters } from './markup.ts';

const BETWEEN = '\n\n';
/** Shorter paragraphs are never torn apart. */
const LONG = 600;
/** Less room than this is not worth beginning a paragraph in. */
const LEAST = 200;

/**
 * Messages of at most 1,600 characters, two at most, broken between paragraphs where possible. `tail` ends the last
 * one, whatever has to go; where something goes, `more` says so above it.
 */
export function splitIntoMessages(paragraphs: readonly string[], tail: string, more: string): string[] {
  const whole = join([...paragraphs, tail]);
  if (whole.length <= MESSAGE_CHARACTERS) return whole === '' ? [] : [whole];
  const queue = paragraphs.filter((paragraph) => paragraph !== '');
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

/** Takes from the front of `queue` what fits into `room`; a long paragraph is begun here and goes on in the next. */
function fill(queue: string[], room: number): string {
  let message = '';
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    const joined = join([message, next]);
    if (joined.length <= room) {
      message = joined;
      continue;
    }
    const left = room - (message === '' ? 0 : message.length + BETWEEN.length);
    const head = next.length > LONG && !next.startsWith('```') && left > LEAST ? headOf(next, left) : '';
    queue.unshift(next.slice(head.length).trimStart());
    return join([message, head.trimEnd()]);
  }
  return message;
}

/** At most `room` of `text`, to the end of a line or sentence, or at least of a word. */
function headOf(text: string, room: number): string {
  const window = text.slice(0, room);
  const sentence = Math.max(window.lastIndexOf('\n'), window.lastIndexOf('. ') + 1);
  const at = sentence > room / 2 ? sentence : window.lastIndexOf(' ');
  return wholeCharacters(text, at > room / 2 ? at : room);
}

function join(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(BETWEEN);
}
