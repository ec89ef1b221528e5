import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCampaigns, routeCampaigns } from '../../../tools/campaigns/command.ts';
import { maskAddress, maskName } from '../../../tools/campaigns/mask.ts';
import { quietUntil } from '../../../tools/campaigns/quiet-hours.ts';
import { readSendAt } from '../../../tools/campaigns/send-at.ts';
import { parseSettings } from '../../../tools/campaigns/settings-command.ts';
import { smsLength } from '../../../tools/campaigns/sms-length.ts';
import { STARTERS, starterMessage } from '../../../tools/campaigns/starters.ts';
import { problemsOf } from '../../../tools/campaigns/template.ts';
import { parseUnknown, routeUnknown } from '../../../tools/campaigns/unknown/command.ts';

describe('/walker outbox …', () => {
  it('lists what is in doubt, and settles a campaign or one message; other words are a question', () => {
    expect([parseUnknown(''), parseUnknown('unknown'), parseUnknown('Unknown Spring sale')]).toEqual([
      {},
      {},
      { campaign: 'Spring sale' },
    ]);
    expect(parseUnknown('of last week')).toBeNull();
    expect(routeUnknown('unknown Spring')).toBeNull();
    expect(routeUnknown('sent')).toBeNull();
    const settle = (args: object) => ({ tool: 'settle_messages', args });
    expect(routeUnknown('sent Spring sale')).toEqual(settle({ answer: 'sent', campaign: 'Spring sale' }));
    expect(routeUnknown('again Spring --yes')).toEqual(
      settle({ answer: 'again', campaign: 'Spring', sure: true }),
    );
    expect(routeUnknown('resend message #4711')).toEqual(settle({ answer: 'again', message: '4711' }));
  });
});

describe('/walker campaign …', () => {
  it('lists, also by state; other words are a question', () => {
    expect([parseCampaigns(''), parseCampaigns('list'), parseCampaigns('Drafts')]).toEqual([
      {},
      {},
      { status: 'draft' },
    ]);
    expect(parseCampaigns('that did best')).toBeNull();
    expect(routeCampaigns('pause Spring sale')).toEqual({
      tool: 'pause_campaign',
      args: { campaign: 'Spring sale' },
    });
    expect(routeCampaigns('approve')).toBeNull();
  });

  it('reads a draft: options, and texts that hold bars and lines', () => {
    expect(
      routeCampaigns(
        'create We miss you | channel=email segment=At Risk at=tomorrow 9:00 holdout=10% | subject: Hi {{first_name|there}} | body: One | two\nThree: {{city|here}}',
      ),
    ).toEqual({
      tool: 'create_campaign',
      args: {
        name: 'We miss you',
        channel: 'email',
        segment: 'At Risk',
        send_at: 'tomorrow 9:00',
        holdout: 0.1,
        subject: 'Hi {{first_name|there}}',
        body: 'One | two\nThree: {{city|here}}',
      },
    });
    expect(routeCampaigns('edit Spring | template_id=HX1 1={{first_name|there}} 2=Berlin')).toEqual({
      tool: 'edit_campaign',
      args: {
        campaign: 'Spring',
        template_id: 'HX1',
        variables: { 1: '{{first_name|there}}', 2: 'Berlin' },
      },
    });
    expect(routeCampaigns('edit Spring | segment=Champions')).toEqual({
      tool: 'edit_campaign',
      args: { campaign: 'Spring', segment: 'Champions' },
    });
  });
});

it('/walker outreach … reads settings', () => {
  expect(parseSettings('limit=5,000 cap=2 quiet=21:00-8 consent=on from=The Shop')).toEqual({
    limit: '5000',
    cap: '2',
    quiet: { from: '21:00', to: '08:00' },
    consent: true,
    from: 'The Shop',
  });
  expect(parseSettings('limit=off quiet=off consent=no')).toEqual({
    limit: 'off',
    quiet: { from: '00:00', to: '00:00' },
    consent: false,
  });
  expect(parseSettings('')).toEqual({});
  expect(parseSettings('last month')).toBeNull();
});

