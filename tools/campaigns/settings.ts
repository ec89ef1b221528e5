/** How a team sends: how often, when not, who must agree. In `tenants.settings`, under “outreach”. */
import { z } from 'zod';
import type { Queryable } from '../../db/db.ts';

const clock = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'must be a time such as 21:00');

export const outreachSettings = z.object({
  /** Messages that a person gets within seven days, over all campaigns and channels. */
  perPersonPerWeek: z.number().int().min(1).max(100),
  /**
   * Nothing is sent from … to …, by the team's clock: where a customer lives is not known well enough for theirs. The same
   * time twice means no quiet hours.
   */
  quietHours: z.object({ from: clock, to: clock }),
  /** A campaign to more people than this needs two people to approve it; null: one is enough. */
  twoPersonAbove: z.number().int().min(0).nullable(),
  /** Only people who agreed to the channel are written to. */
  consentRequired: z.boolean(),
  /** Who e-mails come from, as people read it. */
  fromName: z.string().min(1).max(80).optional(),
});
export type OutreachSettings = z.infer<typeof outreachSettings>;

const DEFAULT_SETTINGS: OutreachSettings = {
  perPersonPerWeek: 2,
  quietHours: { from: '21:00', to: '08:00' },
  twoPersonAbove: null,
  consentRequired: true,
};

/** What is stored, each part that is missing or cannot be read by its default. */
const { perPersonPerWeek, quietHours, twoPersonAbove, consentRequired, fromName } = outreachSettings.shape;
const stored = z
  .object({
    perPersonPerWeek: perPersonPerWeek.catch(DEFAULT_SETTINGS.perPersonPerWeek),
    quietHours: quietHours.catch(DEFAULT_SETTINGS.quietHours),
    twoPersonAbove: twoPersonAbove.catch(DEFAULT_SETTINGS.twoPersonAbove),
    consentRequired: consentRequired.catch(DEFAULT_SETTINGS.consentRequired),
    fromName: fromName.catch(undefined),
  })
  .catch(DEFAULT_SETTINGS);

/** The team's settings. */
export async function readSettings(db: Queryable, tenantId: string): Promise<OutreachSettings> {
  const { rows } = await db.query<{ outreach: unknown }>(
    `select settings -> 'outreach' as outreach from tenants where tenant_id = $1`,
    [tenantId],
  );
  return stored.parse(rows[0]?.outreach ?? {});
}

/** Changes some of them; returns all. Waits for whoever changes them at the same moment. */
export async function writeSettings(
  tx: Queryable,
  tenantId: string,
  changes: Partial<OutreachSettings>,
): Promise<OutreachSettings> {
  await tx.query('select from tenants where tenant_id = $1 for update', [tenantId]);
  const settings = outreachSettings.parse({ ...(await readSettings(tx, tenantId)), ...changes });
  await tx.query(
    `update tenants set settings = settings || jsonb_build_object('outreach', $2::jsonb) where tenant_id = $1`,
    [tenantId, JSON.stringify(settings)],
  );
  return settings;
}
