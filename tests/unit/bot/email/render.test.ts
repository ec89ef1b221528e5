import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { html } from '../../../../bot/email/markup.ts';
import { renderMail } from '../../../../bot/email/render/mail.ts';
import type { SendableCard } from '../../../../cards/card.ts';
import { anySendableCard, anyText } from '../../../arbitraries/card.ts';

const FRAME = {
  linkTo: (token: string) => `https://walker.example/press/${token}`,
  footer: ['You get this every morning.'],
  unsubscribeUrl: 'https://walker.example/u/abc',
};
const CARD: SendableCard = {
  tone: 'notice',
  title: '890 customers are about to leave',
  headlines: [
    {
      label: 'At stake',
      value: 24_900,
      format: { kind: 'currency', currency: 'USD', decimals: 0 },
      change: {
        difference: 4_900,
        ratio: 0.245,
        format: { kind: 'integer' },
        against: 'last week',
        good: 'down',
      },
    },
  ],
  text: ['They used to buy every month.\nNone has for 90 days.'],
  table: {
    caption: 'By city',
    columns: [
      { key: 'city', label: 'City', role: 'dimension', format: { kind: 'text' } },
      { key: 'people', label: 'People', role: 'metric', format: { kind: 'integer' } },
    ],
    rows: Array.from({ length: 20 }, (_, index) => ({ city: `City ${index}`, people: 100 - index })),
    omitted: 5,
  },
  buttons: [
    { label: 'Draft the e-mail', token: 'one', style: 'primary' },
    { label: 'Dismiss', token: 'two' },
  ],
  footnotes: [{ kind: 'note', text: 'Interval: 80%.' }],
};

/** Elements that stand open at the end, or were closed without being opened. */
function unbalanced(source: string): string[] {
  const open: string[] = [];
  for (const [, end, name = '', attributes = ''] of source.matchAll(
    /<(\/?)([a-z][a-z0-9]*)((?:"[^"]*"|[^">])*)>/g,
  )) {
    if (['meta', 'br', 'input'].includes(name)) continue;
    if (!end) open.push(name);
    else if (open.pop() !== name) return [`</${name}${attributes}>`];
  }
  return open;
}

describe('a mail', () => {
  const mail = renderMail([CARD], FRAME);

  it('says in HTML what the card says, its buttons as links', () => {
    for (const said of [
      '$24,900',
      '▲ +4,900 (+24.5%) vs last week',
      'City 0',
      '… and 13 more rows',
      'Interval: 80%.',
    ])
      expect(mail.html).toContain(said);
    expect(mail.html).toContain('every month.<br>None has');
    expect(mail.html).toContain('href="https://walker.example/press/one"');
    expect(mail.subject).toBe('890 customers are about to leave');
  });

  it('needs no picture, script or style sheet', () => {
    expect(mail.html).not.toMatch(/<(img|script|link|style|iframe|video)|url\(|src=/);
  });

  it('says the same in plain text, with the links written out', () => {
    expect(mail.text).toContain('$24,900');
    expect(mail.text).toContain(
      'Draft the e-mail: https://walker.example/press/one\nDismiss: https://walker.example/press/two',
    );
    expect(mail.text).toContain('Stop these mails: https://walker.example/u/abc');
    expect(
      Math.max(
        ...mail.text
          .split('\n')
          .filter((line) => !line.includes('http'))
          .map((line) => line.length),
      ),
    ).toBeLessThanOrEqual(72);
  });

  it('has no links where there is no public address', () => {
    const plain = renderMail([CARD], { ...FRAME, linkTo: null, unsubscribeUrl: null });
    expect(plain.html).not.toContain('href');
    expect(plain.text).not.toContain('http');
  });

  it('is whole HTML whatever is in the cards', () => {
    fc.assert(
      fc.property(fc.array(anySendableCard, { maxLength: 3 }), (cards) => {
        expect(unbalanced(renderMail(cards, FRAME).html)).toEqual([]);
      }),
    );
  });

  it('lets no text become markup', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(html`<p title="${text}">${text}</p>`.source.slice(10)).not.toMatch(/<(?!\/p>)/);
      }),
    );
    expect(html`${'<b onload="x">&\''}`.source).toBe('&lt;b onload=&quot;x&quot;&gt;&amp;&#39;');
  });
});
