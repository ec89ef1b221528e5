import { describe, expect, it, test } from 'vitest';
import { readBrief } from '../../../agent/rules/brief/read-brief.ts';
import { parseBrief, parseSubscribe, parseUnsubscribe } from '../../../tools/brief/command.ts';

describe('subscribe', () => {
  test.each<[string, object]>([
    ['', {}],
    ['me', { where: { kind: 'me' } }],
    ['here', { where: { kind: 'here' } }],
    ['#sales', { where: { kind: 'channel', address: 'sales' } }],
    ['email Ana@Shop.example', { where: { kind: 'email', address: 'Ana@Shop.example' } }],
    ['by e-mail', { where: { kind: 'email' } }],
    ['whatsapp +49 151 1234-5678', { where: { kind: 'whatsapp', address: '+4915112345678' } }],
    ['at 7', { at: '07:00' }],
    ['at 7:30am', { at: '07:30' }],
    ['at 12am', { at: '00:00' }],
    ['daily at 6 pm', { at: '18:00' }],
    ['only tests, segments', { topics: ['ab_test_winner', 'ab_test_broken', 'segment_opportunity'] }],
    ['only churn and anomalies', { topics: ['churn_prevention', 'anomaly'] }],
    ['not on weekends', { quietDays: [6, 7] }],
    ['not on sat, sun', { quietDays: [6, 7] }],
    ['only on weekdays', { quietDays: [6, 7] }],
    ['on mondays and Thursdays', { quietDays: [2, 3, 5, 6, 7] }],
    [
      'here at 09:15 only tests not on weekends',
      {
        where: { kind: 'here' },
        at: '09:15',
        topics: ['ab_test_winner', 'ab_test_broken'],
        quietDays: [6, 7],
      },
    ],
    ['to the brief at 8', { at: '08:00' }],
  ])('“%s”', (text, expected) => {
    expect(parseSubscribe(text)).toEqual(expected);
  });

  test.each(['tomorrow', 'at 25:00', 'at 13pm', 'only turnips', 'not on any day', 'here and now', 'on'])(
    '“%s” is not guessed at',
    (text) => {
      expect(() => parseSubscribe(text)).toThrow(/Use it like this|no time of day|topics are|no day/);
    },
  );

  it('cannot leave no day', () => {
    expect(() => parseSubscribe('not on weekdays and weekends')).toThrow(/no day/);
  });
});

describe('unsubscribe', () => {
  it('takes a place or nothing', () => {
    expect(parseUnsubscribe('')).toEqual({});
    expect(parseUnsubscribe('from the brief')).toEqual({});
    expect(parseUnsubscribe('#sales')).toEqual({ where: { kind: 'channel', address: 'sales' } });
    expect(() => parseUnsubscribe('here at 8')).toThrow(/Use it like this/);
  });
});

describe('questions about the brief', () => {
  test.each([
    'show brief',
    'Show brief',
    'show me today’s brief',
    'what changed overnight?',
    "What's new since yesterday?",
    'the brief please',
    'brief me',
    'any news?',
  ])('“%s” shows it', (text) => {
    expect(readBrief(text)).toMatchObject({ kind: 'call', call: { tool: 'daily_brief' } });
  });

  test.each<[string, object]>([
    ['subscribe', { tool: 'subscribe', args: {} }],
    ['send me the brief every morning at 7', { tool: 'subscribe', args: { at: '07:00' } }],
    ['unsubscribe from the brief', { tool: 'unsubscribe', args: {} }],
    ['no more briefs', { tool: 'unsubscribe', args: {} }],
  ])('“%s”', (text, expected) => {
    expect(readBrief(text)).toMatchObject({ kind: 'call', call: expected });
  });

  test.each([
    'brief history of revenue',
    'what changed in revenue last month',
    'new customers today',
    'revenue last month',
    'how many people unsubscribed',
    'subscribers by month',
    'show brief for Chicago',
    'what is new in Chicago',
  ])('“%s” is about something else', (text) => {
    expect(readBrief(text)).toBeNull();
  });

  it('a subscription that cannot be read is refused with how to say it', () => {
    expect(readBrief('subscribe to the newsletter of turnips')).toMatchObject({
      kind: 'refuse',
      because: expect.stringMatching(/Use it like this/),
    });
  });

  it('/walker brief takes no other words', () => {
    expect(parseBrief('')).toEqual({});
    expect(parseBrief('me on Chicago')).toBeNull();
  });
});
