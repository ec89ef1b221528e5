import type { CallButton, Card, Footnote, Headline, Table, TextField } from '../../cards/card.ts';
import { type Format, formatValue } from '../../cards/format.ts';
import type { ToolContext } from '../define-tool.ts';
import { roleAllows } from '../roles.ts';
import { whoAndWhen } from '../who-and-when.ts';
import { channelAddress } from './channels.ts';
import type { HoldoutComparison } from './compare-holdout.ts';
import type { Progress } from './progress.ts';
import { seenOf } from './seen.ts';
import type { ShownCampaign } from './shown.ts';
import { smsLength } from './sms-length.ts';
import { count, peopleText, percent, reasonsText, STATUS_WORDS, timeText, whyText } from './words.ts';

const COUNT: Format = { kind: 'integer' };
const text = { role: 'text', format: { kind: 'text' } } as const;

type Around = Pick<ToolContext, 'actor' | 'workspace'>;

/** One campaign: what it says and to whom, how far it has come, and what can be done. `said` goes first. */
export function campaignCard(shown: ShownCampaign, said: readonly string[], around: Around): Card {
  const { campaign, progress } = shown;
  const isDraft = campaign.status === 'draft';
  return {
    tone: said.length > 0 ? 'notice' : 'answer',
    title: isDraft ? `Draft: ${campaign.name}` : campaign.name,
    headlines: isDraft ? draftHeadlines(shown) : progressHeadlines(shown),
    text: [
      ...said,
      ...shown.obstacles,
      audienceSentence(shown),
      timeSentence(shown, around),
      ...messageTexts(shown),
      ...(progress ? progressSentences(progress) : []),
      shown.comparison ? comparisonSentence(shown.comparison, around.workspace.currency) : '',
      approvalSentence(shown),
    ].filter((line) => line !== ''),
    ...(isDraft && shown.examples.length > 0 ? { table: examplesTable(shown) } : {}),
    buttons: buttonsFor(shown, around),
    footnotes: footnotes(shown, around),
  };
}

function draftHeadlines({ reach, campaign }: ShownCampaign): Headline[] {
  return [
    { label: 'Channel', value: channelAddress(campaign.channel).label, format: { kind: 'text' } },
    ...(reach
      ? [
          { label: 'In the audience', value: reach.members, format: COUNT },
          { label: 'Can be written to now', value: reach.reachable, format: COUNT },
        ]
      : []),
  ];
}

function progressHeadlines({ campaign, progress }: ShownCampaign): Headline[] {
  const figures = progress
    ? ([
        ['Sent', progress.sent],
        ['Delivered', progress.delivered],
        ['Opened', progress.opened],
        ['Clicked', progress.clicked],
        ['Converted', progress.converted],
      ] as const)
    : [];
  return [
    { label: 'State', value: STATUS_WORDS[campaign.status], format: { kind: 'text' } },
    ...figures.map(([label, value]) => ({ label, value, format: COUNT })),
  ];
}

/** "By e-mail to “Champions”: 1,234 people, of whom 1,100 can be written to now; not 84 who have not agreed to it." */
function audienceSentence({ campaign, reach }: ShownCampaign): string {
  const { channel, segment, holdout, planned } = campaign;
  const { label } = channelAddress(channel);
  if (segment === null) return campaign.status === 'draft' ? '' : `${label}; to whom is not recorded here.`;
  const by = `${label} to “${segment}”`;
  if (reach) {
    const others = reach.others.length > 0 ? ` Not: ${reasonsText(reach.others, channel)}.` : '';
    const held = holdout > 0 ? ` ${percent(holdout, 0)} of them, drawn by lot, are held out.` : '';
    return `${by}: ${peopleText(reach.members)}, of whom ${count(reach.reachable)} can be written to now.${others}${held}`;
  }
  return planned === null
    ? `${by}.`
    : `${by}: ${peopleText(planned)} when it was approved${holdout > 0 ? ', besides those held out' : ''}.`;
}

function timeSentence({ campaign, quietUntil }: ShownCampaign, { actor }: Around): string {
  const { status, sendAt } = campaign;
  if (status !== 'draft' && status !== 'approved') return '';
  const quiet = quietUntil && `so the first messages go ${timeText(quietUntil, actor.timezone)}.`;
  if (sendAt === null)
    return `Goes out as soon as it is approved.${quiet ? ` These are quiet hours of the team, ${quiet}` : ''}`;
  return `Goes out ${timeText(sendAt, actor.timezone)}.${quiet ? ` That is within the team's quiet hours, ${quiet}` : ''}`;
}

