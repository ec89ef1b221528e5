/** About words, about the bot, about the data. */
import type { Phrasing } from './phrasing.ts';

export const terms: readonly Phrasing[] = [
  ['what is ROAS', { tool: 'define_term', args: { term: 'ROAS' } }],
  ["what's AOV?", { tool: 'define_term', args: { term: 'Average order value' } }],
  ['how is AOV defined', { tool: 'define_term', args: { term: 'Average order value' } }],
  ['how do you calculate the repeat rate', { tool: 'define_term', args: { term: 'Repeat rate' } }],
  ['define repeat rate', { tool: 'define_term', args: { term: 'Repeat rate' } }],
  ['what does CAC mean', { tool: 'define_term', args: { term: 'Customer acquisition cost' } }],
  ['what is a repeat customer', { tool: 'define_term', args: { term: 'Repeat customers' } }],
  ['what can you answer?', { tool: 'capabilities', args: {} }],
  ['help', { tool: 'capabilities', args: {} }],
  ['what can I ask you', { tool: 'capabilities', args: {} }],
  ['???', { tool: 'capabilities', args: {} }],
  ['how fresh is the data?', { tool: 'data_freshness', args: {} }],
  ['when was the data last updated', { tool: 'data_freshness', args: {} }],
];
