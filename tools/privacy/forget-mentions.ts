/** Takes a person out of what was said and kept about them: answers, cards, files, conversations, logs. */
import type { Transaction } from '../../db/db.ts';
import { type Mention, mentions, redact } from './mention.ts';

/** What is removed, or blanked, where it speaks of the person. `$1` tenant, `$2`–`$4` as in `mentions`. */
const REMOVED: readonly (readonly [table: string, statement: string])[] = [
  // Before the answers, by whose words they are found.
  [
    'answer_reviews',
    `delete from answer_reviews r using answers a
      where r.tenant_id = $1 and a.tenant_id = $1 and a.answer_id = r.answer_id
        and ${mentions("concat_ws(' ', r.note, r.expected, a.question, a.restated, a.answer, a.sql, a.args)", 2)}`,
  ],
  [
    'verified_answers',
    `delete from verified_answers where tenant_id = $1 and ${mentions("concat_ws(' ', question, note, args)", 2)}`,
  ],
  [
    'answers',
    `update answers set question = '(erased)', restated = null, answer = null, sql = null, args = null
      where tenant_id = $1 and ${mentions("concat_ws(' ', question, restated, answer, sql, args)", 2)}`,
  ],
  ['traces', `delete from traces where tenant_id = $1 and ${mentions("concat_ws(' ', question, steps)", 2)}`],
  [
    'buttons',
    `delete from buttons where tenant_id = $1 and ${mentions("concat_ws(' ', label, args, form)", 2)}`,
  ],
  ['sent_cards', `delete from sent_cards where tenant_id = $1 and ${mentions('card::text', 2)}`],
  ['conversations', `delete from conversations where tenant_id = $1 and ${mentions('state::text', 2)}`],
  // Files that are text; in a chart nobody is named.
  [
    'media',
    `delete from media where tenant_id = $1 and (mime like 'text/%' or mime like '%json%')
        and ${mentions("concat_ws(' ', name, encode(bytes, 'escape'))", 2)}`,
  ],
  [
    'quality_results',
    `update quality_results set sample = '[]' where tenant_id = $1 and ${mentions('sample::text', 2)}`,
  ],
];

/** What stays, with the id's hash in the id's place and nothing in that of the rest. */
const REDACTED = [
  { table: 'audit_log', key: 'audit_id', columns: ['args'] },
  { table: 'audience_segments', key: 'id', columns: ['criteria'] },
  { table: 'segment_runs', key: 'run_id', columns: ['parameters'] },
  { table: 'score_runs', key: 'run_id', columns: ['parameters'] },
  { table: 'outreach_campaigns', key: 'id', columns: ['message_template'] },
  { table: 'imports', key: 'import_id', columns: ['mapping'] },
  { table: 'audience_refreshes', key: 'tenant_id', columns: ['report'] },
] as const;

/** Rows touched, by table. */
export async function forgetMentions(
  tx: Transaction,
  tenantId: string,
  mention: Mention,
): Promise<Record<string, number>> {
  const values = [tenantId, mention.any, mention.firstName, mention.lastName];
  const touched: Record<string, number> = {};
  for (const [table, statement] of REMOVED) touched[table] = (await tx.query(statement, values)).rowCount;
  for (const { table, key, columns } of REDACTED) {
    touched[table] = 0;
    for (const column of columns) {
      const found = await tx.query<{ key: string; value: unknown }>(
        `select ${key} as key, ${column} as value from ${table} where tenant_id = $1 and ${mentions(`${column}::text`, 2)}`,
        values,
      );
      for (const row of found.rows) {
        await tx.query(`update ${table} set ${column} = $3 where tenant_id = $1 and ${key} = $2`, [
          ...[tenantId, row.key],
          JSON.stringify(redact(row.value, mention)),
        ]);
        touched[table] += 1;
      }
    }
  }
  return touched;
}