function messageTexts({ campaign, messages }: ShownCampaign): string[] {
  return messages.flatMap(({ variation, subject, body, template_id }) => [
    ...(variation === null ? [] : [`Variation “${variation}”:`]),
    ...(subject === null ? [] : [`Subject: ${subject}`]),
    ...(template_id === null ? [] : [`WhatsApp template ${template_id}`]),
    body,
    ...(campaign.channel === 'sms' && body !== '' ? [smsSentence(body)] : []),
  ]);
}

function smsSentence(body: string): string {
  const { encoding, units, parts } = smsLength(body);
  return `${units} characters in ${encoding}, ${parts} ${parts === 1 ? 'SMS' : 'SMS parts'} each before names are filled in.`;
}

function examplesTable({ examples, campaign }: ShownCampaign): Table {
  const varies = examples.some(({ gets }) => gets !== null);
  return {
    caption: 'As three of them would get it, masked',
    columns: [
      { key: 'who', label: 'Who', role: 'dimension', format: { kind: 'text' } },
      { key: 'address', label: 'To', ...text },
      ...(varies ? [{ key: 'gets', label: 'Gets', ...text }] : []),
      ...(campaign.channel === 'email' ? [{ key: 'subject', label: 'Subject', ...text }] : []),
      { key: 'body', label: 'Message', ...text },
    ],
    rows: examples.map(({ who, address, gets, subject, body }) => ({
      who,
      address,
      ...(varies ? { gets } : {}),
      ...(campaign.channel === 'email' ? { subject } : {}),
      body: body.replace(/\s+/g, ' '),
    })),
    omitted: 0,
  };
}

function progressSentences(progress: Progress): string[] {
  const { queued, sending, kept, sent, skipped, failed, unknown, unknownPeople, heldOut, unsubscribed } =
    progress;
  const open = [
    ...(queued > 0 ? [`${count(queued)} still to be sent`] : []),
    ...(sending > 0 ? [`${count(sending)} on their way`] : []),
  ];
  return [
    kept > 0
      ? `${kept === sent ? 'All of those sent' : `${count(kept)} of those sent`} were kept in the house: no provider is set up for the channel, or this is a demo. Nobody has got them; the console’s outbox shows them.`
      : '',
    open.length > 0 ? `${open.join(', ')}.` : '',
    skipped.length > 0 ? `Not sent: ${whyText(skipped)}.` : '',
    failed.length > 0 ? `Failed: ${whyText(failed)}.` : '',
    unknown > 0
      ? `Of ${peopleText(unknown)} nobody knows whether they got it, and it is not sent to them again unless an approver says so: ${unknownPeople.join(', ')}${unknown > unknownPeople.length ? ', …' : ''}.`
      : '',
    unsubscribed > 0 ? `${peopleText(unsubscribed)} asked not to be written to any more.` : '',
    heldOut > 0 ? `${count(heldOut)} held out, who get nothing.` : '',
  ];
}

/** What it brought, as far as chance lets one say. */
function comparisonSentence(
  { days, meant, heldOut, buyers, revenue }: HoldoutComparison,
  currency: string,
): string {
  const money = (value: number) => formatValue(value, { kind: 'currency', currency });
  const signed = (value: number, written: string) => `${value > 0 ? '+' : ''}${written}`;
  const points = (value: number) =>
    signed(value, `${formatValue(value * 100, { kind: 'number', decimals: 1 })}`);
  const share = ({ people, buyers: bought }: HoldoutComparison['meant']) => percent(bought / people);
  const sure = revenue.interval.low > 0 || revenue.interval.high < 0;
  return `Against those held out, over ${days} ${days === 1 ? 'day' : 'days'}: ${share(meant)} of ${peopleText(meant.people)} bought instead of ${share(heldOut)} of ${count(heldOut.people)} (${points(buyers.difference)} points, 95% interval ${points(buyers.interval.low)} to ${points(buyers.interval.high)}). Revenue per person: ${signed(revenue.difference, money(revenue.difference))} (${signed(revenue.interval.low, money(revenue.interval.low))} to ${signed(revenue.interval.high, money(revenue.interval.high))})${sure ? '' : ', which may be chance'}.`;
}

