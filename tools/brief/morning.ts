/** What the walker found in a morning, as it is kept with the job's slot: the brief tells of it. */
import { z } from 'zod';
import type { Queryable } from '../../db/db.ts';

/** In order. What each found has its schema below. */
export const PHASES = ['refresh', 'numbers', 'segments', 'outreach', 'proposals', 'tests', 'notify'] as const;
export type PhaseName = (typeof PHASES)[number];

/** A number of yesterday beside what is usual on that weekday. */
const headline = z.object({
  metric: z.string(),
  label: z.string(),
  value: z.number(),
  /** Mean of the same weekday in the weeks before; null where there is no such day. */
  usual: z.number().nullable(),
  weeks: z.number(),
  money: z.boolean(),
});

export const numbersFound = z.object({
  /** The day that the numbers are of, the last that is complete; null without sales. */
  day: z.string().nullable(),
  headlines: z.array(headline),
  /** Where the newest data is older than yesterday: its last day. */
  dataUntil: z.string().nullable(),
});
export type NumbersFound = z.infer<typeof numbersFound>;

const segmentChange = z.object({
  id: z.string(),
  name: z.string(),
  members: z.number(),
  before: z.number(),
  /** The day that `before` is of. */
  since: z.string(),
});
export const segmentsFound = z.object({ changes: z.array(segmentChange) });
export type SegmentsFound = z.infer<typeof segmentsFound>;

const sentCampaign = z.object({
  id: z.string(),
  name: z.string(),
  channel: z.string().nullable(),
  status: z.string(),
  sent: z.number(),
  delivered: z.number(),
  opened: z.number(),
  clicked: z.number(),
  converted: z.number(),
  unknown: z.number(),
  /** Of those sent: kept in the house, where no provider is set up. */
  kept: z.number().default(0),
});
export const outreachFound = z.object({
  /** Campaigns that sent since yesterday morning. */
  sent: z.array(sentCampaign),
  /** Those that are to be sent today. */
  today: z.array(z.object({ id: z.string(), name: z.string(), at: z.iso.datetime() })),
  drafts: z.number(),
});
export type OutreachFound = z.infer<typeof outreachFound>;

export const testsFound = z.object({
  tests: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      verdict: z.string(),
      days: z.number(),
      sentence: z.string(),
      /** The verdict is another than the morning before. */
      changed: z.boolean().default(true),
    }),
  ),
});
export type TestsFound = z.infer<typeof testsFound>;

export const proposalsFound = z.object({
  /** Ids, most important first: those of this morning and those that are still open. */
  fresh: z.array(z.string()),
  open: z.array(z.string()),
  /** Contributions that failed, by name. */
  failed: z.array(z.object({ name: z.string(), errorId: z.string() })),
});
export type ProposalsFound = z.infer<typeof proposalsFound>;

/** One phase, as it went. */
export const phaseReport = z.object({
  phase: z.string(),
  state: z.enum(['done', 'failed']),
  ms: z.number(),
  result: z.record(z.string(), z.unknown()),
  /** Of the fault in the log. */
  errorId: z.string().optional(),
});
export type PhaseReport = z.infer<typeof phaseReport>;

export interface Morning {
  /** The slot: the beginning of the team's day. */
  readonly at: Date;
  readonly finishedAt: Date;
  readonly phases: readonly PhaseReport[];
}

/** The newest analysis that has come to its end; that of one slot where `at` is given. Null where there is none. */
export async function readMorning(db: Queryable, tenantId: string, at?: Date): Promise<Morning | null> {
  const { rows } = await db.query<{ scheduled_at: Date; finished_at: Date; report: unknown }>(
    `select scheduled_at, finished_at, report from job_slots
      where tenant_id = $1 and job = 'walker' and finished_at is not null and state in ('done', 'failed')
        and ($2::timestamptz is null or scheduled_at = $2)
      order by scheduled_at desc limit 1`,
    [tenantId, at ?? null],
  );
  const [row] = rows;
  if (!row) return null;
  return {
    at: row.scheduled_at,
    finishedAt: row.finished_at,
    phases: z.array(phaseReport).parse(row.report),
  };
}
