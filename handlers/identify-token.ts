/** Who is it that a program asks for? Its token says. */
import type { Db } from '../db/db.ts';
import { hashOfToken } from '../tools/access/index.ts';
import type { Role } from '../tools/roles.ts';
import type { Identity } from './identify.ts';

/** How often the use of a token is written down. */
const NOTED_EVERY_SECONDS = 60;

/** Null for a token that is unknown, revoked or expired, or whose person has no access any more. */
export async function identifyToken(db: Db, token: string, now: Date): Promise<Identity | null> {
  const hash = hashOfToken(token);
  const found = await db.query<{
    tenant_id: string;
    person_id: string;
    name: string;
    role: Role;
    timezone: string;
  }>(
    `select p.tenant_id, p.person_id, p.name, p.role, coalesce(p.timezone, t.timezone) as timezone
       from access_tokens a
       join people p on p.tenant_id = a.tenant_id and p.person_id = a.person_id
       join tenants t on t.tenant_id = a.tenant_id
      where a.token_hash = $1 and a.revoked_at is null and a.expires_at > $2 and p.active`,
    [hash, now],
  );
  const [row] = found.rows;
  if (!row) return null;
  await db.query(
    `update access_tokens set last_used_at = $2
      where token_hash = $1 and (last_used_at is null or last_used_at < $2::timestamptz - make_interval(secs => $3))`,
    [hash, now, NOTED_EVERY_SECONDS],
  );
  const { tenant_id: tenantId, person_id: personId, name, role, timezone } = row;
  return { tenantId, actor: { personId, name, role, timezone } };
}