function approvalSentence({ campaign, approvals, twoPersonAbove, reach }: ShownCampaign): string {
  if (campaign.status !== 'draft') return '';
  const [first] = approvals;
  if (first) return `${first.name} has approved it; somebody else has to as well.`;
  return twoPersonAbove !== null && reach && reach.members > twoPersonAbove
    ? `It goes to more than ${peopleText(twoPersonAbove)}, so two people have to approve it.`
    : '';
}

/** What the reader's role may do with the campaign in the state that it is in. */
function buttonsFor(shown: ShownCampaign, { actor }: Around): CallButton[] {
  const { campaign, reach } = shown;
  const { id, name, status } = campaign;
  const may = (role: Parameters<typeof roleAllows>[1]) => roleAllows(actor.role, role);
  const args = { campaign: id };
  const buttons: CallButton[] = [];
  if (status === 'draft' && may('approver') && shown.obstacles.length === 0)
    buttons.push({
      label: 'Approve',
      call: { tool: 'approve_campaign', args: { ...args, seen: seenOf(campaign) } },
      style: 'primary',
      confirm: `Send “${name}” by ${channelAddress(campaign.channel).label} to the people of “${campaign.segment}”, ${count(reach?.reachable ?? 0)} of whom can be written to now?`,
    });
  if (status === 'draft' && may('analyst')) buttons.push(...editButtons(shown));
  if ((status === 'approved' || status === 'sending') && may('analyst'))
    buttons.push({ label: 'Pause', call: { tool: 'pause_campaign', args } });
  if (status === 'paused' && may('approver'))
    buttons.push({
      label: 'Resume',
      call: { tool: 'resume_campaign', args },
      confirm: `Go on sending “${name}”?`,
    });
  if ((shown.progress?.unknown ?? 0) > 0)
    buttons.push({ label: 'In doubt', call: { tool: 'unknown_messages', args } });
  if (status !== 'sent' && status !== 'cancelled' && may('analyst'))
    buttons.push({
      label: status === 'draft' ? 'Discard' : 'Cancel',
      call: { tool: 'cancel_campaign', args },
      style: 'danger',
      confirm:
        status === 'draft'
          ? `Discard the draft “${name}”?`
          : `Cancel “${name}”? What has not been sent never will be.`,
    });
  return [...buttons, { label: 'All campaigns', call: { tool: 'campaigns', args: {} } }];
}

const LONGEST_LINE = 2_900;

/** None where there is no text that a form could hold. */
function editButtons({ campaign }: ShownCampaign): CallButton[] {
  const { id, message } = campaign;
  const fields: TextField[] = [];
  if (message.subject !== null) fields.push(textField('subject', 'Subject', message.subject, 200));
  if (message.body !== '' && message.body.length <= LONGEST_LINE)
    fields.push({ ...textField('body', 'Message', message.body, LONGEST_LINE), multiline: true });
  if (fields.length === 0) return [];
  const call = { tool: 'edit_campaign', args: { campaign: id } };
  return [{ label: 'Edit', call, form: { title: 'Edit the draft', submit: 'Save', fields } }];
}

const textField = (key: string, label: string, initial: string, maxLength: number): TextField => ({
  kind: 'text',
  key,
  label,
  initial,
  maxLength,
});

function footnotes({ campaign, consentRequired, approvals }: ShownCampaign, { actor }: Around): Footnote[] {
  const zone = actor.timezone;
  const isDraft = campaign.status === 'draft';
  const notes: (readonly [Footnote['kind'], string | null])[] = [
    [
      'definition',
      isDraft
        ? `The audience is taken when it is approved: who joins the segment later does not get it. ${consentRequired ? 'Consent, requests' : 'Requests'} not to be written to, how often somebody was written to this week and quiet hours are looked at again when each message is sent.`
        : null,
    ],
    [
      'action',
      campaign.createdBy ? `Drafted: ${whoAndWhen(campaign.createdBy, campaign.createdAt, zone)}` : null,
    ],
    ...approvals.map(({ name, at }) => ['action', `Approved: ${whoAndWhen(name, at, zone)}`] as const),
    [
      'action',
      campaign.cancelledAt
        ? `Cancelled: ${whoAndWhen(campaign.cancelledBy, campaign.cancelledAt, zone)}`
        : null,
    ],
  ];
  return notes.flatMap(([kind, said]) => (said === null ? [] : [{ kind, text: said }]));
}
