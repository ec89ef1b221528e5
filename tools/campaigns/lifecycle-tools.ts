/** draft → approved → sending → sent; paused and back; cancelled from anywhere but the end. */
import { z } from 'zod';
import type { Transaction } from '../../db/db.ts';
import { readable } from '../../db/readable.ts';
import { defineTool, type Outcome, type ToolContext } from '../define-tool.ts';
import { Refusal, refusing } from '../refusal.ts';
import type { Role } from '../roles.ts';
import { showAgain } from './create-tool.ts';
import { findCampaign } from './find-campaign.ts';
import { CANCELLED } from './progress.ts';
import { type Campaign, readCampaign } from './read-campaigns.ts';
import { campaignCard } from './show-card.ts';
import { type ShownCampaign, shownCampaign } from './shown.ts';
import { whereItIs } from './where-it-is.ts';
import { count } from './words.ts';

const input = z.object({ campaign: z.string().trim().min(1) });
const changed = z.object({ shown: shownCampaign, said: z.array(z.string()) });
interface Changed {
  readonly shown: ShownCampaign;
  readonly said: string[];
}

interface Step {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly role: Role;
  readonly from: readonly Campaign['status'][];
  /** Said where it is in none of those. */
  readonly only: string;
  /** Before the campaign is locked. */
  readonly first?: (tx: Transaction, tenantId: string, id: string, now: Date) => Promise<number>;
  readonly change: (tx: Transaction, campaign: Campaign, context: ToolContext) => Promise<void>;
  readonly said: (campaign: Campaign, messages: number) => string;
}

/** `pause_campaign`: nothing more is sent until somebody resumes it. */
export const pauseCampaign = stepTool({
  name: 'pause_campaign',
  title: 'Pause a campaign',
  description: 'Pauses a campaign that is approved or being sent: nothing more leaves until it is resumed.',
  role: 'analyst',
  from: ['approved', 'sending'],
  only: 'Only a campaign that is under way can be paused.',
  change: (tx, { id }, { db }) =>
    set(tx, `update outreach_campaigns set status = 'paused' where tenant_id = $1 and id = $2::bigint`, [
      db.tenantId,
      id,
    ]),
  said: () => 'Paused. What a provider has already is not taken back; nothing more leaves.',
});

/** `resume_campaign`: it goes on where it was paused. */
export const resumeCampaign = stepTool({
  name: 'resume_campaign',
  title: 'Resume a campaign',
  description: 'Goes on with a paused campaign.',
  role: 'approver',
  from: ['paused'],
  only: 'Only a paused campaign can be resumed.',
  change: (tx, { id, startedAt }, { db }) =>
    set(tx, 'update outreach_campaigns set status = $3 where tenant_id = $1 and id = $2::bigint', [
      ...[db.tenantId, id, startedAt === null ? 'approved' : 'sending'],
    ]),
  said: () => 'It goes on.',
});

/** `cancel_campaign`: what has not been sent never will be. */
export const cancelCampaign = stepTool({
  name: 'cancel_campaign',
  title: 'Cancel a campaign',
  description:
    'Discards a drafted campaign, or cancels one under way: messages that are still queued are never sent.',
  role: 'analyst',
  from: ['draft', 'approved', 'sending', 'paused'],
  only: 'It cannot be cancelled any more.',
  first: async (tx, tenantId, id, now) => {
    // One at a time: two would lock the messages in different orders.
    await tx.query(`select pg_advisory_xact_lock(hashtextextended('cancel:' || $1, 0))`, [id]);
    // Messages before the campaign: in this order a sender locks them as well.
    const { rowCount } = await tx.query(
      `update outbox set state = 'skipped', reason = '${CANCELLED}', settled_at = $3, claim_id = null, claimed_at = null
          where tenant_id = $1 and campaign_id = $2::bigint and state = 'queued'`,
      [tenantId, id, now],
    );
    return rowCount;
  },
  change: (tx, { id }, { db, actor, now }) =>
    set(
      tx,
      `update outreach_campaigns
          set status = 'cancelled', cancelled_at = $3,
              cancelled_by = (select person_id from people where tenant_id = $1 and person_id = $4)
        where tenant_id = $1 and id = $2::bigint`,
      [db.tenantId, id, now(), actor.personId],
    ),
  said: ({ status }, messages) =>
    status === 'draft'
      ? 'The draft is discarded.'
      : `Cancelled: ${count(messages)} ${messages === 1 ? 'message' : 'messages'} that had not left never will.`,
});

async function set(tx: Transaction, sql: string, values: readonly (string | Date)[]): Promise<void> {
  await tx.query(sql, values);
}

function stepTool(step: Step) {
  const { name, title, description, role } = step;
  return defineTool<z.infer<typeof input>, Changed>({
    ...{ name, title, description, role, effect: 'write', input, output: changed as z.ZodType<Changed> },
    async run({ campaign: said }, context) {
      const found = await findCampaign(context.db, said, (id) => ({ tool: name, args: { campaign: id } }));
      if (found.kind !== 'found') return found;
      return refusing(() => take(step, found.campaign.id, context));
    },
    card: ({ shown, said }, _, context) => campaignCard(shown, said, context),
    summary: ({ shown, said }) => `“${shown.campaign.name}”: ${said.join(' ')}`,
  });
}

async function take(step: Step, id: string, context: ToolContext): Promise<Outcome<Changed>> {
  const { db, actor, now } = context;
  const said = await db.write(async (tx) => {
    const messages = (await step.first?.(tx, db.tenantId, id, now())) ?? 0;
    const campaign = await readCampaign(tx, db.tenantId, id, { lock: true });
    if (!campaign) throw new Refusal('The campaign is gone.');
    if (!step.from.includes(campaign.status))
      throw new Refusal(whereItIs(campaign, actor.timezone), [step.only]);
    await step.change(tx, campaign, context);
    return [step.said(campaign, messages)];
  });
  return { kind: 'ok', data: { shown: await showAgain(readable(db), id, context), said } };
}
