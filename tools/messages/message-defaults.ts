/** What messages of a kind say unless told otherwise: the newest row of `message_defaults` that is not undone. */
import type { Queryable } from '../../db/db.ts';
import { contentText, type Variation, variation } from './variations.ts';

interface Row {
  readonly variation_id: string;
  readonly content: unknown;
}

/** The variation that messages of the kind say; null where nothing has been applied. */
export async function readDefault(
  db: Queryable,
  tenantId: string,
  messageKind: string,
  channel: string,
): Promise<Variation | null> {
  const { rows } = await db.query<Row>(
    `select variation_id, content from message_defaults
      where tenant_id = $1 and message_kind = $2 and channel = $3 and undone_at is null order by id desc limit 1`,
    [tenantId, messageKind, channel],
  );
  const [row] = rows;
  if (!row) return null;
  const content = variation.shape.content.parse(row.content);
  return { id: row.variation_id, name: row.variation_id, content, weight: 1 };
}

/** The same in one line, as people read it. */
export async function currentDefault(
  db: Queryable,
  tenantId: string,
  messageKind: string,
  channel: string,
): Promise<string | null> {
  const found = await readDefault(db, tenantId, messageKind, channel);
  return found && contentText(found);
}

/** Sets the default; returns what it was before, in one line. */
export async function setDefault(
  tx: Queryable,
  tenantId: string,
  {
    messageKind,
    channel,
    variation: { id, content },
    testId,
    personId,
    at,
  }: {
    readonly messageKind: string;
    readonly channel: string;
    readonly variation: Variation;
    readonly testId: string;
    readonly personId: string;
    readonly at: Date;
  },
): Promise<string | null> {
  const before = await currentDefault(tx, tenantId, messageKind, channel);
  await tx.query(
    `insert into message_defaults (tenant_id, message_kind, channel, variation_id, content, from_test_id, applied_by, applied_at)
     values ($1, $2, $3, $4, $5::jsonb, $6::bigint, (select person_id from people where tenant_id = $1 and person_id = $7), $8)`,
    [tenantId, messageKind, channel, id, JSON.stringify(content), testId, personId, at],
  );
  return before;
}

/** Takes back what a test has set. */
export async function undoDefault(
  tx: Queryable,
  tenantId: string,
  { testId, personId, at }: { readonly testId: string; readonly personId: string; readonly at: Date },
): Promise<void> {
  await tx.query(
    `update message_defaults
        set undone_at = $4, undone_by = (select person_id from people where tenant_id = $1 and person_id = $3)
      where tenant_id = $1 and from_test_id = $2::bigint and undone_at is null`,
    [tenantId, testId, personId, at],
  );
}

/** “Welcome  Email” and “welcome email” are messages of one kind. */
export function messageKindOf(words: string): string {
  return words.trim().replace(/\s+/g, ' ').toLowerCase();
}
