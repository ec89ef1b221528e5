import { z } from 'zod';
import { readable } from '../../db/readable.ts';
import { defineTool } from '../define-tool.ts';
import { CHANNELS, channelAddress } from './channels.ts';
import { parseCampaigns, routeCampaigns } from './command.ts';
import { readProgress } from './progress.ts';
import { readCampaigns, STATUSES } from './read-campaigns.ts';
import { STATUS_WORDS } from './words.ts';

const LISTED = 20;
const OFFERED = 3;
const figure = z.number().nullable();

const listed = z.object({
  campaigns: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      status: z.enum(STATUSES),
      channel: z.enum(CHANNELS),
      segment: z.string().nullable(),
      when: z.string().nullable(),
      sent: figure,
      opened: figure,
      clicked: figure,
      converted: figure,
    }),
  ),
  omitted: z.number(),
});

const number = (key: string, label: string) =>
  ({ key, label, role: 'metric', format: { kind: 'integer' } }) as const;
const text = (key: string, label: string) =>
  ({ key, label, role: 'text', format: { kind: 'text' } }) as const;

/** `campaigns`: every campaign with its state and figures. */
export const campaigns = defineTool({
  name: 'campaigns',
  title: 'Campaigns',
  description:
    'Lists the campaigns with their state, channel, audience, time and how many were sent, opened, clicked and converted. Use it for “show my campaigns”.',
  effect: 'read',
  role: 'viewer',
  input: z.object({ status: z.enum(STATUSES).optional() }),
  output: listed,
  command: {
    word: 'campaign',
    usage:
      'campaign [list | show <name> | create <name> | channel=email segment=<name> at=tomorrow 9:00 | subject: … | body: … | edit <name> | subject: … | approve|pause|resume|cancel <name>]',
    parse: parseCampaigns,
    route: routeCampaigns,
  },
  async run({ status }, { db }) {
    const reading = readable(db);
    const all = await readCampaigns(reading, db.tenantId);
    const wanted = all.filter((each) => status === undefined || each.status === status);
    const shown = [];
    for (const each of wanted.slice(0, LISTED)) {
      const progress = await readProgress(reading, db.tenantId, each);
      shown.push({
        id: each.id,
        name: each.name,
        status: each.status,
        channel: each.channel,
        segment: each.segment,
        when: each.startedAt ?? each.sendAt,
        sent: progress?.sent ?? null,
        opened: progress?.opened ?? null,
        clicked: progress?.clicked ?? null,
        converted: progress?.converted ?? null,
      });
    }
    if (shown.length > 0)
      return { kind: 'ok', data: { campaigns: shown, omitted: wanted.length - shown.length } };
    return {
      kind: 'empty',
      because: status
        ? `No campaign is ${status}.`
        : 'There are no campaigns yet. Draft one with /walker campaign create.',
    };
  },
  card: ({ campaigns: all, omitted }, _, { actor }) => ({
    tone: 'answer',
    title: 'Campaigns',
    table: {
      caption: 'Campaigns',
      columns: [
        { key: 'name', label: 'Campaign', role: 'dimension', format: { kind: 'text' } },
        text('status', 'State'),
        text('channel', 'Channel'),
        { ...text('segment', 'Audience'), extra: true },
        text('when', 'When'),
        number('sent', 'Sent'),
        number('opened', 'Opened'),
        number('clicked', 'Clicked'),
        number('converted', 'Converted'),
      ],
      rows: all.map(({ id: _id, ...each }) => ({
        ...each,
        status: STATUS_WORDS[each.status],
        channel: channelAddress(each.channel).label,
        when: each.when && dayOf(each.when, actor.timezone),
      })),
      omitted,
    },
    buttons: all.slice(0, OFFERED).map(({ id, name }) => ({
      label: `Show ${name}`,
      call: { tool: 'show_campaign', args: { campaign: id } },
    })),
  }),
  summary: ({ campaigns: all }) =>
    all.map(({ name, status, sent }) => `${name} (${status}${sent ? `, ${sent} sent` : ''})`).join('; '),
  facts: ({ campaigns: all }) => ({
    answer: `There ${all.length === 1 ? 'is 1 campaign' : `are ${all.length} campaigns`}.`,
    columns: [
      { key: 'campaign', label: 'Campaign', role: 'dimension', format: { kind: 'text' } },
      text('status', 'State'),
      number('sent', 'Sent'),
      number('converted', 'Converted'),
    ],
    rows: all.map(({ name, status, sent, converted }) => ({ campaign: name, status, sent, converted })),
    period: null,
    sql: null,
    params: [],
    definition: null,
  }),
});

const dayOf = (at: string, timeZone: string): string =>
  new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeZone }).format(new Date(at));
