import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readInbound, readStatus } from '../../../../bot/whatsapp/receive/message.ts';

const post = {
  MessageSid: 'SM0123456789abcdef',
  From: 'whatsapp:+4915112345678',
  To: 'whatsapp:+14155238886',
  Body: 'revenue',
  NumMedia: '0',
};

const field = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.array(fc.string(), { maxLength: 3 }),
  fc.constantFrom(
    '',
    '0',
    '-1',
    '1e9',
    'NaN',
    'whatsapp:+',
    'whatsapp:+4915112345678',
    'press:',
    '__proto__',
  ),
);

describe('a post of Twilio', () => {
  it('becomes a message from a person', () => {
    expect(readInbound(post)).toEqual({
      eventId: post.MessageSid,
      sender: { surface: 'whatsapp', account: '+14155238886', externalId: '+4915112345678' },
      text: 'revenue',
      attachments: 0,
      token: null,
    });
  });

  it('counts no attachments where the count makes no sense', () => {
    expect(readInbound({ ...post, NumMedia: 'many' })?.attachments).toBe(0);
  });

  it('takes nothing but whole numbers of people, whatever is posted', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.anything(),
          fc.record({
            MessageSid: field,
            From: field,
            To: field,
            Body: field,
            NumMedia: field,
            ProfileName: field,
            ButtonPayload: field,
            Latitude: field,
          }),
          fc.record({ NumMedia: field, ProfileName: field, ButtonPayload: field }).map((more) => ({
            ...post,
            ...more,
          })),
        ),
        (body) => {
          const inbound = readInbound(body);
          if (!inbound) return;
          expect(inbound.sender.externalId).toMatch(/^\+\d{6,15}$/);
          expect(inbound.eventId).toMatch(/^[A-Za-z0-9]+$/);
          expect(Number.isInteger(inbound.attachments)).toBe(true);
          expect(inbound.sender.displayName ?? '').not.toMatch(/\p{Cc}/u);
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it('is read as a status report only where it says which message and what became of it', () => {
    expect(
      readStatus({ MessageSid: 'SM1', MessageStatus: 'failed', ErrorCode: '63016', To: post.From }),
    ).toEqual({
      sid: 'SM1',
      status: 'failed',
      code: 63016,
      number: '+4915112345678',
    });
    expect(readStatus({ MessageSid: 'SM1' })).toBeNull();
    fc.assert(fc.property(fc.anything(), (body) => void readStatus(body)));
  });
});
