/** The last phase of a morning: what was proposed goes to the team's webhook and into its object store. */
import type { Db } from '../../db/db.ts';
import { readable } from '../../db/readable.ts';
import { suggestionsPayloadOf } from '../../tools/proposals/make-payload.ts';
import type { SuggestionsPayload } from '../../tools/proposals/payload.ts';
import { readSuggestions } from '../../tools/proposals/stored.ts';
import type { Workspace } from '../../tools/workspace.ts';
import { NOT_WRITTEN, writeArtifacts } from './artifacts/write-artifacts.ts';
import type { ObjectStore } from './object-store/object-store.ts';
import { enqueueWebhook } from './webhook/enqueue.ts';

const PROPOSALS_EVENT = 'proposals.daily';

export interface DeliverProposalsDeps {
  readonly db: Db;
  /** Whether the team has a webhook; `deliverDue` posts what is put on its way here. */
  readonly webhook: boolean;
  readonly store: ObjectStore;
  readonly now: () => Date;
}

export interface Morning {
  readonly workspace: Workspace;
  /** The scheduled time of the morning: delivered again for the same one, nothing is posted twice. */
  readonly slot: Date;
  /** The calendar day of the morning where the team is, `YYYY-MM-DD`: names the folders. */
  readonly day: string;
  readonly signal?: AbortSignal;
}

export interface ProposalsDelivered {
  readonly suggestions: number;
  /** `off`: there is no webhook. `known`: was on its way already. */
  readonly webhook: 'off' | 'queued' | 'known';
  /** Deliveries given up since a day ago: the receiver was down for a day. */
  readonly webhookFailures: number;
  /** Files kept. */
  readonly stored: number;
  /** Files of the users' document that there is nothing for, each with why. */
  readonly notWritten: Readonly<Record<string, string>>;
}

/** Something was not delivered; the message says what. What could be delivered has been. */
class DeliveryIncomplete extends Error {
  override readonly name = 'DeliveryIncomplete';
}

/**
 * Delivers the suggestions that are open now. Done twice for a slot it changes nothing but the files. Throws
 * `DeliveryIncomplete` where files could not be kept.
 */
export async function deliverProposals(
  { db, webhook, store, now }: DeliverProposalsDeps,
  tenantId: string,
  { workspace, slot, day, signal }: Morning,
): Promise<ProposalsDelivered> {
  const tenant = db.tenant(tenantId);
  const at = now();
  const payload = await openPayload(db, tenantId, at);
  const queued =
    webhook &&
    (await tenant.write((tx) =>
      enqueueWebhook(tx, { tenantId, event: PROPOSALS_EVENT, key: slot.toISOString(), payload, now: at }),
    ));
  const webhookFailures = await givenUp(db, tenantId, at);
  const { stored, problems } = await writeArtifacts(
    store,
    { db: tenant, workspace, now: at },
    { payload, day },
    signal,
  );
  if (problems.length > 0)
    throw new DeliveryIncomplete(
      `${problems.length} of ${stored + problems.length} files could not be kept: ${problems[0]}`,
    );
  return {
    suggestions: payload.suggestions.length,
    webhook: !webhook ? 'off' : queued ? 'queued' : 'known',
    webhookFailures,
    stored,
    notWritten: NOT_WRITTEN,
  };
}

async function openPayload(db: Db, tenantId: string, now: Date): Promise<SuggestionsPayload> {
  const open = await readSuggestions(readable(db.tenant(tenantId)), tenantId, ['open']);
  return suggestionsPayloadOf(open, { tenantId, now });
}

async function givenUp(db: Db, tenantId: string, now: Date): Promise<number> {
  const { rows } = await db.tenant(tenantId).read<{ failed: number }>(
    `select count(*)::int as failed from webhook_deliveries
      where tenant_id = $1 and state = 'failed' and next_attempt_at > $2::timestamptz - interval '1 day'`,
    [tenantId, now],
  );
  return rows[0]?.failed ?? 0;
}
