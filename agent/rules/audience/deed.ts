import type { Measure, Target } from '../../../tools/audience/gate.ts';
import type { Grain, PeriodExpression } from '../../../tools/periods/period-expression.ts';
import type { Goods } from './goods.ts';

/** A deed while it is read. */
export interface Deed {
  action: string;
  goods: Goods | null;
  circumstances: Target[];
  measure: Measure | null;
  within: PeriodExpression | null;
  /** “in every month”. */
  every: Grain | null;
  /** “socks and shoes in the same order”. */
  together: boolean;
  /** “in both May and June”, “neither in May nor in June”: the other days. */
  besides: PeriodExpression | null;
  /** “bought only socks”. */
  alone: boolean;
  negative: boolean;
}
