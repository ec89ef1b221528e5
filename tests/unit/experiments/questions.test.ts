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
    'how are our experiments doing',
    'results of the tests',
    'which test is winning',
  ])('lists them: %s', (text) => {
    expect(callOf(text)).toEqual({ tool: 'ab_tests', args: {} });
  });

  it.each(['show running tests', 'what tests are running?', 'how many tests are running'])(
    'lists those that run: %s',
    (text) => {
      expect(callOf(text)).toEqual({ tool: 'ab_tests', args: { status: 'running' } });
    },
  );

  it.each([
    ['open rate of the welcome test', 'welcome', 'open_rate'],
    ['what are the conversions in the welcome test?', 'welcome', 'conversion_rate'],
    ['which variation is winning in the welcome test by visits', 'welcome test', 'visit_rate'],
  ])('shows one by a metric: %s', (text, test, metric) => {
    expect(callOf(text)).toEqual({ tool: 'show_ab_test', args: { test, metric } });
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
    ['did the welcome test win', 'welcome'],
    ['compare the variations of the welcome test', 'welcome'],
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
