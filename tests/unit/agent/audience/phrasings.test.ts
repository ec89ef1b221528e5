/** Questions about people, as they are understood. The data files are the specification. */
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { createAgent } from '../../../../agent/create-agent.ts';
import type { ConversationState, Interpretation } from '../../../../agent/interpretation.ts';
import { gate } from '../../../../tools/audience/gate.ts';
import { converse as converseWithoutPeople } from '../converse.ts';
import { filters } from '../phrasings/filters.ts';
import { followUps as metricFollowUps } from '../phrasings/follow-ups.ts';
import { rankings } from '../phrasings/rankings.ts';
import { thresholds } from '../phrasings/thresholds.ts';
import { model, shopVocabulary, workspace } from '../shop.ts';
import { talk } from '../talk.ts';
import { converse, SEGMENTS } from './boutique.ts';
import {
  followUps,
  gates,
  groupsInFigures,
  interests,
  leftToMetrics,
  others,
  sharesAndGoods,
  timesAndOrders,
} from './phrasings.ts';
import { refusals } from './refusals.ts';

for (const [name, phrasings] of Object.entries({
  gates,
  interests,
  others,
  followUps,
  timesAndOrders,
  sharesAndGoods,
  groupsInFigures,
})) {
  describe(name, () => {
    const rows = phrasings.map(([said, tool, restated, args = {}]) => ({ said, tool, restated, args }));
    test.each(rows)('$said', async ({ said, tool, restated, args }) => {
      const turns: readonly string[] = typeof said === 'string' ? [said] : said;
      const read = await converse(turns);
      if (read.kind !== 'call') throw new Error(`was not answered: ${JSON.stringify(read)}`);
      expect([read.call.tool, read.restated]).toEqual([tool, restated]);
      expect(read.call.args).toMatchObject(args);
      if (tool === 'hybrid_discovery') expect(gate.parse(read.call.args.gate)).toEqual(read.call.args.gate);
    });
  });
}

describe('left to metrics', () => {
  test.each(leftToMetrics.map((said) => [said]))('%s', async (said) => {
    expect(await converse([said])).toMatchObject({ kind: 'call', call: { tool: 'sql_analytics' } });
  });
});

describe('refused or asked back', () => {
  test.each(refusals.map((said) => [said]))('%s', async (said) => {
    const read = await converse([said]);
    expect(read.kind, JSON.stringify(read)).toMatch(/^(?:refuse|clarify)$/u);
  });
});

const socks = { of: 'category', op: 'in', values: ['Socks'] };
const last60 = { kind: 'last', count: 60, unit: 'day' };

it('gives the gate as the tools take it', async () => {
  const read = await converse([
    'customers who bought socks but not shoes in the last 60 days and are interested in high-end lifestyle',
  ]);
  expect(read).toMatchObject({
    kind: 'call',
    call: {
      tool: 'hybrid_discovery',
      args: {
        gate: {
          kind: 'all',
          of: [
            { kind: 'did', action: 'purchase', targets: [socks], within: last60 },
            {
              kind: 'not',
              gate: {
                kind: 'did',
                action: 'purchase',
                targets: [{ of: 'category', op: 'in', values: ['Shoes'] }],
                within: last60,
              },
            },
          ],
        },
        interest: 'high-end lifestyle',
      },
    },
  });
});

it('says how it took words that could mean more', async () => {
  const risk = await converse(['customers with high churn risk']);
  expect(risk).toMatchObject({ notes: ['I took a high churn risk as 50% or more.'] });
  const typo = await converse(['customers who bougth socks']);
  expect(typo).toMatchObject({ notes: ['I read “bougth” as “bought”.'] });
  const days = await converse(['customers who bought socks and viewed shoes in the last 30 days']);
  expect(days).toMatchObject({ notes: [expect.stringContaining('all that they did')] });
});

const agent = createAgent({ model });
const vocabulary = shopVocabulary();
/** In the shop, which has no record of visits; its people are known by segments alone. */
const askInShop = (text: string, conversation: ConversationState): Promise<Interpretation> =>
  agent.interpret(text, {
    conversation,
    workspace,
    vocabulary,
    audience: { segments: SEGMENTS },
    now: new Date('2026-11-21T09:00:00Z'),
  });

it('does not ask for what the workspace has no record of', async () => {
  const ask = (text: string) => askInShop(text, {});
  expect(await ask('find customers over 40')).toMatchObject({
    kind: 'refuse',
    because: 'No ages are recorded here.',
  });
  expect(await ask('customers who viewed Bags')).toMatchObject({
    kind: 'refuse',
    because: expect.stringContaining('visits'),
  });
  expect(await ask('customers who joined in March')).toMatchObject({
    kind: 'refuse',
    because: expect.stringContaining('joined'),
  });
});

it('leaves every metric question of the other tables as it was', async () => {
  for (const [said] of [...thresholds, ...filters, ...rankings, ...metricFollowUps]) {
    const turns = typeof said === 'string' ? [said] : said;
    const before = await converseWithoutPeople(turns);
    if (before.kind !== 'call') continue;
    expect(await talk(turns, askInShop), turns.join(' » ')).toEqual(before);
  }
});

it.each([
  'like a ',
  'interested in x and ',
  'who bought socks and not ',
  'for a ',
  'neither ',
  'in Berlin or ',
])(
  'reads the longest text of “%s” without losing itself',
  async (piece) => {
    const read = await converse([`customers ${piece.repeat(100)}`.slice(0, 590)]);
    expect(read.kind).toBeDefined();
  },
  5_000,
);

const LEADS_INTO_FREE_WORDS = /\b(?:like|love|for|fond|interested|interest|into|taste|fans)\b/u;

it('never answers with a word left out, wherever it stands', async () => {
  for (const [said] of gates) {
    if (typeof said !== 'string' || LEADS_INTO_FREE_WORDS.test(said)) continue;
    const words = said.split(' ');
    const at = said.length % (words.length + 1);
    const broken = words.toSpliced(at, 0, 'zorgs').join(' ');
    const read = await converse([broken]);
    expect(read.kind, `${broken}: ${JSON.stringify(read)}`).not.toBe('call');
  }
});

it('makes something of any words, and every audience fits its tool', async () => {
  const word = fc.constantFrom(
    ...'customers women who that bought viewed never not but and or , neither socks shoes red Berlin in on mobile over 500 at least 3 times twice last 60 days since March interested like for campaign at-risk champions with e-mail consent aged between 25 34 spent only nothing how many first ordered joined inactive churn risk high zorgs 17850 segments'.split(
      ' ',
    ),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(word, { minLength: 1, maxLength: 12 }), async (words) => {
      const read = await converse([`customers ${words.join(' ')}`]);
      if (read.kind !== 'call' || read.call.tool !== 'hybrid_discovery') return;
      expect(gate.parse(read.call.args.gate)).toEqual(read.call.args.gate);
    }),
    { numRuns: 300 },
  );
});
