/** What the analytics tool hands back: an answer that cards, sentences, files and evaluations are made of. */
import { z } from 'zod';
import type { Headline, TableColumn } from '../../cards/card.ts';
import type { ChartSpec } from '../../cards/chart.ts';
import { metricQuery } from './metric-query.ts';

const cell = z.union([z.string(), z.number(), z.boolean(), z.null()]);

export const answerData = z.object({
  /** The query as answered, defaults filled in. */
  query: metricQuery,
  /** `value` one row of numbers; `periods` one row a period; `trend` a time axis; `breakdown` groups. */
  shape: z.enum(['value', 'periods', 'trend', 'breakdown']),
  title: z.string(),
  answer: z.string(),
  headlines: z.array(z.custom<Headline>()),
  /** Keys of `rows` in order: what identifies a row, then its numbers. */
  columns: z.array(z.custom<TableColumn>()),
  rows: z.array(z.record(z.string(), cell)),
  /** What people read in the place of stored values, by column: `gender: { F: 'Female' }`. */
  labels: z.record(z.string(), z.record(z.string(), z.string())),
  /** Groups that the limit left out. */
  omitted: z.number(),
  chart: z.custom<ChartSpec>().nullable(),
  period: z.object({ from: z.string(), to: z.string() }).nullable(),
  /** "Q3: 1 Jul – 30 Sep 2019". */
  periodText: z.string(),
  filterTexts: z.array(z.string()),
  definition: z.string(),
  notes: z.array(z.string()),
  /** "Data until 31 Dec 2019", and the clock where it is not the wall's. */
  freshness: z.array(z.string()),
  sql: z.string().nullable(),
  params: z.array(z.unknown()),
  /** The rows name persons (names, e-mail addresses). */
  personal: z.boolean(),
});

/** An answered metric query. */
export type AnswerData = z.infer<typeof answerData>;
export type AnswerRow = AnswerData['rows'][number];
