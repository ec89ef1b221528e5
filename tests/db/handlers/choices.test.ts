/** A number is a choice of the last message: never of a card after which something else was said. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Card } from '../../../cards/card.ts';
import type { Db } from '../../../db/db.ts';
import { keepCard } from '../../../handlers/announce.ts';
import { createRegistry } from '../../../tools/registry.ts';
import { createTenant, openTestDb } from '../harness.ts';
import { recordReplies, testHandlers } from './harness.ts';

const NOTHING =
  'There is nothing to choose from in my last message. To choose from an earlier one, ask for it again.';

let db: Db;
let bot: ReturnType<typeof testHandlers>;
let tenantId: string;
let home: string;

beforeAll(async () => {
  db = await openTestDb();
});
afterAll(() => db.close());
beforeEach(async () => {
  ({ tenantId, slug: home } = await createTenant(db));
  bot = testHandlers(db, { home });
});

/** The clock stands still: which message is the last must not hang on it. */
async function say(text: string): Promise<string | undefined> {
  const replies = recordReplies();
  const sender = { surface: 'console', account: home, externalId: 'operator' } as const;
  await bot.handlers.message({ sender, thread: 'c1', text, attachments: 0, eventId: null }, replies);
  return replies.sent[0]?.text?.[0];
}

async function announce(card: Card): Promise<void> {
  const deps = {
    ...{ db, registry: createRegistry([]), newToken: () => crypto.randomUUID() },
    now: () => new Date('2026-03-02T09:00:00Z'),
  };
  const key = { tenantId, surface: 'console', account: home, thread: 'c1' } as const;
  await keepCard(deps, key, card, crypto.randomUUID());
}

describe('a number', () => {
  it.each(['/walker unwilling {"text":"rain"}', '/walker broken {"text":"x"}', '/walker help'])(
    'presses nothing of a card that was followed by the answer to “%s”, which has no choices',
    async (between) => {
      await say('news');
      await say(between);
      expect(await say('2')).toBe(NOTHING);
      expect(await say('2')).toBe(NOTHING);
      expect(bot.runs).not.toContain('spend:news');
    },
  );

  it('belongs to the newest card, also to one that nobody asked for', async () => {
    await say('news');
    await announce({
      tone: 'answer',
      title: 'Good morning',
      buttons: [{ label: 'Spend', call: { tool: 'spend', args: { text: 'brief' } } }],
    });
    await say('1');
    expect(bot.runs).toEqual(['echo:news', 'spend:brief']);
  });

  it('that is too high, or nought, is told which there are, and they can still be chosen', async () => {
    await say('news');
    expect(await say('99')).toBe('There is no choice 99; 1 to 7 are.');
    expect(await say('0')).toBe('There is no choice 0; 1 to 7 are.');
    await say('2');
    expect(bot.runs).toEqual(['echo:news', 'spend:news']);
  });

  it('is words before anything was said, and after a question without choices', async () => {
    await say('7');
    await announce({ tone: 'question', title: 'How many days?' });
    await say('30');
    expect(bot.runs).toEqual(['echo:7', 'echo:30']);
  });
});

it('“yes” agrees to the last message, and to no earlier question', async () => {
  await say('news');
  await say('5');
  await say('/walker unwilling {"text":"rain"}');
  await say('yes');
  expect(bot.runs).toEqual(['echo:news', 'echo:yes']);
});
