import { z } from 'zod';
import type { CallButton, Card } from '../../../cards/card.ts';
import { readable } from '../../../db/readable.ts';
import { defineTool, type ToolContext } from '../../define-tool.ts';
import { roleAllows } from '../../roles.ts';
import { channelAddress } from '../channels.ts';
import { findCampaign } from '../find-campaign.ts';
import { count, STATUS_WORDS, timeText } from '../words.ts';
import { parseUnknown, routeUnknown } from './command.ts';
import {
  readUnknownCampaigns,
  readUnknownMessages,
  type UnknownCampaign,
  unknownCampaign,
  unknownMessage,
} from './read-unknown.ts';
import { ANSWER_LABELS, type Answer, meaning, messagesText } from './words.ts';

const LISTED = 20;
const OFFERED = 5;

const output = z.object({
  campaigns: z.array(unknownCampaign),
  /** Of the campaign where there is one alone, or one was named. */
  messages: z.array(unknownMessage),
  at: z.iso.datetime(),
});
type Data = z.infer<typeof output>;

const text = (key: string, label: string) =>
  ({ key, label, role: 'text', format: { kind: 'text' } }) as const;

/** `unknown_messages`: messages of which nobody knows whether they left, by campaign. */
export const unknownMessages = defineTool<{ campaign?: string | undefined }, Data>({
  name: 'unknown_messages',
  title: 'Messages in doubt',
  description:
    'Lists the messages of campaigns of which nobody knows whether they left, because a process died or a provider fell silent with them in hand: by campaign, or those of one.',
  effect: 'read',
  role: 'viewer',
  input: z.object({ campaign: z.string().trim().min(1).optional() }),
  output,
  command: {
    word: 'outbox',
    usage: 'outbox [unknown [<campaign>] | sent <campaign> | again <campaign> | sent|again message <number>]',
    parse: parseUnknown,
    route: routeUnknown,
  },
  async run({ campaign: said }, { db, now }) {
    const reading = readable(db);
    const all = await readUnknownCampaigns(reading, db.tenantId);
    const at = now().toISOString();
    let wanted = all;
    if (said !== undefined) {
      const found = await findCampaign(db, said, (id) => ({
        tool: 'unknown_messages',
        args: { campaign: id },
      }));
      if (found.kind !== 'found') return found;
      wanted = all.filter(({ id }) => id === found.campaign.id);
      if (wanted.length === 0)
        return {
          kind: 'empty',
          because: `Of every message of “${found.campaign.name}” it is known what became of it.`,
        };
    }
    const [only] = wanted;
    if (!only) return { kind: 'empty', because: 'Of every message it is known what became of it.' };
    const messages =
      wanted.length === 1 ? await readUnknownMessages(reading, db.tenantId, only.id, LISTED) : [];
    return { kind: 'ok', data: { campaigns: [...wanted], messages: [...messages], at } };
  },
  card,
  summary: sentence,
  facts: (data) => ({
    answer: sentence(data),
    columns: [
      { key: 'campaign', label: 'Campaign', role: 'dimension', format: { kind: 'text' } },
      { key: 'messages', label: 'Messages', role: 'metric', format: { kind: 'integer' } },
    ],
    rows: data.campaigns.map(({ name, messages }) => ({ campaign: name, messages })),
    period: null,
    sql: null,
    params: [],
    definition: null,
  }),
});

function sentence({ campaigns }: Data): string {
  const sum = campaigns.reduce((all, { messages }) => all + messages, 0);
  const of = campaigns.length === 1 ? `“${campaigns[0]?.name}”` : `${count(campaigns.length)} campaigns`;
  return `Of ${messagesText(sum)} of ${of} nobody knows whether ${sum === 1 ? 'it' : 'they'} left.`;
}

const WHY =
  'A process ended, or a provider fell silent, with them in hand. They are not sent again by themselves. What the provider tells of them later settles them; otherwise look them up there and say what became of them.';

function card(data: Data, _: unknown, { actor }: ToolContext): Card {
  const { campaigns, messages } = data;
  const [only] = campaigns;
  const may = roleAllows(actor.role, 'approver');
  const one = only && campaigns.length === 1;
  return {
    tone: 'answer',
    title: one ? `Messages in doubt: ${only.name}` : 'Messages in doubt',
    text: [sentence(data), WHY],
    table: one
      ? {
          caption: 'Messages in doubt',
          columns: [
            { key: 'id', label: 'Message', role: 'dimension', format: { kind: 'text' } },
            text('customer', 'Customer'),
            text('tried', 'Tried'),
            text('provider', 'By'),
            { ...text('reason', 'What happened'), extra: true },
          ],
          rows: messages.map((each) => ({ ...each, tried: timeText(each.tried, actor.timezone) })),
          omitted: only.messages - messages.length,
        }
      : {
          caption: 'Messages in doubt, by campaign',
          columns: [
            { key: 'name', label: 'Campaign', role: 'dimension', format: { kind: 'text' } },
            { key: 'messages', label: 'Messages', role: 'metric', format: { kind: 'integer' } },
            text('channel', 'Channel'),
            text('status', 'State'),
            text('since', 'Since'),
          ],
          rows: campaigns.map(({ name, messages: inDoubt, channel, status, since }) => ({
            name,
            messages: inDoubt,
            channel: channelAddress(channel).label,
            status: STATUS_WORDS[status],
            since: timeText(since, actor.timezone),
          })),
          omitted: 0,
        },
    buttons: one
      ? may
        ? settleButtons(only, data)
        : []
      : campaigns.slice(0, OFFERED).map(({ id, name }) => ({
          label: name,
          call: { tool: 'unknown_messages', args: { campaign: id } },
        })),
    ...(may ? {} : { footnotes: [{ kind: 'note', text: 'An approver can settle them.' }] }),
  };
}

/** All of the campaign at once, or one of those listed. */
function settleButtons(campaign: UnknownCampaign, { messages, at }: Data): CallButton[] {
  const { id, name } = campaign;
  const answers: readonly Answer[] = campaign.status === 'cancelled' ? ['sent'] : ['sent', 'again'];
  const all = answers.map((answer): CallButton => {
    const args = { answer, campaign: id, shown_at: at, sure: true };
    return {
      label:
        campaign.messages === 1
          ? ANSWER_LABELS[answer]
          : `${ANSWER_LABELS[answer]}: all ${count(campaign.messages)}`,
      call: { tool: 'settle_messages', args },
      ...(answer === 'again' && { style: 'danger' as const }),
      confirm: meaning(answer, name, campaign.messages),
    };
  });
  const [first] = messages;
  if (!first || campaign.messages === 1) return all;
  const one: CallButton = {
    label: 'One of them …',
    call: { tool: 'settle_messages', args: {} },
    form: {
      title: 'Settle one message',
      submit: 'Go on',
      fields: [
        {
          key: 'message',
          label: 'Message',
          options: messages.map((each) => ({ value: each.id, label: `${each.id}, to ${each.customer}` })),
          initial: first.id,
        },
        {
          key: 'answer',
          label: 'What became of it',
          options: answers.map((answer) => ({ value: answer, label: ANSWER_LABELS[answer] })),
          initial: 'sent',
        },
      ],
    },
  };
  return [...all, one];
}
