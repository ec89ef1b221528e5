/** The step at which messages become due: who may, how many have to, and to whom exactly. */
import { z } from 'zod';
import type { Transaction } from '../../db/db.ts';
import { readable } from '../../db/readable.ts';
import { defineTool, type Outcome, type ToolContext } from '../define-tool.ts';
import { Refusal, refusing } from '../refusal.ts';
import { type Approval, addApproval, readApprovals } from './approvals.ts';
import { showAgain } from './create-tool.ts';
import { findCampaign } from './find-campaign.ts';
import { messageOf } from './message.ts';
import { countPeople, queueMessages } from './queue-messages.ts';
import { type Campaign, readCampaign } from './read-campaigns.ts';
import { changedSince } from './seen.ts';
import { readSettings } from './settings.ts';
import { campaignCard } from './show-card.ts';
import { emailObstacle, obstaclesOf, type SendingHouse, shownCampaign } from './shown.ts';
import { armsOf, readSplit } from './split.ts';
import { whereItIs } from './where-it-is.ts';
import { count, peopleText } from './words.ts';

const input = z.object({
  campaign: z.string().trim().min(1),
  /** What was on the card whose button was pressed; without it, the campaign as it is. */
  seen: z.record(z.string(), z.string()).optional(),
});
type Input = z.infer<typeof input>;

const output = z.object({ shown: shownCampaign, said: z.array(z.string()) });
type Data = z.infer<typeof output>;

/** `approve_campaign`: queues a message for everybody in the audience, once. */
export const approveCampaign = (house: SendingHouse) =>
  defineTool<Input, Data>({
    name: 'approve_campaign',
    title: 'Approve a campaign',
    description:
      'Approves a drafted campaign: its audience is taken as it is now, and a message for each person is queued for its time. Above the limit of the team a second person has to approve as well.',
    effect: 'write',
    role: 'approver',
    input: input as z.ZodType<Input>,
    output,
    async run({ campaign: said, seen }, context) {
      const { db } = context;
      const found = await findCampaign(db, said, (id) => ({ tool: 'show_campaign', args: { campaign: id } }));
      if (found.kind !== 'found') return found;
      return refusing(() => approve(found.campaign, seen, context, house));
    },
    card: ({ shown, said }, _, context) => campaignCard(shown, said, context),
    summary: ({ said }) => said.join(' '),
  });

async function approve(
  { id, name }: Campaign,
  seen: Input['seen'],
  context: ToolContext,
  house: SendingHouse,
): Promise<Outcome<Data>> {
  const { db, actor } = context;
  const outcome = await db
    .write(async (tx): Promise<string[] | Outcome<Data>> => {
      const campaign = await readCampaign(tx, db.tenantId, id, { lock: true });
      if (!campaign) throw new Refusal(`“${name}” is gone.`);
      if (campaign.status !== 'draft') throw new Refusal(whereItIs(campaign, actor.timezone));
      const changed = seen ? changedSince(seen, campaign) : [];
      if (changed.length > 0) throw new Changed(campaign, changed);
      return decide(tx, campaign, context, house);
    })
    .catch((error: unknown) => {
      if (error instanceof Changed) return error.outcome();
      throw error;
    });
  if (!Array.isArray(outcome)) return outcome;
  return { kind: 'ok', data: { shown: await showAgain(readable(db), id, context, house), said: outcome } };
}

/** Leaves the transaction: what was approved is not what there is now. */
class Changed extends Error {
  override readonly name = 'Changed';
  readonly campaign: Campaign;
  readonly parts: readonly string[];
  constructor(campaign: Campaign, parts: readonly string[]) {
    super('changed');
    this.campaign = campaign;
    this.parts = parts;
  }

  outcome(): Outcome<never> {
    const { id, name, message } = this.campaign;
    const parts = this.parts.map((part) =>
      part === 'subject' ? `subject (now “${message.subject}”)` : part,
    );
    return {
      kind: 'clarify',
      question: `“${name}” has been edited since this card was shown, so it is not approved. Changed: ${parts.join(', ')}.`,
      options: [{ label: 'Show it as it is now', call: { tool: 'show_campaign', args: { campaign: id } } }],
    };
  }
}

async function decide(
  tx: Transaction,
  campaign: Campaign,
  context: ToolContext,
  house: SendingHouse,
): Promise<string[]> {
  const { db, actor, origin, now } = context;
  const at = now();
  const test = await readSplit(tx, db.tenantId, campaign.testId);
  const messages = test
    ? test.variations.map((each) => messageOf(campaign.message, each))
    : [campaign.message];
  const [obstacle, ...more] = obstaclesOf(campaign, messages, test, emailObstacle(context.workspace, house));
  if (obstacle !== undefined) throw new Refusal(obstacle, more);
  const segmentId = campaign.segmentId ?? '';
  const people = await countPeople(tx, db.tenantId, segmentId);
  if (people === 0)
    throw new Refusal(`Nobody is in “${campaign.segment}” at the moment, so nothing would be sent.`);
  const before = await readApprovals(tx, db.tenantId, campaign.id);
  await addApproval(tx, db.tenantId, campaign.id, { personId: actor.personId, origin, at });
  const approvals = await readApprovals(tx, db.tenantId, campaign.id);
  const { twoPersonAbove } = await readSettings(tx, db.tenantId);
  if (twoPersonAbove !== null && people > twoPersonAbove && approvals.length < 2)
    return [
      ...(before.some(({ personId }) => personId === actor.personId)
        ? ['You have approved it already: your yes counts once.']
        : []),
      waiting(approvals, people, twoPersonAbove),
    ];
  context.progress(`Queueing ${count(people)} messages …`);
  const sendAfter =
    campaign.sendAt && Date.parse(campaign.sendAt) > at.getTime() ? new Date(campaign.sendAt) : at;
  const queued = await queueMessages(tx, db.tenantId, campaign, {
    segmentId,
    sendAfter,
    armOf: armsOf(campaign, test),
  });
  if (queued === 0) throw new Refusal('Everybody would be held out, so nothing would be sent.');
  await tx.query(
    `update outreach_campaigns
        set status = 'approved', planned_count = $3, approved_at = $4, scheduled_at = $5,
            approved_by = (select person_id from people where tenant_id = $1 and person_id = $6)
      where tenant_id = $1 and id = $2::bigint`,
    [db.tenantId, campaign.id, queued, at, sendAfter, actor.personId],
  );
  return [
    `Approved for ${peopleText(queued)}${people > queued ? `, ${count(people - queued)} more ${people - queued === 1 ? 'is' : 'are'} held out` : ''}. The audience is the one of this moment; whoever may not be written to when it is sent is skipped.`,
  ];
}

function waiting(approvals: readonly Approval[], people: number, limit: number): string {
  return `${approvals.map(({ name }) => name).join(', ')} approved it. It goes to ${peopleText(people)}, more than ${count(limit)}, so a second person has to approve it before anything is sent.`;
}
