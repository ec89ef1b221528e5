/** A customer who has left traces everywhere, and the search for what is left of them. */
import { randomUUID } from 'node:crypto';
import type { Db, SqlValue, Transaction } from '../../../db/db.ts';

export const JANE = {
  id: 'C-4711x',
  firstName: 'Jacquetta',
  lastName: 'O’Quillfeather',
  email: 'jacquetta.q@example.com',
  phone: '+49 171 555 0100',
};
/** What must be found nowhere afterwards. */
export const TRACES = [JANE.id, JANE.firstName, JANE.lastName, JANE.email, JANE.phone, '+491715550100'];

/** Puts the customer into every table of the team that can hold one, and into what was said and kept. */
export async function leaveTraces(db: Db, tenantId: string, person = JANE): Promise<void> {
  const importId = randomUUID();
  await db.transaction(async (tx) => {
    const insert = (table: string, row: Readonly<Record<string, SqlValue>>) =>
      insertRow(tx, table, { tenant_id: tenantId, ...row });
    await insert('dim_customer', {
      customer_id: person.id,
      first_name: person.firstName,
      last_name: person.lastName,
      email: person.email,
      phone: person.phone,
      attributes: { note: person.firstName },
    });
    await insert('fct_sales', {
      line_key: randomUUID(),
      customer_id: person.id,
      transaction_id: 'T1',
      transaction_date: '2026-01-02',
      ...{ quantity: 1, unit_price: 99, gross_amount: 99, total_amount: 99, import_id: importId },
      attributes: { delivered_to: `${person.firstName} ${person.lastName}` },
    });
    await insert('fct_events', {
      line_key: randomUUID(),
      customer_id: person.id,
      event_type: 'product_view',
      ...{ event_at: '2026-01-01T10:00:00Z', event_date: '2026-01-01' },
      properties: { typed: person.email },
    });
    await insert('customer_profiles', {
      customer_id: person.id,
      profile_text: 'x',
      text_hash: Buffer.from('x'),
    });
    await insert('customer_scores', { customer_id: person.id, scored_on: '2026-01-03' });
    const segment = await insert('audience_segments', {
      segment_name: 'Chosen',
      criteria: { customer_ids: ['other', person.id] },
    });
    await insert('segment_membership', { segment_id: segment.id, user_id: person.id });
    await insert('fct_customer_segments', { customer_id: person.id, segment_name: 'Chosen' });
    await insert('funnel_events', {
      user_id: person.id,
      timestamp: '2026-01-01T10:00:00Z',
      metadata: { who: person.email },
    });
    const test = await insert('ab_tests', { test_name: 'T', variations: [] });
    await insert('ab_test_results', {
      test_id: test.id,
      user_id: person.id,
      timestamp: '2026-01-01T10:00:00Z',
    });
    const answer = await insert('answers', {
      ...{ answer_id: randomUUID(), surface: 'slack', thread: 't', origin: 'question', status: 'answered' },
      question: `What did ${person.email.toUpperCase()} buy?`,
      answer: `Customer ${person.id} bought socks.`,
      args: { query: { where: [{ dimension: 'customer', values: [person.id] }] } },
    });
    const card = await insert('sent_cards', {
      ...{ card_id: randomUUID(), surface: 'slack', thread: 't', expires_at: '2030-01-01T00:00:00Z' },
      answer_id: answer.answer_id,
      card: { table: { rows: [{ first: person.firstName, last: person.lastName }] } },
    });
    await insert('buttons', {
      ...{
        token: randomUUID(),
        card_id: card.card_id,
        position: 1,
        label: 'Show',
        tool: 'x',
        effect: 'read',
      },
      args: { customer_id: person.id },
    });
    await insert('conversations', {
      surface: 'slack',
      thread: 't',
      state: { lastQuestion: `and ${person.id}?` },
    });
    await insert('audit_log', {
      ...{ at: '2026-01-01T10:00:00Z', tool: 'save_segment', origin: 'command', outcome: 'ok' },
      args: { name: 'Chosen', customer_ids: ['other', person.id] },
    });
    await insert('media', {
      ...{
        media_id: randomUUID(),
        mime: 'text/csv; charset=utf-8',
        name: 'customers.csv',
        expires_at: '2030-01-01T00:00:00Z',
      },
      bytes: Buffer.from(`customer,email\n${person.id},${person.email}\n`),
    });
    await insert('quality_results', {
      ...{ run_id: randomUUID(), check_id: 'x', failed_rows: 1, checked_rows: 1 },
      sample: [{ phone: person.phone }],
    });
    await insert('segment_runs', {
      ...{ run_id: randomUUID(), method: 'outliers', reason: 'asked', as_of: '2026-01-03', customers: 1 },
      parameters: { strangest: [person.id] },
    });
    if (await hasTable(tx, 'customer_vectors'))
      await insert('customer_vectors', {
        ...{ customer_id: person.id, model: 'local', text_hash: Buffer.from('x'), embedding: '[0.5, 0.5]' },
      });
  });
}

async function hasTable(tx: Transaction, table: string): Promise<boolean> {
  const { rows } = await tx.query<{ there: boolean }>('select to_regclass($1) is not null as there', [table]);
  return rows[0]?.there === true;
}

async function insertRow(
  tx: Transaction,
  table: string,
  row: Readonly<Record<string, SqlValue>>,
): Promise<Record<string, SqlValue>> {
  const names = Object.keys(row);
  const values = Object.values(row).map((value) =>
    value !== null && typeof value === 'object' && !Buffer.isBuffer(value) && !(value instanceof Date)
      ? JSON.stringify(value)
      : value,
  );
  const { rows } = await tx.query<Record<string, SqlValue>>(
    `insert into ${table} (${names.map((name) => `"${name}"`).join(', ')})
     values (${names.map((_, i) => `$${i + 1}`).join(', ')}) returning *`,
    values,
  );
  return rows[0] ?? {};
}

/** Where any of `traces` stands: "table.column: trace", over every column of every table that holds text, JSON or bytes. */
export async function findTraces(db: Db, traces: readonly string[], tenantId?: string): Promise<string[]> {
  const { rows: columns } = await db.query<{ table: string; column: string; type: string; owned: boolean }>(
    `select c.relname as "table", a.attname as "column", format_type(a.atttypid, null) as type,
            exists (select from pg_attribute t where t.attrelid = c.oid and t.attname = 'tenant_id') as owned
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
       join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      where n.nspname = 'public' and c.relkind in ('r', 'p', 'm')
        and format_type(a.atttypid, null) in ('text', 'character varying', 'jsonb', 'json', 'bytea', 'tsvector', 'text[]')`,
  );
  const found: string[] = [];
  for (const { table, column, type, owned } of columns) {
    const text = type === 'bytea' ? `encode("${column}", 'escape')` : `"${column}"::text`;
    const scope = tenantId && owned ? ' and tenant_id = $2' : '';
    for (const trace of traces) {
      const hit = await db.query(
        `select 1 from "${table}" where position(lower($1) in lower(${text})) > 0${scope} limit 1`,
        scope ? [trace, tenantId] : [trace],
      );
      if (hit.rowCount > 0) found.push(`${table}.${column}: ${trace}`);
    }
  }
  return found;
}
