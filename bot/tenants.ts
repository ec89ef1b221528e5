import type { Db } from '../db/db.ts';

export interface Tenant {
  readonly tenantId: string;
  readonly slug: string;
  readonly name: string;
}

/** Finds the workspace, or makes an empty one. Two processes at once make one. */
export async function ensureTenant(
  db: Db,
  wanted: { readonly slug: string; readonly timezone: string; readonly newId: () => string },
): Promise<Tenant> {
  await db.query(
    `insert into tenants (tenant_id, slug, name, timezone) values ($1, $2, $3, $4) on conflict (slug) do nothing`,
    [wanted.newId(), wanted.slug, nameOf(wanted.slug), wanted.timezone],
  );
  const tenant = await findTenant(db, wanted.slug);
  if (!tenant) throw new Error(`workspace ${wanted.slug} vanished while it was being made`);
  return tenant;
}

/** The workspace of that name; null where nobody has made it. */
export async function findTenant(db: Db, slug: string): Promise<Tenant | null> {
  const { rows } = await db.query<{ tenant_id: string; name: string }>(
    'select tenant_id, name from tenants where slug = $1',
    [slug],
  );
  const [row] = rows;
  return row ? { tenantId: row.tenant_id, slug, name: row.name } : null;
}

/** "north-shop" is shown as "North shop" until somebody names it. */
function nameOf(slug: string): string {
  const words = slug.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
