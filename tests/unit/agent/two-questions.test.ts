/** Two counts in one message, where questions about people are read as well. */
import { expect, test } from 'vitest';
import { createAgent } from '../../../agent/create-agent.ts';
import { model, shopVocabulary, workspace } from './shop.ts';

const agent = createAgent({ model });
const ask = (text: string) =>
  agent.interpret(text, {
    conversation: {},
    workspace,
    vocabulary: shopVocabulary(),
    audience: { segments: ['Champions', 'Lost'] },
    now: new Date('2020-01-01T09:00:00Z'),
  });

test('of different people they are two questions', async () => {
  const read = await ask('how many women in Chicago and how many men in New York bought in May');
  expect(read.kind === 'refuse' && read.because).toContain('one at a time');
});

test('of one period they stand side by side', async () => {
  const read = await ask('how many orders and how many customers in May');
  expect(read.kind === 'call' && read.call.args).toMatchObject({ metrics: ['orders', 'customers'] });
});

test('things that lose go down, customers that are lost do not', async () => {
  const things = await ask('which category lost the most between November and December?');
  expect(things.kind === 'clarify' && things.options.map(({ label }) => label)).toEqual([
    'In amount',
    'In per cent',
  ]);
  const people = await ask('revenue from lost customers');
  expect(people.kind === 'call' && JSON.stringify(people.call.args)).toContain('Lost');
});
