/** A campaign with all that its card says. */
import { z } from 'zod';
import type { Queryable } from '../../db/db.ts';
import type { ToolContext } from '../define-tool.ts';
import type { Workspace } from '../workspace.ts';
import { approval, readApprovals } from './approvals.ts';
import { compareHoldout, comparison } from './compare-holdout.ts';
import { obstaclesTo, problemsWith } from './compose.ts';
import { maskAddress, maskFields, maskName } from './mask.ts';
import { type Message, message, messageOf } from './message.ts';
import { progress, readProgress } from './progress.ts';
import { quietUntil } from './quiet-hours.ts';
import { reach, readExamples, readReach, type Whom } from './reach.ts';
import { type Campaign, campaign } from './read-campaigns.ts';
import { filled } from './read-messages.ts';
import { readSettings } from './settings.ts';
import { armsOf, readSplit, type TestSplit } from './split.ts';

/** People that a preview is written to. */
const EXAMPLES = 3;

export const shownCampaign = z.object({
  campaign,
  /** Of drafts; what was approved has its audience already. */
  reach: reach.nullable(),
  /** Real people, masked, with the message as each would get it. */
  examples: z.array(
    z.object({
      who: z.string(),
      address: z.string(),
      gets: z.string().nullable(),
      subject: z.string().nullable(),
      body: z.string(),
    }),
  ),
  /** What is said: one message, or one per variation of its test. */
  messages: z.array(message.extend({ variation: z.string().nullable() })),
  progress: progress.nullable(),
  comparison: comparison.nullable(),
  approvals: z.array(approval),
  /** More people than this take two approvers; null where one is always enough. */
  twoPersonAbove: z.number().nullable(),
  consentRequired: z.boolean(),
  /** Where it would begin within quiet hours: when those end. */
  quietUntil: z.string().nullable(),
  /** What keeps it from being approved. */
  obstacles: z.array(z.string()),
});
export type ShownCampaign = z.infer<typeof shownCampaign>;

/** Reads all of it; nothing but the campaign itself is locked, so figures may be of different moments. */
export async function readShown(
  db: Queryable,
  found: Campaign,
  { workspace, now }: Pick<ToolContext, 'workspace' | 'now'>,
  house: SendingHouse,
): Promise<ShownCampaign> {
  const { tenantId, timezone } = workspace;
  const at = now();
  const settings = await readSettings(db, tenantId);
  const test = await readSplit(db, tenantId, found.testId);
  const messages = messagesOf(found, test);
  const isDraft = found.status === 'draft';
  const whom = found.segmentId
    ? { segmentId: found.segmentId, channel: found.channel, settings, now: at }
    : null;
  const starts = found.sendAt && Date.parse(found.sendAt) > at.getTime() ? new Date(found.sendAt) : at;
  const waits = isDraft || found.status === 'approved';
  return {
    campaign: found,
    reach: isDraft && whom ? await readReach(db, tenantId, whom) : null,
    examples: isDraft && whom ? await examplesOf(db, tenantId, found, test, whom) : [],
    messages: [...messages],
    progress: await readProgress(db, tenantId, found),
    comparison: await compareHoldout(db, workspace, found),
    approvals: [...(await readApprovals(db, tenantId, found.id))],
    twoPersonAbove: settings.twoPersonAbove,
    consentRequired: settings.consentRequired,
    quietUntil: waits ? (quietUntil(settings.quietHours, starts, timezone)?.toISOString() ?? null) : null,
    obstacles: isDraft ? [...obstaclesOf(found, messages, test, emailObstacle(workspace, house))] : [],
  };
}

/** What the installation says of sending. */
export interface SendingHouse {
  /** Why no e-mail may be sent, and what mends it; absent or null where they may. */
  readonly emailObstacle?: string | null;
}

type SaidMessage = ShownCampaign['messages'][number];

function messagesOf(found: Campaign, test: TestSplit | null): readonly SaidMessage[] {
  if (!test) return [{ ...found.message, variation: null }];
  return test.variations.map((each) => ({ ...messageOf(found.message, each), variation: each.name }));
}

/** Nothing leaves a demo, so there nothing stands in the way of e-mails. */
export const emailObstacle = ({ isDemo }: Workspace, house: SendingHouse): string | null =>
  isDemo ? null : (house.emailObstacle ?? null);

/** What has to be mended before anybody can approve it, in sentences. */
export function obstaclesOf(
  found: Campaign,
  messages: readonly Message[],
  test: TestSplit | null,
  againstEmail: string | null,
): readonly string[] {
  return [
    ...(found.segmentId === null
      ? [`It has no audience. Give it one: /walker campaign edit ${found.name} | segment=<name>.`]
      : []),
    ...problemsWith(found.channel, found.message, test?.variations ?? []),
    ...obstaclesTo(found.channel, messages, againstEmail),
    ...(test ? testObstacles(found, test) : []),
  ];
}

function testObstacles({ name }: Campaign, test: TestSplit): readonly string[] {
  const without = `send without it: /walker campaign edit ${name} | test=none.`;
  if (test.status === 'draft') return [`Its test “${test.name}” has not been started: start it first.`];
  if (test.status !== 'running')
    return [`Its test “${test.name}” is over, so nobody is given its variations any more: ${without}`];
  // Who has which variation of such a test is not worked out from the customer.
  return test.allocation === 'fixed'
    ? []
    : [`The shares of its test “${test.name}” move, and a campaign keeps to fixed ones: ${without}`];
}

async function examplesOf(
  db: Queryable,
  tenantId: string,
  found: Campaign,
  test: TestSplit | null,
  whom: Whom,
): Promise<ShownCampaign['examples']> {
  const armOf = armsOf(found, test);
  const people = await readExamples(db, tenantId, whom, EXAMPLES);
  return people.map((person) => {
    const arm = armOf?.(person.customer_id) ?? { heldOut: false, variationId: null };
    const variation = arm.heldOut ? undefined : test?.variations.find(({ id }) => id === arm.variationId);
    const said = variation ? messageOf(found.message, variation) : found.message;
    const { subject, body } = filled(said, maskFields(person));
    const name = maskName([person.first_name, person.last_name].filter(Boolean).join(' '));
    return {
      who: name || maskAddress(person.customer_id),
      address: maskAddress(person.address),
      gets: arm.heldOut ? 'held out' : (variation?.name ?? null),
      subject: arm.heldOut ? null : subject,
      body: arm.heldOut ? '' : body,
    };
  });
}
