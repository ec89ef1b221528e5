import { describe, expect, it } from 'vitest';
import { readActivity } from '../../../../agent/rules/activity/read-activity.ts';
import { createRules } from '../../../../agent/rules/interpret.ts';
import { model, shopVocabulary, workspace } from '../shop.ts';

/** Through all the rules, as a question comes in. */
const rules = createRules(model);
const vocabulary = shopVocabulary();
const interpret = (text: string) =>
  rules(text, { conversation: {}, workspace, vocabulary, audience: { segments: [] } });

const callOf = (text: string) => {
  const read = readActivity(text);
  return read?.kind === 'call' ? read.call : null;
};

const LOG: readonly (readonly [question: string, args: object])[] = [
  ['who applied the winner?', { find: 'applied' }],
  ['Who approved what yesterday?', { find: 'approved', day: 'yesterday' }],
  ['who approved the campaign today', { find: 'approved', day: 'today' }],
  ['who dismissed the proposals this week?', { find: 'dismissed', day: 'week' }],
  ['who has paused the Spring sale campaign?', { find: 'paused', named: 'Spring sale' }],
  ['who applied the winner of the welcome email test?', { find: 'applied', named: 'welcome email' }],
  ['which campaigns were cancelled on 2026-03-18', { find: 'cancelled', day: '2026-03-18' }],
  ['what was approved yesterday', { find: 'approved', day: 'yesterday' }],
  ['what did Ann Lee do yesterday?', { find: 'Ann Lee', day: 'yesterday' }],
  ['show the log of Ann', { find: 'Ann' }],
  ['what happened to the proposals?', { about: 'proposals' }],
  ['show me the activity log for today', { day: 'today' }],
  ['audit log', {}],
];

const RECORD = [
  'how good are your proposals?',
  'walker record',
  'show the walker’s record',
  'How accurate have your predictions been so far?',
  'did your suggestions work',
  'what have your proposals brought so far?',
  'can I trust you?',
];

describe('questions about who did what', () => {
  it.each(LOG)('%s', async (text, args) => {
    expect(callOf(text)).toEqual({ tool: 'activity_log', args });
    expect(await interpret(text)).toMatchObject({ kind: 'call', call: { tool: 'activity_log', args } });
  });
});

describe('questions about the record', () => {
  it.each(RECORD)('%s', async (text) => {
    expect(callOf(text)).toEqual({ tool: 'walker_record', args: {} });
    expect(await interpret(text)).toMatchObject({ call: { tool: 'walker_record' } });
  });
});

it.each([
  'who bought socks yesterday',
  'who ordered twice',
  'who clicked the campaign',
  'what did customers do yesterday',
  'what did we do yesterday',
  'record revenue',
  'which day was a record',
  'how good are sales',
  'who apply the winner',
  'what was sold yesterday',
  'revenue last month',
])('leaves alone: %s', (text) => {
  expect(callOf(text)).toBeNull();
});
