import { z } from 'zod';
import type { Queryable, Transaction } from '../../db/db.ts';
import { readable } from '../../db/readable.ts';
import { defineTool, type Outcome, type ToolContext } from '../define-tool.ts';
import { messageKindOf } from '../messages/message-defaults.ts';
import { refusing } from '../refusal.ts';
import { composeMessage } from './compose.ts';
import { draftFields, sendAtOf } from './draft-input.ts';
import { findSegment, findTest } from './find-campaign.ts';
import { readCampaign } from './read-campaigns.ts';
import { campaignCard } from './show-card.ts';
import { summaryOf } from './show-tool.ts';
import { readShown, type SendingHouse, type ShownCampaign, shownCampaign } from './shown.ts';
import { readSplit } from './split.ts';

const { channel, holdout, ...others } = draftFields;
const input = z.object({
  name: z.string().trim().min(1).max(200),
  channel: channel.default('email'),
  segment: others.segment,
  subject: others.subject.optional(),
  body: others.body.optional(),
  template: others.template.optional(),
  offer: others.offer.optional(),
  holdout: holdout.default(0),
  send_at: others.send_at.optional(),
  message_kind: others.message_kind.optional(),
  template_id: others.template_id.optional(),
  variables: others.variables.optional(),
  test: others.test.optional(),
  /** Id of the proposal that it comes from. */
  suggestion: z.string().trim().min(1).max(200).optional(),
});
type Input = z.infer<typeof input>;

/** `create_campaign`: a draft; nothing is sent before somebody approves it. */
export const createCampaign = (house: SendingHouse) =>
  defineTool<Input, ShownCampaign>({
    name: 'create_campaign',
    title: 'New campaign',
    description:
      'Drafts a campaign: a message by e-mail, WhatsApp, SMS or in the app to the people of a segment, with personal fields such as {{first_name|there}}, a hold-out, a time and an A/B test. Shows a masked preview and how many can be reached. Nothing is sent; approve_campaign does that.',
    effect: 'write',
    role: 'analyst',
    input: input as z.ZodType<Input>,
    output: shownCampaign,
    run: (asked, context) => refusing(() => create(asked, context, house)),
    card: (shown, { name }, context) => campaignCard(shown, [drafted(shown.campaign.name, name)], context),
    summary: (shown, { name }) => `${drafted(shown.campaign.name, name)} ${summaryOf(shown)}`,
  });

const drafted = (name: string, asked: string): string =>
  name === asked
    ? 'Drafted. Nothing is sent before it is approved.'
    : `There is a campaign called “${asked}” already, so this one is “${name}”. Nothing is sent before it is approved.`;

async function create(
  asked: Input,
  context: ToolContext,
  house: SendingHouse,
): Promise<Outcome<ShownCampaign>> {
  const { db, actor, workspace, now, newId } = context;
  const at = now();
  const reading = readable(db);
  const segment = await findSegment(reading, db.tenantId, asked.segment);
  const test = asked.test === undefined ? null : await findTest(reading, db.tenantId, asked.test);
  const split = await readSplit(reading, db.tenantId, test?.id ?? null);
  const message = await composeMessage(reading, db.tenantId, asked, {
    currency: workspace.currency,
    variations: split?.variations ?? [],
  });
  const sendAt = asked.send_at === undefined ? null : sendAtOf(asked.send_at, at, actor.timezone);
  const id = await db.write(async (tx) => {
    const { rows } = await tx.query<{ id: string }>(
      `insert into outreach_campaigns
         (tenant_id, campaign_name, channel, segment_id, message_template, scheduled_at, status, message_kind,
          suggestion_id, test_id, holdout_share, salt, created_by, created_at)
       select $1, $2, $3, $4::bigint, $5::jsonb, $6, 'draft', $7, $8, $9::bigint, $10, $11,
              (select person_id from people where tenant_id = $1 and person_id = $12), $13
       returning id::text as id`,
      [
        db.tenantId,
        await freeName(tx, db.tenantId, asked.name),
        asked.channel,
        segment.id,
        JSON.stringify(message),
        sendAt,
        asked.message_kind === undefined ? null : messageKindOf(asked.message_kind),
        asked.suggestion ?? null,
        test?.id ?? null,
        asked.holdout,
        newId(),
        actor.personId,
        at,
      ],
    );
    return rows[0]?.id ?? '';
  });
  return { kind: 'ok', data: await showAgain(reading, id, context, house) };
}

/** The campaign as it is now; `house` counts for drafts alone. */
export async function showAgain(
  db: Queryable,
  id: string,
  context: ToolContext,
  house: SendingHouse = {},
): Promise<ShownCampaign> {
  const found = await readCampaign(db, context.db.tenantId, id);
  if (!found) throw new Error('a campaign went while it was worked on');
  return readShown(db, found, context, house);
}

/** “We miss you”, “We miss you (2)”, …: campaigns come again, and people tell them apart by name. */
async function freeName(tx: Transaction, tenantId: string, name: string): Promise<string> {
  const { rows } = await tx.query<{ name: string }>(
    `select lower(campaign_name) as name from outreach_campaigns
      where tenant_id = $1 and starts_with(lower(campaign_name), lower($2))`,
    [tenantId, name],
  );
  const taken = new Set(rows.map((row) => row.name));
  for (let number = 1; ; number += 1) {
    const free = number === 1 ? name : `${name} (${number})`;
    if (!taken.has(free.toLowerCase())) return free;
  }
}
