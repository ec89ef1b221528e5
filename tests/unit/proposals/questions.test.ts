import { describe, expect, it } from 'vitest';
import { readProposals } from '../../../agent/rules/proposals/read-proposals.ts';

const callOf = (text: string) => {
  const read = readProposals(text);
  return read?.kind === 'call' ? read.call : null;
};

describe('questions for what to do', () => {
  it.each([
    'what should I do today?',
    'What should we work on next',
    'any suggestions?',
    'proposals',
    'show me the open proposals',
    'do you have any recommendations for me today',
    'what would you recommend?',
    'what’s there to do?',
    'what needs my attention',
    'which opportunities are there?',
    'what are the next steps',
  ])('lists what is proposed: %s', (text) => {
    expect(callOf(text)).toEqual({ tool: 'suggestions', args: {} });
  });

  it('narrows the list to a state, and finds one by its id', () => {
    expect(callOf('show dismissed proposals')).toEqual({ tool: 'suggestions', args: { state: 'dismissed' } });
    expect(callOf('which suggestions were')).toBeNull();
    expect(callOf('why sg_anomaly_0a1b2c')).toEqual({
      tool: 'show_suggestion',
      args: { suggestion: 'sg_anomaly_0a1b2c' },
    });
  });

  it.each([
    'what should I do about Chicago',
    'suggestions by category',
    'what can you do',
    'proposals of competitors',
    'how can we increase sales',
    'revenue today',
  ])('leaves others alone: %s', (text) => {
    expect(callOf(text)).toBeNull();
  });
});
