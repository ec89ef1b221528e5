import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hostsIn, piecesOf } from '../../../jobs/outreach/links.ts';

const linksIn = (text: string, hosts: ReadonlySet<string>) =>
  piecesOf(text, hosts).flatMap((piece) => (piece.kind === 'link' ? [piece.url] : []));

describe('the hosts that a campaign leads to', () => {
  it('are those that it writes out', () => {
    const text =
      'See https://shop.example/a, http://Other.example:8080/b?c={{first_name}} and https://third.example.';
    expect(hostsIn([text])).toEqual(new Set(['shop.example', 'other.example:8080', 'third.example']));
  });

  it('are none where a personal field is part of the host', () => {
    for (const url of [
      'https://{{first_name}}',
      'https://shop.{{location}}.example/',
      'https://shop.exampl{{x}}',
    ])
      expect(hostsIn([url])).toEqual(new Set());
    expect(hostsIn(['https://shop.example/{{first_name}}', 'https://shop.example?x={{y}}'])).toEqual(
      new Set(['shop.example']),
    );
  });

  it('are none where a name stands before the host', () => {
    expect(hostsIn(['https://shop.example@evil.example/'])).toEqual(new Set());
  });
});

describe('the links of a text', () => {
  const hosts = new Set(['shop.example']);

  it('leave out what only ends the sentence', () => {
    expect(linksIn('(see https://shop.example/a?b=1#c). Or https://shop.example!', hosts)).toEqual([
      'https://shop.example/a?b=1#c',
      'https://shop.example',
    ]);
  });

  it('are none of another host, whatever it looks like', () => {
    for (const url of [
      'https://evil.example/https-shop.example',
      'https://shop.example.evil.example/',
      'https://shop.example@evil.example/',
      'https://shop.example:444/',
      'javascript:alert(1)',
    ])
      expect(linksIn(`Hello ${url}`, hosts)).toEqual([]);
  });

  it('lose nothing of the text', () => {
    const part = fc.oneof(
      fc.string(),
      fc.constantFrom(
        'https://shop.example/x',
        'https://evil.example/',
        'http://',
        '.',
        ' ',
        '\n\n',
        '{{',
        '“',
      ),
    );
    fc.assert(
      fc.property(fc.array(part), (parts) => {
        const text = parts.join('');
        const pieces = piecesOf(text, hosts);
        expect(pieces.map((piece) => piece.text).join('')).toBe(text);
        for (const piece of pieces)
          if (piece.kind === 'link') expect(new URL(piece.url).host).toBe('shop.example');
      }),
    );
  });
});
