import type { Db } from '../../db/db.ts';

/** The tenant to which a number belongs; null for a stranger. */
export function createTenantOf(db: Db): (number: string) => Promise<string | null> {
  return async (number) => {
    const found = await db.query<{ tenant_id: string }>(
      `select tenant_id from identities where surface = 'whatsapp' and external_id = $1`,
      [number],
    );
    return found.rows[0]?.tenant_id ?? null;
  };
}
