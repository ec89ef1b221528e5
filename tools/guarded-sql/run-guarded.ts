/** Runs a statement that the guard has let through, behind the other walls. */
import { QueryTimeout, type TenantDb, TooManyRows } from '../../db/db.ts';
import type { Guard } from './guard.ts';

/** Limits of one statement. */
export interface SqlLimits {
  readonly timeoutMs: number;
  readonly maxRows: number;
  readonly maxBytes: number;
  /** Of the planner's estimate: what would take minutes is not begun. */
  readonly maxCost: number;
}

export const SQL_LIMITS: SqlLimits = {
  timeoutMs: 10_000,
  maxRows: 500,
  maxBytes: 250_000,
  maxCost: 5_000_000,
};

export type SqlRow = Readonly<Record<string, unknown>>;

export type SqlResult =
  | { readonly kind: 'rows'; readonly rows: readonly SqlRow[]; readonly tables: readonly string[] }
  /** `because` is a sentence for the writer of the statement, who may mend it. */
  | { readonly kind: 'refused'; readonly because: string };

/** Errors of the statement itself: unknown columns, types that do not fit, division by zero. */
const OF_THE_STATEMENT = /^(22|42|21|2F)/;

/** Read-only, as one statement of the extended protocol, under row-level security of the tenant, always rolled back. */
export async function runGuarded(
  db: TenantDb,
  guard: Guard,
  statement: string,
  { limits = SQL_LIMITS, signal }: { readonly limits?: SqlLimits; readonly signal?: AbortSignal } = {},
): Promise<SqlResult> {
  const text = statement.trim().replace(/;\s*$/, '');
  const verdict = guard(text);
  if (verdict.kind === 'refused') return verdict;
  const { timeoutMs, maxRows } = limits;
  try {
    const cost = await estimatedCost(db, text, { timeoutMs, signal });
    if (cost > limits.maxCost)
      return refused(
        `It would read too much (estimated cost ${Math.round(cost)}, limit ${limits.maxCost}). Narrow the period.`,
      );
    // Around it, so that a comment at its end cannot hide anything, and it begins with a word that reads.
    const { rows } = await db.read<SqlRow>(`select * from (\n${text}\n) as asked`, [], {
      timeoutMs,
      maxRows,
      signal,
    });
    const bytes = Buffer.byteLength(JSON.stringify(rows));
    if (bytes > limits.maxBytes)
      return refused(`It returns more than ${limits.maxBytes} bytes. Aggregate, or take fewer columns.`);
    return { kind: 'rows', rows, tables: verdict.tables };
  } catch (error) {
    return refused(sentenceFor(error, limits));
  }
}

async function estimatedCost(
  db: TenantDb,
  text: string,
  limits: { readonly timeoutMs: number; readonly signal?: AbortSignal },
): Promise<number> {
  const { rows } = await db.read<{ 'QUERY PLAN': readonly { Plan: { 'Total Cost': number } }[] }>(
    `explain (format json) select * from (\n${text}\n) as asked`,
    [],
    limits,
  );
  return rows[0]?.['QUERY PLAN'][0]?.Plan['Total Cost'] ?? Number.POSITIVE_INFINITY;
}

/** Rethrows what is no fault of the statement. */
function sentenceFor(error: unknown, { timeoutMs, maxRows }: SqlLimits): string {
  if (error instanceof QueryTimeout) return `It took longer than ${timeoutMs / 1000} s. Narrow the period.`;
  if (error instanceof TooManyRows) return `It returns more than ${maxRows} rows. Aggregate, or add a limit.`;
  if (error instanceof Error && 'code' in error && OF_THE_STATEMENT.test(String(error.code)))
    return `${error.message}.`;
  throw error;
}

const refused = (because: string): SqlResult => ({ kind: 'refused', because });
