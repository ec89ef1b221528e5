/**
 * “Draft an e-mail to Champions about the new watches.” A question never writes: what comes of it is a question back, with a
 * button that makes the draft.
 */
import type { Interpretation } from '../../interpretation.ts';
import type { AudienceNames } from '../audience/segment-names.ts';

const CHANNELS: ReadonlyMap<string, { readonly channel: string; readonly a: string }> = new Map([
  ['email', { channel: 'email', a: 'an e-mail' }],
  ['mail', { channel: 'email', a: 'an e-mail' }],
  ['mailing', { channel: 'email', a: 'an e-mail' }],
  ['campaign', { channel: 'email', a: 'an e-mail' }],
  ['newsletter', { channel: 'email', a: 'an e-mail' }],
  ['whatsapp', { channel: 'whatsapp', a: 'a WhatsApp message' }],
  ['sms', { channel: 'sms', a: 'an SMS' }],
  ['text', { channel: 'sms', a: 'an SMS' }],
]);

/** Words before the channel → the text to begin from. */
const PURPOSES: readonly (readonly [RegExp, string])[] = [
  [/^win-?\s?back$/iu, 'win_back'],
  [/^we miss you$/iu, 'win_back'],
  [/^(?:vip|early access|vip early access)$/iu, 'vip_early_access'],
  [/^(?:feedback|survey)$/iu, 'feedback_request'],
  [/^(?:second order|follow-?up)$/iu, 'second_order'],
  [/^(?:announcement|news)$/iu, 'announcement'],
];

const DRAFT =
  /^(?:please |can you |could you |i want to |i'd like to |let's |let us )*(?:draft|write|create|make|prepare|plan|send|compose)(?: me| us)? (?:an? |the |new |a new )*(?:(?<purpose>[\p{L}\s-]+?) )?(?<channel>e-?mail|mailing|mail|newsletter|whatsapp|sms|text|campaign)(?: message| campaign| draft)? (?:to|for) (?:the |our |my |all )*(?<segment>.+?)(?: segment| customers)?(?: (?:about|on|regarding|announcing) (?<topic>.+))?$/iu;

/** The words as a campaign to be drafted; null where they are none. */
export function readDraft(asked: string, { segments }: AudienceNames): Interpretation | null {
  const { purpose, channel = '', segment: said = '', topic } = DRAFT.exec(asked)?.groups ?? {};
  const by = CHANNELS.get(channel.toLowerCase().replace('-', ''));
  if (!by) return null;
  const template = PURPOSES.find(([words]) => words.test(purpose ?? ''))?.[1];
  if (purpose !== undefined && template === undefined) return null;
  const segment = segmentCalled(said, segments);
  if (segment === null)
    return {
      kind: 'refuse',
      because: `There is no segment called “${said}” to write to.`,
      suggestions: segments.slice(0, 3).map((name) => `draft ${by.a} to ${name}`),
    };
  const text = textOf(topic, template, by.channel === 'email');
  const name = topic
    ? `${segment}: ${topic}`
    : `${segment}: ${(template ?? 'announcement').replaceAll('_', ' ')}`;
  return {
    kind: 'clarify',
    title: 'Only a draft',
    question: `Shall I draft ${by.a} to “${segment}”${topic ? ` about ${topic}` : ''}? You see it with a preview before anything is sent.`,
    options: [
      {
        label: 'Make the draft',
        call: { tool: 'create_campaign', args: { name, channel: by.channel, segment, ...text } },
      },
      { label: `Show ${segment}`, call: { tool: 'show_segment', args: { segment } } },
    ],
  };
}

/** What somebody said it is about, in their own words; nothing is made up. */
function textOf(
  topic: string | undefined,
  template: string | undefined,
  hasSubject: boolean,
): Readonly<Record<string, string>> {
  if (topic === undefined) return { template: template ?? 'announcement' };
  const subject = topic.charAt(0).toUpperCase() + topic.slice(1);
  return {
    ...(hasSubject ? { subject } : {}),
    body: `Hello {{first_name|there}},\n\nwe would like to tell you about ${topic}.`,
  };
}

const plain = (name: string) =>
  name
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .replace(/\b(?:customers?|people|buyers?)\b/gu, '')
    .replace(/s\b/gu, '')
    .trim();

function segmentCalled(said: string, segments: readonly string[]): string | null {
  const wanted = plain(said);
  return segments.find((name) => plain(name) === wanted) ?? null;
}
