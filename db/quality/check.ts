/** What a data-quality check is; `checks.yml` holds them, `load-checks.ts` reads them. */
import { z } from 'zod';

/** The tables that are checked, and how a row of each is named in a sample without personal data. */
export const CHECKED_TABLES = {
  dim_customer: { label: 'Customers', key: 'customer_id' },
  dim_products: { label: 'Products', key: 'product_sku' },
  coupons: { label: 'Coupons', key: "category || ', month ' || month" },
  fct_sales: { label: 'Sales', key: 'transaction_id' },
  fct_marketing_spend: { label: 'Spend', key: "spend_date || ', ' || channel" },
  fct_events: { label: 'Events', key: "event_type || ' ' || line_key" },
} as const;

export type CheckedTable = keyof typeof CHECKED_TABLES;
/** Worst first. */
export const SEVERITIES = ['error', 'warning', 'info'] as const;

const sql = z.string().min(1);
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, "a day is written 'YYYY-MM-DD', in quotes");
const bound = z.union([z.number(), day]).optional();

const common = {
  id: z.string().regex(/^[a-z][a-z0-9_]*$/, 'an id has lower-case letters, digits and _ only'),
  table: z.enum(Object.keys(CHECKED_TABLES) as [CheckedTable, ...CheckedTable[]]),
  /** Says what is right. */
  title: z.string().min(1),
  severity: z.enum(SEVERITIES),
  /** What a failure means for the numbers. */
  means: z.string().min(1),
  mend: z.string().min(1),
  /** Share of the rows that may fail before the check does. */
  tolerance: z.number().min(0).max(1).default(0),
};
/** SQL that limits the rows looked at. */
const where = sql.optional();

export const qualityCheck = z.discriminatedUnion('kind', [
  z.strictObject({
    ...common,
    where,
    kind: z.literal('not_null'),
    column: sql,
    /** Skips a column that is empty in every row. */
    if_used: z.boolean().default(false),
  }),
  z.strictObject({ ...common, where, kind: z.literal('unique'), columns: z.array(sql).min(1) }),
  z.strictObject({
    ...common,
    where,
    kind: z.literal('orphan'),
    column: sql,
    references: z.string().regex(/^[a-z_]+\.[a-z_]+$/, 'write it as table.column'),
  }),
  z
    .strictObject({ ...common, where, kind: z.literal('range'), column: sql, min: bound, max: bound })
    .refine(({ min, max }) => min !== undefined || max !== undefined, 'a range needs `min`, `max` or both'),
  z.strictObject({ ...common, where, kind: z.literal('not_in_future'), column: sql }),
  z.strictObject({
    ...common,
    where,
    kind: z.literal('allowed_values'),
    column: sql,
    values: z.array(z.string()).min(1),
  }),
  z.strictObject({ ...common, where, kind: z.literal('pattern'), column: sql, pattern: sql }),
  z.strictObject({
    ...common,
    where,
    kind: z.literal('freshness'),
    column: sql,
    max_age_days: z.number().int().min(0),
  }),
  z.strictObject({
    ...common,
    where,
    kind: z.literal('reconciles'),
    left: sql,
    right: sql,
    /** The largest difference that counts as equal. */
    within: z.number().min(0),
  }),
  z.strictObject({ ...common, where, kind: z.literal('predicate'), bad: sql }),
  z.strictObject({
    ...common,
    kind: z.literal('query'),
    /** A query of `key` (text) and `n` (how many it stands for), one row per offender. */
    offenders: sql,
    /** A query of one number: how many there are in all. */
    of: sql,
    /** What is counted: orders, days, … */
    counts: z.string().min(1),
  }),
]);

export type QualityCheck = z.infer<typeof qualityCheck>;
