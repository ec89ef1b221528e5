import fc from 'fast-check';
import { expect, it } from 'vitest';
import { plainAnswer } from '../../../../agent/llm/plain-answer.ts';

it('takes formatting away and keeps the words', () => {
  expect(plainAnswer('## Sales\n**Chicago** leads, *by far*, with `1,991` orders.\n- one\n- two').text).toBe(
    'Sales\nChicago leads, by far, with 1,991 orders.\n- one\n- two',
  );
  expect(plainAnswer('<think>secret thoughts</think>It grew.').text).toBe('It grew.');
  expect(plainAnswer('2 * 3 * 4 and snake_case_names stay.').text).toBe(
    '2 * 3 * 4 and snake_case_names stay.',
  );
});

it.each([
  'https://evil.example/a?b=c',
  'http://10.0.0.1/x',
  'www.evil.example',
  'evil.com/login',
  '[press here](https://evil.example)',
  '![x](https://evil.example/pixel.png?d=secret)',
  'mailto:eve@evil.example',
  'javascript:alert(1)',
  '<https://evil.example|press>',
])('leaves no address of %s', (address) => {
  const { text, hadLinks } = plainAnswer(`Go to ${address} now.`);
  expect(text).not.toMatch(/evil|10\.0\.0\.1|javascript:|https?:/);
  expect(hadLinks).toBe(true);
});

it('leaves ordinary sentences alone', () => {
  const text = 'Revenue was $1,515,055.78 in Q4 2019, e.g. in New York. That is 54.7%. Is it enough?';
  expect(plainAnswer(text)).toEqual({ text, hadLinks: false });
});

it('never leaves a scheme, whatever the text', () => {
  fc.assert(
    fc.property(
      fc.string({ maxLength: 80 }),
      fc.webUrl(),
      fc.string({ maxLength: 80 }),
      (before, url, after) => {
        expect(plainAnswer(`${before} ${url} ${after}`).text).not.toContain(url);
      },
    ),
  );
});
