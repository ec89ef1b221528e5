/** What the tool says of a run: the failing checks, worst first. */
import { z } from 'zod';
import { CHECKED_TABLES, type CheckedTable, SEVERITIES } from '../../db/quality/check.ts';
import type { QualityReport } from '../../db/quality/run-quality.ts';

export const TABLES = Object.keys(CHECKED_TABLES) as [CheckedTable, ...CheckedTable[]];

export const qualityInput = z.object({
  /** Shows the checks of one table only; all are run. */
  table: z.enum(TABLES).optional(),
});
export type QualityInput = z.infer<typeof qualityInput>;

/** One check as the card shows it. */
const finding = z.object({
  id: z.string(),
  table: z.enum(TABLES),
  title: z.string(),
  severity: z.enum(SEVERITIES),
  means: z.string(),
  mend: z.string(),
  /** What is counted: rows, orders, days, …; null where the check is of the whole table. */
  counts: z.string().nullable(),
  failed: z.number(),
  checked: z.number(),
  /** Up to five offending keys; of a freshness check the newest day. */
  sample: z.array(z.string()),
  isNew: z.boolean(),
});
export type Finding = z.infer<typeof finding>;

export const qualityData = z.object({
  passed: z.number(),
  failed: z.number(),
  idle: z.number(),
  /** Failing checks, worst first. */
  findings: z.array(finding),
  /** Titles of the checks that failed in the run before and pass now. */
  fixed: z.array(z.string()),
  /** When the run before took place, in ISO form; null for the first. */
  previousAt: z.iso.datetime().nullable(),
});
export type QualityData = z.infer<typeof qualityData>;

/** The part of the report that the card needs, failing checks by severity and then by share. */
export function findingsOf(report: QualityReport, table: CheckedTable | undefined): QualityData {
  const results = report.results.filter(({ check }) => table === undefined || check.table === table);
  const count = (status: string) => results.filter((result) => result.status === status).length;
  const findings = results
    .filter(({ status }) => status === 'fail')
    .map(({ check, failed, checked, sample, change }) => ({
      id: check.id,
      table: check.table,
      title: check.title,
      severity: check.severity,
      means: check.means,
      mend: check.mend,
      counts: check.kind === 'query' ? check.counts : check.kind === 'freshness' ? null : 'rows',
      failed,
      checked,
      sample: [...sample],
      isNew: change === 'new',
    }));
  const badness = (f: Finding) =>
    -SEVERITIES.indexOf(f.severity) + Math.min(f.failed / Math.max(f.checked, 1), 1) / 2;
  return {
    passed: count('pass'),
    failed: count('fail'),
    idle: count('idle'),
    findings: findings.sort((a, b) => badness(b) - badness(a) || b.failed - a.failed),
    fixed: results.filter(({ change }) => change === 'fixed').map(({ check }) => check.title),
    previousAt: report.previousAt?.toISOString() ?? null,
  };
}
