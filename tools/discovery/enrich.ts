/** Stage 3: the profiles of those found, ready for a campaign. */
import type { TenantDb } from '../../db/db.ts';
import { NAMED_TASTES, type Taste } from '../audience/profile-payload.ts';
import type { Person } from './discovered.ts';

/** A person without the reasons, which depend on what was asked. */
export interface Enriched extends Omit<Person, 'reasons' | 'interests' | 'colors'> {
  readonly interests: readonly Taste[];
  readonly colors: readonly Taste[];
}

interface Row {
  readonly customer_id: string;
  readonly first_name: string | null;
  readonly last_name: string | null;
  readonly email: string | null;
  readonly email_consent: boolean | null;
  readonly whatsapp_consent: boolean | null;
  readonly sms_consent: boolean | null;
  readonly location: string | null;
  readonly country: string | null;
  readonly age: number | null;
  readonly interests: readonly Taste[] | null;
  readonly colors: readonly Taste[] | null;
  readonly orders: number;
  readonly total_spent: number;
  readonly last_order: string | null;
  readonly likes_luxury: boolean;
}

/** The customers in the order of `ids`; names and addresses only with `personal`. */
export async function enrich(
  ids: readonly string[],
  db: TenantDb,
  { personal }: { readonly personal: boolean },
): Promise<readonly Enriched[]> {
  const named = personal
    ? 'c.first_name, c.last_name, c.email'
    : 'null as first_name, null as last_name, null as email';
  const { rows } = await db.read<Row>(
    `select ids.customer_id, ${named}, c.email_consent, c.whatsapp_consent, c.sms_consent, c.location, c.country, c.age,
            p.interests, p.colors, coalesce(p.orders, 0) as orders, coalesce(p.total_spent, 0)::float8 as total_spent,
            coalesce(c.last_order_date, p.last_order_date)::text as last_order,
            coalesce(p.likes_luxury, false) as likes_luxury
       from unnest($2::text[]) with ordinality as ids (customer_id, place)
       left join dim_customer c on c.tenant_id = $1 and c.customer_id = ids.customer_id
       left join customer_profiles p on p.tenant_id = $1 and p.customer_id = ids.customer_id
      order by ids.place`,
    [db.tenantId, [...ids]],
  );
  return rows.map((row) => ({
    customerId: row.customer_id,
    name: [row.first_name, row.last_name].filter(Boolean).join(' ') || null,
    email: row.email,
    consents: [
      ...(row.email_consent ? ['e-mail'] : []),
      ...(row.whatsapp_consent ? ['WhatsApp'] : []),
      ...(row.sms_consent ? ['SMS'] : []),
    ],
    location: row.location,
    country: row.country,
    age: row.age,
    interests: row.interests ?? [],
    colors: row.colors ?? [],
    orders: row.orders,
    totalSpent: row.total_spent,
    lastOrder: row.last_order,
    likesLuxury: row.likes_luxury,
  }));
}

/** The first few tastes by name. */
export function namesOf(tastes: readonly Taste[]): string[] {
  return tastes.slice(0, NAMED_TASTES).map(({ name }) => name);
}
