import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readMarkup } from '../../../../bot/console/whatsapp-markup.ts';
import { anyText } from '../../../arbitraries/card.ts';

const read = (text: string) => readMarkup(text).map(({ style, text: said }) => `${style}:${said}`);

describe('WhatsApp marks', () => {
  it.each([
    ['*Revenue* is up', ['bold:Revenue', 'plain: is up']],
    ['_a_ ~b~ `c`', ['italic:a', 'plain: ', 'struck:b', 'plain: ', 'code:c']],
    ['```\nQ3  1\nQ4  2\n```', ['block:\nQ3  1\nQ4  2\n']],
    ['2 * 3 * 4', ['plain:2 * 3 * 4']],
    ['a snake_case_name', ['plain:a snake_case_name']],
    ['* not bold*', ['plain:* not bold*']],
    ['(*bold*)', ['plain:(', 'bold:bold', 'plain:)']],
    ['*one\ntwo*', ['plain:*one\ntwo*']],
    ['', []],
  ])('reads %j', (text, spans) => {
    expect(read(text)).toEqual(spans);
  });

  it('loses nothing but marks', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const bare = (said: string) => said.replace(/[*_~`]/g, '');
        expect(
          bare(
            readMarkup(text)
              .map((span) => span.text)
              .join(''),
          ),
        ).toBe(bare(text));
      }),
    );
  });
});
