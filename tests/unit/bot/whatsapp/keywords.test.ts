import { describe, expect, it } from 'vitest';
import { keywordIn } from '../../../../bot/whatsapp/keywords.ts';

describe('keywords', () => {
  it.each([
    ['STOP', 'stop'],
    ['stop all', 'stop'],
    ['“Unsubscribe!”', 'stop'],
    ['start', 'start'],
    ['UnStop', 'start'],
    [' help. ', 'help'],
    ['stop the campaign', null],
    ['constructor', null],
    ['', null],
    ['👍', null],
  ])('reads %j as %s', (text, keyword) => {
    expect(keywordIn(text)).toBe(keyword);
  });
});
