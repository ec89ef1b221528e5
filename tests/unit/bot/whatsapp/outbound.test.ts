import { describe, expect, it } from 'vitest';
import { NotDelivered } from '../../../../bot/surface.ts';
import { createOutbound } from '../../../../bot/whatsapp/send/outbound.ts';
import { createReplies } from '../../../../bot/whatsapp/send/replies.ts';
import { createSender } from '../../../../bot/whatsapp/send/sender.ts';
import type { SendableCard } from '../../../../cards/card.ts';
import type { Db } from '../../../../db/db.ts';

/** Longer than one message. */
const LONG: SendableCard = {
  tone: 'answer',
  title: 'Your brief',
  text: Array.from({ length: 40 }, () => 'A sentence of words. '.repeat(10)),
};
const quiet = () => undefined;

/** Posts a brief to somebody in session; `answers` are what Twilio says to one message after the other. */
async function posting(...answers: readonly (string | { status: number; code: number } | Error)[]) {
  const left = [...answers];
  const log = { debug: quiet, info: quiet, warn: quiet, error: quiet };
  const sender = createSender({
    post: async () => {
      const answer = left.shift();
      if (typeof answer === 'string') return answer;
      throw answer instanceof Error ? answer : Object.assign(new Error('refused'), answer);
    },
    suppressions: { has: async () => false, add: async () => undefined } as never,
    tenantOf: async () => null,
    log,
  });
  const repliesTo = (number: string) =>
    createReplies(
      {
        sender,
        log,
        tenantOf: async () => null,
        renderChart: async () => Buffer.alloc(0),
        mediaLinks: {} as never,
      },
      number,
    );
  const outbound = createOutbound({
    db: { query: async () => ({ rows: [{}], rowCount: 1 }) } as unknown as Db,
    now: () => new Date('2026-11-20T07:00:00Z'),
    account: '+14155238886',
    repliesTo,
    isSuppressed: async () => false,
  });
  return outbound.post('+4915112345678', 'id', async () => LONG);
}

describe('a brief in two messages', () => {
  it('is there where both are taken', async () => {
    expect(await posting('SM1', 'SM2')).toEqual({ ref: { sids: ['SM1', 'SM2'] }, announced: false });
  });

  it('is there in part where the second is refused, or nobody knows of it', async () => {
    const ref = { sids: ['SM1'], of: 2 };
    expect(await posting('SM1', { status: 400, code: 63007 })).toEqual({
      ...{ ref, announced: false },
      cutShort: '1 of 2 messages; Twilio refused the next (status 400)',
    });
    expect(await posting('SM1', { status: 400, code: 63016 })).toEqual({
      ...{ ref, announced: false },
      cutShort: '1 of 2 messages; WhatsApp did not take the next',
    });
    expect(await posting('SM1', new Error('socket hang up'))).toEqual({
      ...{ ref, announced: false },
      cutShort: '1 of 2 messages; nobody knows of the next',
    });
  });

  it('has not arrived where the first is refused; after no answer nobody knows', async () => {
    await expect(posting({ status: 400, code: 63007 })).rejects.toThrow(NotDelivered);
    await expect(posting(new Error('socket hang up'))).rejects.not.toThrow(NotDelivered);
  });
});
