/** Periods of time as people say them. */
import { z } from 'zod';

export const GRAINS = ['day', 'week', 'month', 'quarter', 'year'] as const;
export type Grain = (typeof GRAINS)[number];

const isoDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

/**
 * A period as said, not as resolved: "last month" stays "last month", so that a saved query and a
 * follow-up keep their meaning. `resolvePeriod` turns it into dates against the data clock.
 */
export const periodExpression = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('all') }),
  /** Both days included. */
  z.object({ kind: z.literal('range'), from: isoDate, to: isoDate }),
  z.object({ kind: z.literal('since'), from: isoDate }),
  z.object({ kind: z.literal('until'), to: isoDate }),
  /** A named calendar period; without `year` the most recent one that has begun by the data's today. */
  z.object({ kind: z.literal('year'), year: z.number().int() }),
  z.object({
    kind: z.literal('half'),
    half: z.number().int().min(1).max(2),
    year: z.number().int().optional(),
  }),
  z.object({
    kind: z.literal('quarter'),
    quarter: z.number().int().min(1).max(4),
    year: z.number().int().optional(),
  }),
  z.object({
    kind: z.literal('month'),
    month: z.number().int().min(1).max(12),
    year: z.number().int().optional(),
  }),
  z.object({
    kind: z.literal('day'),
    month: z.number().int().min(1).max(12),
    day: z.number().int().min(1).max(31),
    year: z.number().int().optional(),
  }),
  /** From the first of one month to the end of another. */
  z.object({
    kind: z.literal('months'),
    fromMonth: z.number().int().min(1).max(12),
    fromYear: z.number().int().optional(),
    toMonth: z.number().int().min(1).max(12),
    toYear: z.number().int().optional(),
  }),
  /** Calendar unit relative to today: offset 0 "this month", -1 "last month", -2 "the month before last". */
  z.object({ kind: z.literal('calendar'), unit: z.enum(GRAINS), offset: z.number().int() }),
  /** The N complete days/weeks/… before today. */
  z.object({ kind: z.literal('last'), count: z.number().int().positive().max(10_000), unit: z.enum(GRAINS) }),
  /** From the start of the current unit until today. */
  z.object({ kind: z.literal('toDate'), unit: z.enum(GRAINS) }),
]);
export type PeriodExpression = z.infer<typeof periodExpression>;
