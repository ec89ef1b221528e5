/** “Which campaign performed best”: messages and ads are both called campaigns, and have numbers of their own. */
import { expect, test } from 'vitest';
import { createAgent } from '../../../agent/create-agent.ts';
import type { Interpretation } from '../../../agent/interpretation.ts';
import { createVocabulary } from '../../../tools/metrics/create-vocabulary.ts';
import { model, workspace } from './shop.ts';

const bounds = { from: '2019-01-01', to: '2019-12-31' };
const CAMPAIGNS = ['Brand search', 'Social prospecting'];

function ask(text: string, { messages = ['Summer sale'], ads = CAMPAIGNS } = {}): Promise<Interpretation> {
  const vocabulary = createVocabulary({
    version: '1',
    dimensions: new Map([...model.dimensions].filter(([id]) => id === 'campaign' && ads.length > 0)),
    sources: new Map([
      ['sales', { rows: 100, bounds, emptyMetrics: [] }],
      ['spend', { rows: ads.length * 100, bounds: ads.length > 0 ? bounds : null, emptyMetrics: [] }],
    ]),
    stored: ads.map((value) => ({ dimension: 'campaign', value, count: 10, sources: ['spend'] })),
    open: new Set(),
    reached: new Map([['campaign', ['spend']]]),
    lookup: async () => null,
  });
  return createAgent({ model }).interpret(text, {
    conversation: {},
    workspace,
    vocabulary,
    audience: { segments: [], campaigns: messages },
    now: new Date('2020-01-01T09:00:00Z'),
  });
}

const labels = (read: Interpretation): readonly string[] =>
  read.kind === 'clarify' ? read.options.map(({ label }) => label) : [];
const call = (read: Interpretation, label: string) =>
  read.kind === 'clarify' ? read.options.find((option) => option.label === label)?.call : undefined;

const EVERY = [
  'Messages sent, with what came of them',
  'Ads, by conversions',
  'Ads, by cost per conversion',
  'Ads, by click-through rate',
];

test.each(['which campaign performed best?', 'best campaign', 'what was our most successful campaign'])(
  '%s: asks which kind is meant',
  async (text) => {
    const read = await ask(text);
    expect(labels(read)).toEqual(EVERY);
    expect(call(read, EVERY[0] ?? '')).toEqual({ tool: 'campaigns', args: { status: 'sent' } });
    expect(call(read, 'Ads, by conversions')?.args).toMatchObject({
      metrics: ['ad_conversions'],
      by: ['campaign'],
      order: { by: 'ad_conversions', direction: 'desc' },
      limit: 1,
    });
  },
);

test('the best has the lowest cost, the worst the highest', async () => {
  const cost = async (text: string) => call(await ask(text), 'Ads, by cost per conversion')?.args;
  expect(await cost('which campaign performed best?')).toMatchObject({ order: { direction: 'asc' } });
  expect(await cost('which campaign performed worst?')).toMatchObject({ order: { direction: 'desc' } });
});

test('a period goes with the ads', async () => {
  const read = await ask('which campaign performed best in March?');
  expect(call(read, 'Ads, by conversions')?.args).toMatchObject({ period: { kind: 'month', month: 3 } });
});

test('a click rate is one of messages or of ads', async () => {
  expect(labels(await ask('which campaign had the best click rate?'))).toEqual([EVERY[0], EVERY[3]]);
});

test('what is named is not asked', async () => {
  const sent = await ask('which email campaign worked best');
  expect(sent.kind === 'call' && sent.call).toEqual({ tool: 'campaigns', args: { status: 'sent' } });
  expect(labels(await ask('best ad campaign'))).toEqual(EVERY.slice(1));
  const number = await ask('best campaign by ad spend');
  expect(number.kind === 'call' && number.call.args).toMatchObject({ metrics: ['spend'], by: ['campaign'] });
});

test('where nothing was sent, ads are meant; where there are no ads, messages', async () => {
  expect(labels(await ask('which campaign performed best?', { messages: [] }))).toEqual(EVERY.slice(1));
  const sent = await ask('which campaign performed best?', { ads: [] });
  expect(sent.kind === 'call' && sent.call.tool).toBe('campaigns');
});
