import { z } from 'zod';
import type { Transaction } from '../../db/db.ts';
import { readable } from '../../db/readable.ts';
import { defineTool, type Outcome, type ToolContext } from '../define-tool.ts';
import { Refusal, refusing } from '../refusal.ts';
import { forgetApprovals } from './approvals.ts';
import { problemsWith } from './compose.ts';
import { showAgain } from './create-tool.ts';
import { draftFields, sendAtOf } from './draft-input.ts';
import { findCampaign, findSegment, findTest } from './find-campaign.ts';
import type { Message } from './message.ts';
import { type Campaign, readCampaign } from './read-campaigns.ts';
import { changedSince, seenOf } from './seen.ts';
import { campaignCard } from './show-card.ts';
import { type SendingHouse, shownCampaign } from './shown.ts';
import { readSplit } from './split.ts';
import { whereItIs } from './where-it-is.ts';

const { template: _template, offer: _offer, message_kind: _kind, ...fields } = draftFields;
const input = z
  .object({ campaign: z.string().trim().min(1) })
  .extend(z.object({ name: z.string().trim().min(1).max(200), ...fields }).partial().shape);
type Input = z.infer<typeof input>;

const output = z.object({ shown: shownCampaign, said: z.array(z.string()) });
type Data = z.infer<typeof output>;

/** `edit_campaign`: changes a draft; whoever has approved it has to do so again. */
export const editCampaign = (house: SendingHouse) =>
  defineTool<Input, Data>({
    name: 'edit_campaign',
    title: 'Edit a campaign',
    description:
      'Changes a drafted campaign: name, channel, segment, subject, body, hold-out, time, WhatsApp template, A/B test (“none” takes it out). What was approved cannot be changed.',
    effect: 'write',
    role: 'analyst',
    input: input as z.ZodType<Input>,
    output,
    async run(asked, context) {
      const { db } = context;
      const found = await findCampaign(db, asked.campaign, (id) => ({
        tool: 'edit_campaign',
        args: { ...asked, campaign: id },
      }));
      if (found.kind !== 'found') return found;
      return refusing(() => edit(found.campaign.id, asked, context, house));
    },
    card: ({ shown, said }, _, context) => campaignCard(shown, said, context),
    summary: ({ said, shown }) => `“${shown.campaign.name}”: ${said.join(' ')}`,
  });

async function edit(
  id: string,
  asked: Input,
  context: ToolContext,
  house: SendingHouse,
): Promise<Outcome<Data>> {
  const { db, actor } = context;
  const said = await db.write(async (tx) => {
    const before = await readCampaign(tx, db.tenantId, id, { lock: true });
    if (!before) throw new Refusal('The campaign is gone.');
    if (before.status !== 'draft')
      throw new Refusal(whereItIs(before, actor.timezone), ['Only a draft can be edited.']);
    const after = await edited(tx, before, asked, context);
    if (changedSince(seenOf(before), after).length === 0) return ['Nothing was changed.'];
    await store(tx, after, db.tenantId);
    const again = await forgetApprovals(tx, db.tenantId, id);
    return ['Saved.', ...(again > 0 ? ['Whoever had approved it has to approve it again.'] : [])];
  });
  return { kind: 'ok', data: { shown: await showAgain(readable(db), id, context, house), said } };
}

async function edited(
  tx: Transaction,
  before: Campaign,
  asked: Input,
  { db, actor, now }: ToolContext,
): Promise<Campaign> {
  const channel = asked.channel ?? before.channel;
  const testId =
    asked.test === undefined
      ? before.testId
      : asked.test.toLowerCase() === 'none'
        ? null
        : (await findTest(tx, db.tenantId, asked.test)).id;
  const message: Message = {
    subject: channel === 'email' ? (asked.subject ?? before.message.subject) : null,
    body: asked.body ?? before.message.body,
    template_id: asked.template_id ?? before.message.template_id,
    variables: asked.variables ?? before.message.variables,
  };
  const split = await readSplit(tx, db.tenantId, testId);
  const problems = problemsWith(channel, message, split?.variations ?? []);
  if (problems.length > 0) throw new Refusal(problems.join(' '));
  const sendAt = asked.send_at === undefined ? null : sendAtOf(asked.send_at, now(), actor.timezone);
  return {
    ...before,
    name: asked.name ?? before.name,
    channel,
    segmentId: asked.segment ? (await findSegment(tx, db.tenantId, asked.segment)).id : before.segmentId,
    message,
    testId,
    holdout: asked.holdout ?? before.holdout,
    sendAt: asked.send_at === undefined ? before.sendAt : (sendAt?.toISOString() ?? null),
  };
}

async function store(tx: Transaction, campaign: Campaign, tenantId: string): Promise<void> {
  await tx.query(
    `update outreach_campaigns
        set campaign_name = $3, channel = $4, segment_id = $5::bigint, message_template = $6::jsonb, test_id = $7::bigint,
            holdout_share = $8, scheduled_at = $9
      where tenant_id = $1 and id = $2::bigint`,
    [
      ...[tenantId, campaign.id, campaign.name, campaign.channel, campaign.segmentId],
      JSON.stringify(campaign.message),
      ...[campaign.testId, campaign.holdout, campaign.sendAt],
    ],
  );
}
