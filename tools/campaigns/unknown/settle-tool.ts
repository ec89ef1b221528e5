import { z } from 'zod';
import type { Queryable } from '../../../db/db.ts';
import { readable } from '../../../db/readable.ts';
import { defineTool, type Outcome, type ToolContext } from '../../define-tool.ts';
import { Refusal, refusing } from '../../refusal.ts';
import { showAgain } from '../create-tool.ts';
import { findCampaign } from '../find-campaign.ts';
import { type Campaign, readCampaign } from '../read-campaigns.ts';
import { campaignCard } from '../show-card.ts';
import { shownCampaign } from '../shown.ts';
import { whereItIs } from '../where-it-is.ts';
import { lockUnknown, settle } from './settle.ts';
import { ANSWER_LABELS, type Answer, meaning, messagesText } from './words.ts';

const input = z.object({
  answer: z.enum(['sent', 'again']),
  /** All that are in doubt of a campaign; or one message, by its number. */
  campaign: z.string().trim().min(1).optional(),
  message: z
    .string()
    .regex(/^\d{1,18}$/)
    .optional(),
  /** When the card was made whose button was pressed: what came into doubt later is left. */
  shown_at: z.iso.datetime().optional(),
  /** Without it, what the answer means is said first, and nothing is done. */
  sure: z.boolean().optional(),
});
type Input = z.infer<typeof input>;

const output = z.object({ shown: shownCampaign, said: z.array(z.string()) });
type Data = z.infer<typeof output>;

/** `settle_messages`: says of messages in doubt that they were sent, or sends them again. */
export const settleMessages = defineTool<Input, Data>({
  name: 'settle_messages',
  title: 'Settle messages in doubt',
  description:
    'Settles messages of which nobody knows whether they left: counts them as sent, or sends them again, which may reach people twice. All of a campaign, or one by its number from unknown_messages.',
  effect: 'write',
  role: 'approver',
  input,
  output,
  run: (asked, context) => refusing(() => run(asked, context)),
  card: ({ shown, said }, _, context) => campaignCard(shown, said, context),
  summary: ({ said }) => said.join(' '),
});

async function run(asked: Input, context: ToolContext): Promise<Outcome<Data>> {
  const { db, now, actor } = context;
  const found = await meant(asked, context);
  if (found.kind !== 'found') return found;
  const until = asked.shown_at ? new Date(asked.shown_at) : now();
  const doubt = { campaignId: found.campaign.id, messageId: asked.message ?? null, until };
  const settled = await db
    .write(async (tx) => {
      // Messages before the campaign: in this order a sender locks them as well.
      const ids = await lockUnknown(tx, db.tenantId, doubt);
      const campaign = await readCampaign(tx, db.tenantId, found.campaign.id, { lock: true });
      if (!campaign) throw new Refusal('The campaign is gone.');
      if (ids.length === 0) throw new Refusal(nothing(asked, campaign));
      if (asked.answer === 'again' && campaign.status === 'cancelled')
        throw new Refusal(whereItIs(campaign, actor.timezone), [
          'Nothing of it is sent any more. What has left all the same can be counted as sent.',
        ]);
      if (!asked.sure) throw new Asked(campaign, ids.length);
      await settle(tx, db.tenantId, campaign.id, { ids, answer: asked.answer, now: now() });
      return { campaign, messages: ids.length };
    })
    .catch((error: unknown) => {
      if (error instanceof Asked) return error;
      throw error;
    });
  if (settled instanceof Asked) return settled.outcome(asked, until);
  const { campaign, messages } = settled;
  return {
    kind: 'ok',
    data: {
      shown: await showAgain(readable(db), campaign.id, context),
      said: [said(asked.answer, campaign, messages)],
    },
  };
}

/** Leaves the transaction: nobody has said yet that they know what it means. */
class Asked extends Error {
  override readonly name = 'Asked';
  readonly campaign: Campaign;
  readonly messages: number;
  constructor(campaign: Campaign, messages: number) {
    super('asked');
    this.campaign = campaign;
    this.messages = messages;
  }

  outcome({ answer, message }: Input, until: Date): Outcome<never> {
    const { id, name } = this.campaign;
    const which = message ? { message } : { campaign: id };
    return {
      kind: 'clarify',
      question: meaning(answer, name, this.messages),
      options: [
        {
          label: ANSWER_LABELS[answer],
          call: {
            tool: 'settle_messages',
            args: { answer, ...which, shown_at: until.toISOString(), sure: true },
          },
        },
        { label: 'Look at them first', call: { tool: 'unknown_messages', args: { campaign: id } } },
      ],
    };
  }
}

async function meant({ campaign, message, answer }: Input, { db }: ToolContext) {
  if (message !== undefined) return campaignOf(readable(db), db.tenantId, message);
  if (campaign === undefined)
    throw new Refusal('Name a campaign, or a message by its number: /walker outbox unknown lists them.');
  return findCampaign(db, campaign, (id) => ({ tool: 'settle_messages', args: { answer, campaign: id } }));
}

async function campaignOf(db: Queryable, tenantId: string, message: string) {
  const { rows } = await db.query<{ id: string }>(
    'select campaign_id::text as id from outbox where tenant_id = $1 and outbox_id = $2::bigint',
    [tenantId, message],
  );
  const campaign = rows[0] && (await readCampaign(db, tenantId, rows[0].id));
  if (!campaign)
    throw new Refusal(`There is no message ${message}.`, ['/walker outbox unknown lists those in doubt.']);
  return { kind: 'found', campaign } as const;
}

const nothing = ({ message }: Input, { name }: Campaign): string =>
  message
    ? `Message ${message} of “${name}” is not in doubt (any more), so nothing was done.`
    : `No message of “${name}” is in doubt (any more), so nothing was done.`;

function said(answer: Answer, { status }: Campaign, messages: number): string {
  if (answer === 'sent')
    return `${messagesText(messages)} ${messages === 1 ? 'counts' : 'count'} as sent from now on.`;
  const when = status === 'paused' ? 'once the campaign is resumed' : 'within a minute or two';
  return `${messagesText(messages)} ${messages === 1 ? 'is' : 'are'} queued again and ${messages === 1 ? 'leaves' : 'leave'} ${when}, unless it is quiet then. Whether each may be sent is looked at anew.`;
}
