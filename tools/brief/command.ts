/** `/walker brief`, `subscribe`, `unsubscribe` and `subscriptions` as words. */

import { UserError } from '../errors.ts';
import type { ProposalType } from '../proposal.ts';

/** Other words after it are a question: “brief me on Chicago”. */
export const parseBrief = (text: string): Record<string, unknown> | null =>
  text.trim() === '' || /^(today|now|show)$/i.test(text.trim()) ? {} : null;

export const SUBSCRIBE_USAGE =
  'subscribe [here | #channel | email <address> | whatsapp <+number>] [at 08:00] [only tests, segments] [not on weekends]';
export const UNSUBSCRIBE_USAGE = 'unsubscribe [here | #channel | email <address> | whatsapp <+number>]';

/** Where: the surface, and the address where one was said. */
export interface Where {
  readonly kind: 'me' | 'here' | 'channel' | 'email' | 'whatsapp';
  readonly address?: string;
}

const TOPICS: Readonly<Record<string, readonly ProposalType[]>> = {
  test: ['ab_test_winner', 'ab_test_broken'],
  segment: ['segment_opportunity'],
  churn: ['churn_prevention'],
  funnel: ['funnel_optimization'],
  spend: ['spend_alert'],
  anomaly: ['anomaly'],
  anomalie: ['anomaly'],
};
const TOPIC_WORDS = ['tests', 'segments', 'churn', 'funnels', 'spend', 'anomalies'];

const DAYS: Readonly<Record<string, readonly number[]>> = {
  mon: [1],
  tue: [2],
  wed: [3],
  thu: [4],
  fri: [5],
  sat: [6],
  sun: [7],
  weekend: [6, 7],
  weekday: [1, 2, 3, 4, 5],
};

