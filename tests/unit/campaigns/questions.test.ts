import { describe, expect, it } from 'vitest';
import type { Interpretation } from '../../../agent/interpretation.ts';
import { readCampaign, readKnownCampaign } from '../../../agent/rules/campaigns/read-campaign.ts';

const names = {
  segments: ['Champions', 'At Risk', 'Loyal Customers'],
  campaigns: ['We miss you', 'New watches', 'Spring sale by post'],
};
const callOf = (read: Interpretation | null) => (read?.kind === 'call' ? read.call : null);
const known = (text: string) => callOf(readKnownCampaign(text, names));
const any = (text: string) => callOf(readCampaign(text, names));

describe('questions about campaigns', () => {
  it.each([
    'show my campaigns',
    'campaigns',
    'list all campaigns',
    'which campaigns do we have?',
    'How are our campaigns doing?',
    'how did our e-mail campaigns perform',
    'campaign performance',
    'what campaigns did we send',
  ])('lists them: %s', (text) => {
    expect(known(text)).toEqual({ tool: 'campaigns', args: {} });
  });

  it.each([
    ['draft campaigns', 'draft'],
    ['which campaigns are waiting for approval?', 'draft'],
    ['show paused campaigns', 'paused'],
    ['which campaigns are running', 'sending'],
    ['scheduled campaigns', 'approved'],
  ])('lists those of a state: %s', (text, status) => {
    expect(known(text)).toEqual({ tool: 'campaigns', args: { status } });
  });

  it.each([
    ['how did the We miss you campaign do?', 'We miss you'],
    ['How’s the new watches campaign going so far?', 'new watches'],
    ['results of the “New watches” campaign', 'New watches'],
    ['what did the new watches campaign bring', 'new watches'],
    ['show campaign we miss you', 'we miss you'],
    ['did the we miss you campaign work', 'we miss you'],
    // Its name holds words that make other questions.
    ['how did the Spring sale by post campaign do', 'Spring sale by post'],
  ])('shows one by its name: %s', (text, campaign) => {
    expect(known(text)).toEqual({ tool: 'show_campaign', args: { campaign } });
  });

  it('shows one by a part of its name where nothing else explains the words', () => {
    expect(known('how did the miss you campaign do')).toBeNull();
    expect(any('how did the miss you campaign do')).toEqual({
      tool: 'show_campaign',
      args: { campaign: 'miss you' },
    });
  });

  it.each([
    'spend by campaign',
    'campaign spend last month',
    'clicks of the Social prospecting campaign by month',
    'which campaign has the best roas',
    'revenue last month',
    'cost per campaign',
    'show me the cost of each campaign',
    'send the campaign',
    'start a campaign',
  ])('leaves alone: %s', (text) => {
    expect([known(text), any(text)]).toEqual([null, null]);
  });
});

describe('asking for a draft', () => {
  const draft = (text: string) => readCampaign(text, names);

  it('never writes: it is answered with a button that makes it', () => {
    expect(draft('draft an e-mail to Champions about the new watches')).toEqual({
      kind: 'clarify',
      title: 'Only a draft',
      question:
        'Shall I draft an e-mail to “Champions” about the new watches? You see it with a preview before anything is sent.',
      options: [
        {
          label: 'Make the draft',
          call: {
            tool: 'create_campaign',
            args: {
              name: 'Champions: the new watches',
              channel: 'email',
              segment: 'Champions',
              subject: 'The new watches',
              body: 'Hello {{first_name|there}},\n\nwe would like to tell you about the new watches.',
            },
          },
        },
        { label: 'Show Champions', call: { tool: 'show_segment', args: { segment: 'Champions' } } },
      ],
    });
  });

  it.each([
    ['write a win-back campaign for at-risk customers', 'email', 'At Risk', 'win_back'],
    ['please send a WhatsApp message to our loyal customers', 'whatsapp', 'Loyal Customers', 'announcement'],
    ['create a feedback sms for champions', 'sms', 'Champions', 'feedback_request'],
  ])('%s', (text, channel, segment, template) => {
    const read = draft(text);
    const [option] = read?.kind === 'clarify' ? read.options : [];
    expect(option?.call.args).toMatchObject({ channel, segment, template });
  });

  it('says where there is no such segment, and leaves other wishes alone', () => {
    expect(draft('draft an e-mail to Martians about peace')).toMatchObject({
      kind: 'refuse',
      because: 'There is no segment called “Martians” to write to.',
    });
    expect(draft('write a poem about campaigns')).toBeNull();
    expect(draft('write an angry e-mail to Champions')).toBeNull();
  });
});
