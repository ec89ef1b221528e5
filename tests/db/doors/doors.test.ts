/** Thousands of generated questions, commands and button values at the doors of the real app. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type App, createApp } from '../../../bot/app.ts';
import { createCliReplies } from '../../../bot/cli/replies.ts';
import { parseConfig } from '../../../bot/config.ts';
import { renderText } from '../../../cards/text.ts';
import type { Db } from '../../../db/db.ts';
import { loadDemo } from '../../../db/demo/load-demo.ts';
import type { Handled } from '../../../handlers/surface.ts';
import { openTestDb } from '../harness.ts';

const NOW = new Date('2026-11-20T10:00:00Z');
/** Typed by nobody else: SQL that holds it was not the compiler's. */
const MARK = 'zqxjv';

let db: Db;
let app: App;
const faults: object[] = [];

beforeAll(async () => {
  db = await openTestDb();
  const log = {
    debug: () => {},
    info: () => {},
    warn: () => {},
    error: (fields: object) => void faults.push(fields),
  };
  app = await createApp(parseConfig({ LOG_LEVEL: 'silent' }), { db, now: () => NOW, log });
  await loadDemo({ db, tenantId: app.home.tenantId, now: NOW, customers: 60, days: 200 });
});
afterAll(async () => {
  await app.stop();
  await db.close();
});

const WORDS = [
  'revenue',
  'orders',
  'spend',
  'customers',
  'AOV',
  'new',
  'returning',
  'share',
  'of',
  'by',
  'and',
  'in',
  'from',
  'not',
  'without',
  'top',
  '5',
  'bottom',
  'vs',
  'compare',
  'last',
  'month',
  'week',
  'Q3',
  'Q4',
  '2026',
  'March',
  'May',
  'between',
  'over',
  '200,000',
  '$',
  '%',
  'category',
  'location',
  'product',
  'only',
  'what',
  'about',
  'is',
  'the',
  'same',
  'for',
  'as',
  'table',
  '?',
  ',',
  '"',
  "'",
  ';--',
  'drop',
  'select',
  '*',
  '1=1',
  '{}',
  '<@U1>',
  '<script>',
  '/walker',
  '🙂',
  'ñ',
  '\u0000',
  '\u202e',
  '$1',
  '%s',
  '#{x}',
  '1',
  '2',
  'help',
  MARK,
  `'${MARK}'`,
  `${MARK}); delete from fct_sales; --`,
];
const question = fc.oneof(
  fc.array(fc.constantFrom(...WORDS), { maxLength: 14 }).map((words) => words.join(' ')),
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc.constantFrom(...WORDS).map((word) => word.repeat(3_000)),
);

/** What a person was told must be meant for people, and what ran must be the compiler's. */
function check(handled: Handled, replies: ReturnType<typeof createCliReplies>): void {
  expect(faults.splice(0)).toEqual([]);
  expect(handled.status).not.toBe('failed');
  for (const card of replies.cards) {
    const text = renderText(card);
    expect(text).not.toMatch(
      /\bat .+\.(ts|js):\d+|syntax error|relation "|column "|\bNaN\b|\bundefined\b|\[object /,
    );
  }
  if (handled.facts?.sql) {
    expect(handled.facts.sql).toMatch(/^\s*(with|select)\b/i);
    expect(handled.facts.sql).not.toContain(MARK);
    expect(handled.facts.sql).not.toContain(';');
  }
}

const say = async (text: string, thread: string) => {
  const replies = createCliReplies();
  const message = { sender: app.operator('cli'), thread, text, attachments: 0, eventId: null };
  check(await app.handlers.message(message, replies), replies);
  return replies;
};

describe('the doors', () => {
  it('take any question, alone or in a thread', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(question, { minLength: 1, maxLength: 3 }),
        fc.uuid(),
        async (texts, thread) => {
          for (const text of texts) await say(text, thread);
        },
      ),
      { numRuns: 400 },
    );
  }, 180_000);

  it('take any command', async () => {
    const word = fc.constantFrom(
      '',
      'ask ',
      'people ',
      'quality ',
      'define ',
      'sql_analytics ',
      'export_csv ',
      'show_query ',
    );
    const rest = fc.oneof(
      question,
      fc.json({ maxDepth: 2 }),
      fc.constantFrom('{"metrics":["revenue"]}', '{"metrics":7}'),
    );
    await fc.assert(
      fc.asyncProperty(word, rest, async (first, text) => {
        const replies = createCliReplies();
        const command = { sender: app.operator('cli'), thread: 'c', text: first + text, eventId: null };
        check(await app.handlers.command(command, replies), replies);
      }),
      { numRuns: 400 },
    );
  }, 120_000);

  it('take any button value, and any choice in its form', async () => {
    const card = (await say('revenue by category', 'buttons')).cards[0];
    const tokens = card?.buttons?.map((button) => button.token) ?? [];
    expect(tokens.length).toBeGreaterThan(2);
    const token = fc.oneof(
      fc.constantFrom(...tokens),
      fc.string({ unit: 'binary', maxLength: 60 }),
      question,
    );
    const values = fc.option(
      fc.dictionary(fc.constantFrom('separator', 'columns', '__proto__', 'x'), fc.string()),
      {
        nil: undefined,
      },
    );
    await fc.assert(
      fc.asyncProperty(token, values, async (pressed, chosen) => {
        const replies = createCliReplies();
        const press = { sender: app.operator('cli'), thread: 'buttons', token: pressed, eventId: null };
        check(await app.handlers.press(chosen ? { ...press, values: chosen } : press, replies), replies);
      }),
      { numRuns: 300 },
    );
  }, 120_000);

  it('leave the data as it was', async () => {
    const before = await db.query<{ n: number }>('select count(*)::int as n from fct_sales');
    await say(`revenue'; delete from fct_sales; --`, 'x');
    expect((await db.query<{ n: number }>('select count(*)::int as n from fct_sales')).rows).toEqual(
      before.rows,
    );
    expect(before.rows[0]?.n).toBeGreaterThan(0);
  });
});
