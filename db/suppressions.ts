/**
 * People who must not be written to. Addresses are kept as hashes, so that somebody whose data is erased stays
 * suppressed; a hash of a phone number hides it from a glance, not from somebody who tries all numbers.
 */
import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Db, Queryable } from './db.ts';

/**
 * `reply`: they wrote STOP. `carrier`: the provider says that they opted out there. `unsubscribed`: by a link in a message.
 * `complaint`: they called a message spam. `bounce`: the address does not exist.
 */
export type SuppressionReason = 'reply' | 'carrier' | 'unsubscribed' | 'complaint' | 'bounce';

export interface Suppressions {
  /** True where any tenant must not write to the address: people stop a number, not one of the teams behind it. */
  has(channel: string, address: string): Promise<boolean>;
  /**
   * Suppresses the address for the tenant, or for all where nobody knows whose it is. Resolves when nothing is on its way
   * to it any more, or after some seconds.
   */
  add(channel: string, address: string, reason: SuppressionReason, tenantId: string | null): Promise<void>;
  /** Takes back what the person or the carrier caused; other reasons stay. True where the address is free now. */
  lift(channel: string, address: string): Promise<boolean>;
}

export function createSuppressions(db: Db, now: () => Date): Suppressions {
  async function has(channel: string, address: string): Promise<boolean> {
    const found = await db.query(
      'select 1 from suppressions where channel = $1 and address_hash = $2 limit 1',
      [channel, hashAddress(channel, address)],
    );
    return found.rows.length > 0;
  }
  return {
    has,
    async add(channel, address, reason, tenantId) {
      const addressHash = hashAddress(channel, address);
      await db.transaction((tx) => suppressHash(tx, { channel, addressHash, reason, tenantId, now: now() }));
      await nothingOnItsWay(db, addressHash);
    },
    async lift(channel, address) {
      await db.query(
        `delete from suppressions where channel = $1 and address_hash = $2 and reason in ('reply', 'carrier')`,
        [channel, hashAddress(channel, address)],
      );
      return !(await has(channel, address));
    },
  };
}

/**
 * Suppresses the address that is known by its hash, in the caller's transaction; its commit waits for sends that are being
 * decided. What such a send had decided before is on its way: see `nothingOnItsWay`.
 */
export async function suppressHash(
  tx: Queryable,
  {
    channel,
    addressHash,
    reason,
    tenantId,
    now,
  }: {
    readonly channel: string;
    readonly addressHash: string;
    readonly reason: SuppressionReason;
    /** Null: all. */
    readonly tenantId: string | null;
    readonly now: Date;
  },
): Promise<void> {
  await tx.query(`select ${addressLock('$1')}`, [addressHash]);
  await tx.query(
    `insert into suppressions (tenant_id, channel, address_hash, reason, created_at)
     select tenant_id, $1, $2, $3, $4 from tenants where $5::uuid is null or tenant_id = $5::uuid
     on conflict do nothing`,
    [channel, addressHash, reason, now, tenantId],
  );
}

/** SQL that holds off, until the transaction ends, whoever decides about the address of this hash (a parameter: `$1`). */
export function addressLock(parameter: string): string {
  return `pg_advisory_xact_lock(hashtextextended('address:' || ${parameter}, 1))`;
}

/** What a provider may take to answer is mostly less; a process that died with a message in hand must not hold up an answer. */
const WAIT_MS = 8_000;
const LOOK_AGAIN_MS = 40;

/** Waits until no message is on its way to the address. False where one still is after some seconds. */
export async function nothingOnItsWay(
  db: Queryable,
  addressHash: string,
  waitMs = WAIT_MS,
): Promise<boolean> {
  for (let waited = 0; ; waited += LOOK_AGAIN_MS) {
    const { rowCount } = await db.query(
      `select from outbox where address_hash = $1 and state = 'sending' limit 1`,
      [addressHash],
    );
    if (rowCount === 0) return true;
    if (waited >= waitMs) return false;
    await sleep(LOOK_AGAIN_MS);
  }
}

/** Suppresses the addresses of somebody whose data is erased, for the tenant and for good. */
export async function suppressErased(
  tx: Queryable,
  tenantId: string,
  { email, phone }: { readonly email: string | null; readonly phone: string | null },
  now: Date,
): Promise<void> {
  const number = phone?.replace(/[^\d+]/g, '') || null;
  const addresses = [['email', email] as const, ['whatsapp', number] as const, ['sms', number] as const];
  for (const [channel, address] of addresses) {
    if (!address) continue;
    await tx.query(
      `insert into suppressions (tenant_id, channel, address_hash, reason, created_at) values ($1, $2, $3, 'erased', $4)
       on conflict (tenant_id, channel, address_hash) do update set reason = excluded.reason`,
      [tenantId, channel, hashAddress(channel, address), now],
    );
  }
}

/** Where a channel finds its addresses in `dim_customer`, written as they are hashed. */
const NUMBER = (customer: string) => `regexp_replace(${customer}.phone, '[^0-9+]', '', 'g')`;
const ADDRESSES: ReadonlyMap<string, (customer: string) => string> = new Map([
  ['email', (customer) => `${customer}.email`],
  ['whatsapp', NUMBER],
  ['sms', NUMBER],
]);

/**
 * An SQL condition that holds for the rows of `dim_customer` (by their alias) who may be written to on the channel, as
 * far as the tenant's own list says; `$1` is the tenant. Somebody without an address cannot be on a list. Null for a
 * channel whose addresses are not known here. It hashes in the database, so that no address leaves it, and only where
 * the list of the channel holds anybody; letters beyond ASCII are lowered as the database does it.
 */
export function notSuppressed(channel: string, customer: string): string | null {
  const address = ADDRESSES.get(channel)?.(customer);
  if (address === undefined) return null;
  const hash = `encode(sha256(convert_to('${channel}:' || lower(btrim(${address}, E' \\t\\n\\r')), 'UTF8')), 'hex')`;
  const list = `from suppressions where tenant_id = $1 and channel = '${channel}'`;
  return `(not exists (select ${list}) or ${address} is null
        or ${hash} not in (select unnest(array_agg(address_hash)) ${list}))`;
}

/** How `address` is found in the list of `channel`. */
export function hashAddress(channel: string, address: string): string {
  return createHash('sha256').update(`${channel}:${address.trim().toLowerCase()}`).digest('hex');
}
