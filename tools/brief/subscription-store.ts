/** The SQL of subscriptions. Runs in tenant scope: row-level security does the rest. */
import type { Queryable, Transaction } from '../../db/db.ts';

export const SURFACES = ['slack', 'whatsapp', 'email'] as const;
export type BriefSurface = (typeof SURFACES)[number];

export interface StoredSubscription {
  readonly id: string;
  readonly personId: string | null;
  readonly person: string | null;
  readonly surface: BriefSurface;
  readonly address: string;
  readonly topics: readonly string[];
  /** `HH:MM` in `timezone`. */
  readonly at: string;
  readonly timezone: string;
  readonly quietDays: readonly number[];
}

/** Those that are active; with `surface` and `address` the one of a place. */
export async function readStored(
  db: Queryable,
  tenantId: string,
  only: { readonly surface?: BriefSurface; readonly address?: string } = {},
): Promise<readonly StoredSubscription[]> {
  const { rows } = await db.query<StoredSubscription>(
    `select s.subscription_id as id, s.person_id as "personId", p.name as person, s.surface, s.address, s.topics,
            to_char(s.send_at, 'HH24:MI') as at, coalesce(p.timezone, t.timezone) as timezone, s.quiet_days as "quietDays"
       from subscriptions s join tenants t on t.tenant_id = s.tenant_id
       left join people p on p.tenant_id = s.tenant_id and p.person_id = s.person_id
      where s.tenant_id = $1 and s.active and ($2::text is null or s.surface = $2) and ($3::text is null or s.address = $3)
      order by s.person_id is not null, p.name, s.surface, s.address`,
    [tenantId, only.surface ?? null, only.address ?? null],
  );
  return rows;
}

export interface NewSubscription {
  readonly id: string;
  readonly personId: string | null;
  readonly surface: BriefSurface;
  readonly account: string;
  readonly address: string;
  /** What is left out stays as it is, and is the usual where it is new. */
  readonly topics?: readonly string[];
  readonly at?: string;
  readonly quietDays?: readonly number[];
  readonly createdBy: string;
  readonly now: Date;
}

/** Makes it, or changes the one of the place. It holds from now on: a time that has passed today is tomorrow's. */
export async function keepSubscription(
  tx: Transaction,
  tenantId: string,
  made: NewSubscription,
): Promise<void> {
  await tx.query(
    `insert into subscriptions as s (subscription_id, tenant_id, person_id, surface, account, address, topics, send_at,
                                     quiet_days, created_by, created_at)
     values ($1, $2, $3, $4, $5, $6, coalesce($7::jsonb, '[]'), coalesce($8::time, '08:00'), coalesce($9::smallint[], '{}'),
             $10, $11)
     on conflict (tenant_id, surface, account, address) do update set
       person_id = excluded.person_id, active = true, created_by = excluded.created_by, created_at = excluded.created_at,
       topics = case when s.active then coalesce($7::jsonb, s.topics) else excluded.topics end,
       send_at = case when s.active then coalesce($8::time, s.send_at) else excluded.send_at end,
       quiet_days = case when s.active then coalesce($9::smallint[], s.quiet_days) else excluded.quiet_days end`,
    [
      made.id,
      tenantId,
      made.personId,
      made.surface,
      made.account,
      made.address,
      made.topics ? JSON.stringify(made.topics) : null,
      made.at ?? null,
      made.quietDays ? [...made.quietDays] : null,
      made.createdBy,
      made.now,
    ],
  );
}

/** Ends them; returns how many there were. */
export async function endSubscriptions(
  tx: Transaction,
  tenantId: string,
  ids: readonly string[],
): Promise<number> {
  const { rowCount } = await tx.query(
    'update subscriptions set active = false where tenant_id = $1 and subscription_id = any($2::uuid[]) and active',
    [tenantId, [...ids]],
  );
  return rowCount;
}

export interface KnownAddress {
  readonly personId: string;
  readonly name: string;
}

/** Whose address it is: as they are known on the surface, or by the e-mail address kept with them. */
export async function ownerOf(
  db: Queryable,
  tenantId: string,
  surface: BriefSurface,
  address: string,
): Promise<KnownAddress | null> {
  const { rows } = await db.query<KnownAddress>(
    `select p.person_id as "personId", p.name from people p
      where p.tenant_id = $1 and p.active
        and (exists (select from identities i where i.tenant_id = $1 and i.person_id = p.person_id
                        and i.surface = $2 and lower(i.external_id) = lower($3))
             or $2 = 'email' and lower(p.email) = lower($3))
      limit 1`,
    [tenantId, surface, address],
  );
  return rows[0] ?? null;
}

/** How the person is known on a surface; null where they are not. */
export async function addressOn(
  db: Queryable,
  tenantId: string,
  personId: string,
  surface: BriefSurface,
): Promise<{ readonly account: string; readonly address: string } | null> {
  const { rows } = await db.query<{ account: string; address: string }>(
    `select account, external_id as address from identities
      where tenant_id = $1 and person_id = $2 and surface = $3 order by last_seen_at desc nulls last limit 1`,
    [tenantId, personId, surface],
  );
  return rows[0] ?? null;
}

/** Makes the address one of the person's, so that links in mails act as them. False where it is another team's. */
export async function claimEmail(
  tx: Transaction,
  tenantId: string,
  personId: string,
  address: string,
): Promise<boolean> {
  await tx.query(
    `insert into identities (tenant_id, surface, account, external_id, person_id) values ($1, 'email', '', $2, $3)
     on conflict do nothing`,
    [tenantId, address, personId],
  );
  const { rowCount } = await tx.query(
    `select from identities where tenant_id = $1 and surface = 'email' and external_id = $2 and person_id = $3`,
    [tenantId, address, personId],
  );
  return rowCount > 0;
}
