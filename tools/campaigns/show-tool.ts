import { z } from 'zod';
import { readable } from '../../db/readable.ts';
import { defineTool } from '../define-tool.ts';
import { findCampaign } from './find-campaign.ts';
import { campaignCard } from './show-card.ts';
import { readShown, type SendingHouse, type ShownCampaign, shownCampaign } from './shown.ts';
import { STATUS_WORDS } from './words.ts';

/** `show_campaign`: one campaign; a draft with its audience and a preview, a campaign under way with its figures. */
export const showCampaign = (house: SendingHouse) =>
  defineTool({
    name: 'show_campaign',
    title: 'Campaign',
    description:
      'Shows one campaign: a draft with its message, the people it can reach and a masked preview; one that was approved with what was sent, delivered, opened, clicked, converted, skipped and why, and what it brought against the hold-out. Use it for “how did the We miss you campaign do”.',
    effect: 'read',
    role: 'viewer',
    input: z.object({ campaign: z.string().trim().min(1) }),
    output: shownCampaign,
    async run({ campaign: said }, context) {
      const { db } = context;
      const found = await findCampaign(db, said, (id) => ({ tool: 'show_campaign', args: { campaign: id } }));
      if (found.kind !== 'found') return found;
      return { kind: 'ok', data: await readShown(readable(db), found.campaign, context, house) };
    },
    card: (shown, _, context) => campaignCard(shown, [], context),
    summary: summaryOf,
    facts: (shown) => {
      const { progress } = shown;
      const rows = progress
        ? (['sent', 'delivered', 'opened', 'clicked', 'converted', 'unknown'] as const).map((what) => ({
            what,
            people: progress[what],
          }))
        : [];
      return {
        answer: summaryOf(shown),
        columns: [
          { key: 'what', label: 'What', role: 'dimension', format: { kind: 'text' } },
          { key: 'people', label: 'People', role: 'metric', format: { kind: 'integer' } },
        ],
        rows,
        period: null,
        sql: null,
        params: [],
        definition: null,
      };
    },
  });

/** In a sentence or two. */
export function summaryOf({ campaign, progress, reach }: ShownCampaign): string {
  const state = `“${campaign.name}” (${STATUS_WORDS[campaign.status].toLowerCase()}, ${campaign.channel}, id ${campaign.id})`;
  if (progress)
    return `${state}: ${progress.sent} sent, ${progress.delivered} delivered, ${progress.opened} opened, ${progress.clicked} clicked, ${progress.converted} converted.`;
  return reach
    ? `${state}: ${reach.reachable} of the ${reach.members} people in ${campaign.segment} can be written to now.`
    : `${state}.`;
}