const EMAIL = /^(?:to\s+|by\s+)?(?:e-?mail|mail)(?:\s+(?:to\s+)?(?<address>\S+@\S+))?\s*/i;
const WHATSAPP = /^(?:to\s+|on\s+|by\s+)?whatsapp(?:\s+(?<address>\+[\d ().-]*\d))?\s*/i;
const CHANNEL = /^(?:in\s+|to\s+)?#(?<name>[^\s,]+)\s*/;
const HERE = /^(?:in\s+)?(?<word>here|me|us|this channel)\b\s*/i;
const AT =
  /^(?:every\s+day\s+|daily\s+)?(?:at|from)\s+(?<hour>\d{1,2})(?:[:.](?<minute>\d{2}))?\s*(?<half>am|pm|o'clock|h)?\b\s*/i;
const ONLY = /^(?:only|for|about)\s+(?<topics>\p{L}+(?:\s*(?:,|and|,\s*and)\s*\p{L}+)*)\s*/iu;
const NOT = /^(?:not|never|except)\s+(?:on\s+)?(?<days>\p{L}+(?:\s*(?:,|and|or)\s*\p{L}+)*)\s*/iu;
const ON = /^(?:only\s+)?on\s+(?<days>\p{L}+(?:\s*(?:,|and)\s*\p{L}+)*)\s*/iu;

/** What follows “subscribe”. Throws `UserError` for words it cannot read. */
export function parseSubscribe(text: string): Record<string, unknown> {
  let rest = text
    .trim()
    .replace(/^(?:me\s+)?to\s+(?:the\s+|your\s+)?(?:daily\s+|morning\s+)?brief\b\s*/i, '');
  const said: Record<string, unknown> = {};
  while (rest !== '') {
    const taken =
      takeWhere(rest, said) ?? takeTime(rest, said) ?? takeDays(rest, said) ?? takeTopics(rest, said);
    if (taken === null) throw cannotRead(rest, SUBSCRIBE_USAGE);
    rest = rest.slice(taken).replace(/^[\s,;]+/, '');
  }
  return said;
}

/** What follows “unsubscribe”. */
export function parseUnsubscribe(text: string): Record<string, unknown> {
  const rest = text
    .trim()
    .replace(/^(?:me\s+)?from\s+(?:the\s+|your\s+)?(?:daily\s+|morning\s+)?brief\b\s*/i, '');
  const said: Record<string, unknown> = {};
  if (rest === '') return said;
  const taken = takeWhere(rest, said);
  if (taken === null || rest.slice(taken).trim() !== '') throw cannotRead(rest, UNSUBSCRIBE_USAGE);
  return said;
}

/** Nothing, or “list”, after “subscriptions”. */
export const parseSubscriptions = (text: string): Record<string, unknown> | null =>
  /^(list|show)?$/i.test(text.trim()) ? {} : null;

function takeWhere(text: string, said: Record<string, unknown>): number | null {
  const email = EMAIL.exec(text);
  if (email) return note(email, said, { kind: 'email', ...addressOf(email.groups?.address) });
  const whatsapp = WHATSAPP.exec(text);
  if (whatsapp) {
    const address = whatsapp.groups?.address?.replace(/[ ().-]/g, '');
    return note(whatsapp, said, { kind: 'whatsapp', ...addressOf(address) });
  }
  const channel = CHANNEL.exec(text);
  if (channel) return note(channel, said, { kind: 'channel', ...addressOf(channel.groups?.name) });
  const here = HERE.exec(text);
  if (!here) return null;
  return note(here, said, { kind: here.groups?.word?.toLowerCase() === 'me' ? 'me' : 'here' });
}

const addressOf = (address: string | undefined) => (address ? { address } : {});

function note([taken]: RegExpExecArray, said: Record<string, unknown>, where: Where): number {
  said.where = where;
  return taken.length;
}

function takeTime(text: string, said: Record<string, unknown>): number | null {
  const found = AT.exec(text);
  if (!found) return null;
  const { hour = '', minute = '00', half = '' } = found.groups ?? {};
  const twelve = /am|pm/i.test(half);
  const hours = twelve ? (Number(hour) % 12) + (/pm/i.test(half) ? 12 : 0) : Number(hour);
  if (hours > 23 || Number(minute) > 59 || (twelve && Number(hour) > 12))
    throw new UserError('usage', `“${found[0].trim()}” is no time of day. Say it like “at 08:00”.`);
  said.at = `${String(hours).padStart(2, '0')}:${minute}`;
  return found[0].length;
}

function takeDays(text: string, said: Record<string, unknown>): number | null {
  const not = NOT.exec(text);
  const found = not ?? ON.exec(text);
  if (!found) return null;
  const days = words(found.groups?.days).flatMap((word) => dayNumbers(word) ?? [Number.NaN]);
  if (days.some(Number.isNaN)) return null;
  const quiet = not ? days : [1, 2, 3, 4, 5, 6, 7].filter((day) => !days.includes(day));
  if (quiet.length >= 7)
    throw new UserError('usage', 'That leaves no day for a brief. “unsubscribe” ends it altogether.');
  said.quietDays = [...new Set(quiet)].sort();
  return found[0].length;
}

function dayNumbers(word: string): readonly number[] | null {
  const plain = word.replace(/s$/, '');
  return (
    DAYS[plain] ??
    DAYS[
      /^(mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?$/.exec(plain)?.[1]?.slice(0, 3) ?? ''
    ] ??
    null
  );
}

function takeTopics(text: string, said: Record<string, unknown>): number | null {
  const found = ONLY.exec(text);
  if (!found) return null;
  const topics = words(found.groups?.topics).map((word) => TOPICS[word.replace(/s$/, '')]);
  if (topics.some((types) => types === undefined))
    throw new UserError(
      'usage',
      `The topics are ${TOPIC_WORDS.join(', ')}. Say for example “only tests, segments”.`,
    );
  said.topics = [...new Set(topics.flatMap((types) => types ?? []))];
  return found[0].length;
}

const words = (text = ''): readonly string[] =>
  text
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((word) => word !== '' && word !== 'and' && word !== 'or');

const cannotRead = (rest: string, usage: string): UserError =>
  new UserError('usage', `I could not read “${rest}”. Use it like this: /walker ${usage}`);
