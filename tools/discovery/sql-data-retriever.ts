/** Whole records of customers, as JSON. */
import { z } from 'zod';
import { PAYLOAD_COLUMNS, type PayloadRow, profilePayload } from '../audience/profile-payload.ts';
import { defineTool, type Outcome } from '../define-tool.ts';
import { roleAllows } from '../roles.ts';
import { countText } from './discovery-words.ts';

const input = z.object({ customer_ids: z.array(z.string().trim().min(1).max(255)).min(1).max(1000) });
const record = z.object({
  customer_id: z.string(),
  text: z.string(),
  metadata: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});
const output = z.object({
  records: z.array(record),
  missing: z.array(z.string()),
  personal: z.boolean(),
});
type Records = z.infer<typeof output>;

/** Characters of JSON on a card; the rest is in the file. */
const SHOWN = 2_500;

/** `sql_data_retriever`: names and addresses for analysts only, and then for their eyes only. */
export const sqlDataRetriever = defineTool({
  name: 'sql_data_retriever',
  title: 'Customer records',
  description:
    'Gives the full records of customers by their ids, as JSON: profile text, country, age, spend, interests; for analysts also name and e-mail. Use it for “show me the details of …” or “return as JSON”.',
  effect: 'read',
  role: 'viewer',
  input,
  output,
  command: {
    word: 'customer',
    usage: 'customer <id> [<id> …]',
    parse: (text) => {
      const ids = text.split(/[\s,]+/).filter(Boolean);
      // Ids have digits; words alone are a question.
      return ids.length > 0 && ids.every((id) => /\d/.test(id)) ? { customer_ids: ids } : null;
    },
  },
  async run({ customer_ids }, { db, actor }): Promise<Outcome<Records>> {
    const ids = [...new Set(customer_ids)];
    const personal = roleAllows(actor.role, 'analyst');
    const { rows } = await db.read<PayloadRow>(
      `select ${PAYLOAD_COLUMNS}
         from unnest($2::text[]) with ordinality as asked (customer_id, place)
         join customer_profiles p on p.tenant_id = $1 and p.customer_id = asked.customer_id
         left join dim_customer c on c.tenant_id = $1 and c.customer_id = p.customer_id
        order by asked.place`,
      [db.tenantId, ids],
    );
    const found = new Set(rows.map(({ customer_id }) => customer_id));
    const missing = ids.filter((id) => !found.has(id));
    if (rows.length === 0)
      return { kind: 'empty', because: `There is no profile of ${missing.slice(0, 5).join(', ')}.` };
    const records = rows.map((row) => {
      const { customer_id, text, metadata } = profilePayload(row, { personal });
      return { customer_id, text, metadata: { ...metadata } };
    });
    return { kind: 'ok', data: { records, missing, personal } };
  },
  card: ({ records, missing, personal }) => ({
    tone: 'answer',
    title: 'Customer records',
    text: [
      `${countText(records.length, 'record')}.`,
      ...(missing.length > 0 ? [`There is no profile of ${missing.slice(0, 10).join(', ')}.`] : []),
    ],
    code: { language: 'json', text: jsonShown(records) },
    ...(personal ? { private: true } : {}),
  }),
  summary: ({ records }) => JSON.stringify(records),
  facts: ({ records }) => ({
    answer: `${countText(records.length, 'record')}.`,
    columns: Object.keys(records[0]?.metadata ?? {}).map((key) => ({
      key,
      label: key,
      role: 'text' as const,
      format: { kind: 'text' as const },
    })),
    rows: records.map(({ metadata }) => metadata),
    period: null,
    sql: null,
    params: [],
    definition: null,
  }),
  attachments: ({ records, personal }) => {
    const text = JSON.stringify(records, null, 2);
    if (text.length <= SHOWN) return [];
    return [
      {
        name: 'customers.json',
        mime: 'application/json',
        bytes: Buffer.from(text, 'utf8'),
        private: personal,
      },
    ];
  },
});

/** As many whole records as a card holds. */
function jsonShown(records: Records['records']): string {
  for (let count = records.length; count > 1; count -= 1) {
    const text = JSON.stringify(records.slice(0, count), null, 2);
    if (text.length <= SHOWN)
      return count < records.length ? `${text}\n… ${records.length - count} more in the file` : text;
  }
  return JSON.stringify(records.slice(0, 1), null, 2);
}
