import { describe, expect, it } from 'vitest';
import { readExperiment } from '../../../agent/rules/experiments/read-experiment.ts';

const callOf = (text: string) => {
  const read = readExperiment(text);
  return read?.kind === 'call' ? read.call : null;
};

describe('questions about tests', () => {
  it.each([
    'show tests',
    'test results',
    'show me the A/B tests',
    'what tests are running?',
    'how are our experiments doing',
    'results of the tests',
  ])('lists them: %s', (text) => {
    expect(callOf(text)).toEqual({ tool: 'ab_tests', args: {} });
  });

  it('lists those of a state', () => {
    expect(callOf('show running tests')).toEqual({ tool: 'ab_tests', args: { status: 'running' } });
  });

  it.each([
    ['how is the welcome email test doing', 'welcome email'],
    ['How’s the welcome e-mail test going so far?', 'welcome e-mail'],
    ['which variation is winning in the newsletter send time test?', 'newsletter send time'],
    ['which version won in Newsletter send time', 'Newsletter send time'],
    ['results of the cart reminder test', 'cart reminder'],
    ['is the welcome test significant?', 'welcome'],
    ['show test “Cart reminder”', 'Cart reminder'],
    ['welcome email ab test results', 'welcome email'],
  ])('shows one: %s', (text, test) => {
    expect(callOf(text)).toEqual({ tool: 'show_ab_test', args: { test } });
  });

  it.each([
    'revenue last month',
    'which product is winning in Berlin',
    'create a test',
    'what is a t test',
    'run a test',
    'how many customers were tested',
    'write a poem about tests in the rain',
  ])('leaves alone: %s', (text) => {
    expect(callOf(text)).toBeNull();
  });
});