describe('when it is sent', () => {
  // Wednesday, 13:00 in Berlin; on Sunday, 29 March, the clock goes from 02:00 to 03:00.
  const now = new Date('2026-03-18T12:00:00Z');
  it.each([
    ['tomorrow 9:00', '2026-03-19T08:00:00.000Z'],
    ['tomorrow', '2026-03-19T08:00:00.000Z'],
    ['friday at 6pm', '2026-03-20T17:00:00.000Z'],
    ['next wednesday 10', '2026-03-25T09:00:00.000Z'],
    ['18:00', '2026-03-18T17:00:00.000Z'],
    ['12:30', '2026-03-19T11:30:00.000Z'],
    ['tonight', '2026-03-18T18:00:00.000Z'],
    ['in 90 minutes', '2026-03-18T13:30:00.000Z'],
    ['2026-03-30 09:00', '2026-03-30T07:00:00.000Z'],
    ['2026-03-30', '2026-03-30T07:00:00.000Z'],
    ['2026-03-29T02:30', '2026-03-29T01:30:00.000Z'],
    ['2026-03-20T09:00Z', '2026-03-20T09:00:00.000Z'],
    ['2026-03-20T09:00+05:00', '2026-03-20T04:00:00.000Z'],
    ['2026-03-20 at 7:15 am', '2026-03-20T06:15:00.000Z'],
  ])('%s', (words, instant) => {
    const read = readSendAt(words, now, 'Europe/Berlin');
    expect(read === null || read === 'now' ? read : read.toISOString()).toBe(instant);
  });

  it('is at once where it is said, and nothing where it cannot be read', () => {
    expect(readSendAt('Now', now, 'UTC')).toBe('now');
    for (const words of ['', 'soon', '25:00', 'tomorrow 9:75', '2026-02-30', 'next spring'])
      expect([words, readSendAt(words, now, 'UTC')]).toEqual([words, null]);
    fc.assert(fc.property(fc.string(), (words) => void readSendAt(words, now, 'Europe/Berlin')));
  });
});

describe('quiet hours', () => {
  const night = { from: '21:00', to: '08:00' };
  const until = (at: string) => quietUntil(night, new Date(at), 'Europe/Berlin')?.toISOString() ?? null;
  it('end by the clock of the team, also in the night that loses an hour', () => {
    expect(until('2026-03-18T20:30:00Z')).toBe('2026-03-19T07:00:00.000Z');
    expect(until('2026-03-18T06:59:59Z')).toBe('2026-03-18T07:00:00.000Z');
    expect(until('2026-03-18T07:00:00Z')).toBeNull();
    expect(until('2026-03-28T22:00:00Z')).toBe('2026-03-29T06:00:00.000Z');
    expect(until('2026-10-24T22:00:00Z')).toBe('2026-10-25T07:00:00.000Z');
  });

  it('never end in the past, nor where it is quiet', () => {
    const clock = fc
      .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
      .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':'));
    fc.assert(
      fc.property(
        clock,
        clock,
        fc.date({ min: new Date('2026-01-01'), max: new Date('2027-01-01'), noInvalidDate: true }),
        (from, to, at) => {
          const ends = quietUntil({ from, to }, at, 'America/New_York');
          if (!ends) return;
          expect(ends.getTime()).toBeGreaterThan(at.getTime());
          expect(ends.getTime() - at.getTime()).toBeLessThanOrEqual(25 * 3_600_000);
        },
      ),
    );
  });
});

it.each([
  ['', 'GSM-7', 0, 0],
  ['a'.repeat(160), 'GSM-7', 160, 1],
  ['a'.repeat(161), 'GSM-7', 161, 2],
  ['a'.repeat(306), 'GSM-7', 306, 2],
  ['a'.repeat(307), 'GSM-7', 307, 3],
  ['€'.repeat(80), 'GSM-7', 160, 1],
  // The first part ends before an escape that would not fit whole.
  [`${'a'.repeat(152)}€${'a'.repeat(152)}`, 'GSM-7', 306, 3],
  ['ő'.repeat(70), 'UCS-2', 70, 1],
  ['ő'.repeat(71), 'UCS-2', 71, 2],
  ['👍'.repeat(35), 'UCS-2', 70, 1],
  ['👍'.repeat(67), 'UCS-2', 134, 3],
] as const)('counts the SMS of %.10s…', (text, encoding, units, parts) => {
  expect(smsLength(text)).toEqual({ encoding, units, parts });
});

it('masks names and addresses', () => {
  expect(maskName('Maria  van Berg')).toBe('M*** v*** B***');
  expect(maskAddress('maria@mail.example.co.uk')).toBe('m***@m***.uk');
  expect(maskAddress('+4915112345678')).toBe('***78');
  fc.assert(
    fc.property(fc.emailAddress(), (address) => {
      const [name = '', domain = ''] = address.split('@');
      if (name.length > 1) expect(maskAddress(address)).not.toContain(name);
      expect(maskAddress(address)).not.toContain(`@${domain}`);
    }),
  );
});

it.each([...STARTERS.keys()])('the text for %s promises nothing of itself', (purpose) => {
  for (const channel of ['email', 'whatsapp', 'sms', 'in_app'] as const) {
    const plain = starterMessage(purpose, channel, { currency: 'EUR' });
    const said = `${plain?.subject} ${plain?.body}`;
    expect(said).not.toMatch(/\d|%|discount|free|gift|voucher|\[offer\]|[ ]{2}/i);
    expect(problemsOf(said)).toEqual([]);
    const offer = { type: 'discount', value: 10, unit: 'amount' } as const;
    expect(starterMessage(purpose, channel, { offer, currency: 'EUR' })?.body).toContain(
      'Take €10.00 off your next order.',
    );
  }
});
