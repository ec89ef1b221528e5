/** A customer's profile as it is handed out: to an export, to whoever asks for a record. */

/** How many interests and colours the profile's words name; `customer_profiles` keeps more. */
export const NAMED_TASTES = 3;

/** What `PAYLOAD_COLUMNS` gives. `first_name`, `last_name` and `email` are personal data. */
export interface PayloadRow {
  readonly customer_id: string;
  readonly profile_text: string;
  readonly interests: readonly Taste[];
  readonly colors: readonly Taste[];
  readonly total_spent: number;
  readonly likes_luxury: boolean;
  readonly first_name: string | null;
  readonly last_name: string | null;
  readonly email: string | null;
  readonly country: string | null;
  readonly age: number | null;
  readonly favorite_color: string | null;
}

/** A share of what the customer did, 0 to 1. */
export interface Taste {
  readonly name: string;
  readonly weight: number;
}

export interface ProfilePayload {
  readonly customer_id: string;
  readonly text: string;
  readonly metadata: Readonly<Record<string, string | number | boolean | null>>;
}

/** The columns of a `PayloadRow`, of `customer_profiles p left join dim_customer c`. */
export const PAYLOAD_COLUMNS = `p.customer_id, p.profile_text, p.interests, p.colors, p.total_spent::float8 as total_spent,
  p.likes_luxury, c.first_name, c.last_name, c.email, c.country, c.age, c.favorite_color`;

/** The payload; name and e-mail only with `personal`, which is for analysts and above. */
export function profilePayload(
  row: PayloadRow,
  { personal }: { readonly personal: boolean },
): ProfilePayload {
  return {
    customer_id: row.customer_id,
    text: row.profile_text,
    metadata: {
      customer_id: row.customer_id,
      ...(personal ? { first_name: row.first_name, last_name: row.last_name, email: row.email } : {}),
      country: row.country,
      age: row.age,
      total_spent: row.total_spent,
      favorite_color: row.favorite_color,
      calculated_interests: tasteSentences(row),
      likes_luxury: row.likes_luxury,
    },
  };
}

/** "Primary interests: socks, shoes. Preferred colors: black, green." */
function tasteSentences({ interests, colors }: PayloadRow): string {
  const sentence = (label: string, tastes: readonly Taste[]) => {
    const names = tastes.slice(0, NAMED_TASTES).map(({ name }) => name.toLowerCase());
    return names.length > 0 ? [`${label}: ${names.join(', ')}.`] : [];
  };
  return [...sentence('Primary interests', interests), ...sentence('Preferred colors', colors)].join(' ');
}
