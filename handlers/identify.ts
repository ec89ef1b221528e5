/**
 * Who is this? A surface names a sender; this finds the person and the tenant behind the name.
 * A Slack workspace is bound to a tenant when the bot starts there (`bindAccount`), and its members become
 * people when they first speak; anyone from another workspace is a stranger. A WhatsApp number must have been added by an admin; the console and the command line are the operator's own.
 */
import type { Db, Queryable } from '../db/db.ts';
import type { Actor } from '../tools/define-tool.ts';
import type { Role } from '../tools/roles.ts';
import type { HandlerDeps } from './deps.ts';
import type { Sender } from './surface.ts';

type IdentifyDeps = Pick<HandlerDeps, 'db' | 'homeWorkspace' | 'newId'>;

export interface Identity {
  readonly tenantId: string;
  readonly actor: Actor;
}

/** Null for a stranger: someone whom no tenant knows or may come to know by itself. */
export async function identify(deps: IdentifyDeps, sender: Sender): Promise<Identity | null> {
  const account = accountOf(deps, sender);
  const known = await findPerson(deps.db, sender, account);
  if (known) return known.active ? known.identity : null;
  const tenantId = await tenantOf(deps, sender);
  if (!tenantId) return null;
  return deps.db.transaction(async (tx) => {
    await welcome(tx, deps, sender, account, tenantId);
    return (await findPerson(tx, sender, account))?.identity ?? null;
  });
}

/** The operator's own surfaces have one account per workspace. */
export function accountOf(deps: Pick<HandlerDeps, 'homeWorkspace'>, sender: Sender): string {
  return isOperatorSurface(sender) ? deps.homeWorkspace : sender.account;
}

function isOperatorSurface(sender: Sender): boolean {
  return sender.surface === 'console' || sender.surface === 'cli';
}

interface PersonRow {
  tenant_id: string;
  person_id: string;
  name: string;
  role: Role;
  timezone: string | null;
  tenant_timezone: string;
  active: boolean;
}

async function findPerson(
  db: Queryable,
  sender: Sender,
  account: string,
): Promise<{ identity: Identity; active: boolean } | null> {
  const found = await db.query<PersonRow>(
    `select p.tenant_id, p.person_id, p.name, p.role, p.timezone, p.active, t.timezone as tenant_timezone
       from identities i join people p using (person_id) join tenants t on t.tenant_id = p.tenant_id
      where i.surface = $1 and i.account = $2 and i.external_id = $3`,
    [sender.surface, sender.surface === 'whatsapp' ? '' : account, sender.externalId],
  );
  const row = found.rows[0];
  if (!row) return null;
  const actor = {
    personId: row.person_id,
    name: row.name,
    role: row.role,
    timezone: row.timezone ?? sender.timezone ?? row.tenant_timezone,
  };
  return { identity: { tenantId: row.tenant_id, actor }, active: row.active };
}

/** The tenant that a sender whom nobody knows yet may join; null where there is none. Looks up only. */
export async function tenantOf(deps: IdentifyDeps, sender: Sender): Promise<string | null> {
  if (sender.surface === 'whatsapp') return null;
  if (isOperatorSurface(sender)) return homeTenant(deps.db, deps.homeWorkspace);
  const bound = await deps.db.query<{ tenant_id: string }>(
    'select tenant_id from surface_accounts where surface = $1 and account = $2',
    [sender.surface, sender.account],
  );
  return bound.rows[0]?.tenant_id ?? null;
}

async function homeTenant(db: Db, slug: string): Promise<string | null> {
  const home = await db.query<{ tenant_id: string }>('select tenant_id from tenants where slug = $1', [slug]);
  return home.rows[0]?.tenant_id ?? null;
}

/** Makes a person of a sender. The operator, and the first who ever comes through Slack, are admins. */
async function welcome(
  tx: Queryable,
  deps: IdentifyDeps,
  sender: Sender,
  account: string,
  tenantId: string,
): Promise<void> {
  // One at a time per tenant: two first messages at once must not make two admins.
  const tenant = await tx.query<{ settings: { defaultRole?: Role } }>(
    'select settings from tenants where tenant_id = $1 for update',
    [tenantId],
  );
  const others = await tx.query('select 1 from identities where tenant_id = $1 and surface = $2 limit 1', [
    tenantId,
    sender.surface,
  ]);
  const first = isOperatorSurface(sender) || others.rowCount === 0;
  const role: Role = first ? 'admin' : (tenant.rows[0]?.settings.defaultRole ?? 'viewer');
  const personId = deps.newId();
  const joined = await tx.query(
    `with person as (
       insert into people (person_id, tenant_id, name, role, timezone) values ($1, $2, $3, $4, $5) returning person_id)
     insert into identities (tenant_id, surface, account, external_id, person_id)
     select $2, $6, $7, $8, person_id from person on conflict do nothing`,
    [
      personId,
      tenantId,
      sender.displayName ?? sender.externalId,
      role,
      sender.timezone ?? null,
      sender.surface,
      account,
      sender.externalId,
    ],
  );
  // Someone else welcomed the same sender a moment ago: the person just made has no identity.
  if (joined.rowCount === 0) await tx.query('delete from people where person_id = $1', [personId]);
}
