/** What reading a period out of a question gives. */
import type { PeriodExpression } from '../../../tools/periods/period-expression.ts';
import type { Token } from '../text/lexer.ts';
import type { Clock } from './calendar.ts';

export type PeriodMeaning =
  | { readonly kind: 'period'; readonly period: PeriodExpression }
  /** Two honest readings, each with words for a button. */
  | {
      readonly kind: 'ambiguous';
      readonly question: string;
      readonly options: readonly { readonly label: string; readonly period: PeriodExpression }[];
    }
  /** Words for a time that cannot be turned into days; `because` is a sentence for the person. */
  | { readonly kind: 'unsupported'; readonly because: string };

export type PeriodRead = PeriodMeaning & {
  /** Tokens it took. */
  readonly length: number;
};

/** Reads a period that begins exactly at `at`.  */
export type PeriodReader = (tokens: readonly Token[], at: number, clock: Clock) => PeriodRead | null;

export const found = (length: number, period: PeriodExpression): PeriodRead => ({
  kind: 'period',
  length,
  period,
});

export const unsupported = (length: number, because: string): PeriodRead => ({
  kind: 'unsupported',
  length,
  because,
});
