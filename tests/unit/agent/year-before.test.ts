/** A year before is compared with where the data reach back, and said to be missing where they do not. */
import { expect, test } from 'vitest';
import { createAgent } from '../../../agent/create-agent.ts';
import { model, shopVocabulary, workspace } from './shop.ts';

const agent = createAgent({ model });

function ask(text: string, from: string) {
  const vocabulary = shopVocabulary();
  const sources = new Map(
    [...vocabulary.sources].map(([id, facts]) => [
      id,
      { ...facts, bounds: facts.bounds && { ...facts.bounds, from } },
    ]),
  );
  return agent.interpret(text, {
    conversation: {},
    workspace: { ...workspace, data: { from, to: '2019-12-31' } },
    vocabulary: { ...vocabulary, sources },
    now: new Date('2026-11-21T09:00:00Z'),
  });
}

const ASKED = ['revenue in November vs the same month last year', 'year over year revenue'];

test.each(ASKED)('%s: compared where 2018 has data', async (text) => {
  const read = await ask(text, '2018-01-01');
  expect(read.kind === 'call' && read.call.args).toMatchObject({
    metrics: ['revenue'],
    compareTo: { kind: 'year_before' },
  });
});

test.each(ASKED)('%s: said to have nothing to compare with where the data begin in 2019', async (text) => {
  const read = await ask(text, '2019-01-01');
  expect(read.kind === 'refuse' && read.because).toContain('the data begin in 2019');
});
