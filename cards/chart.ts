/** What a chart shows, without how it is drawn. The same data feeds the PNG and the text fallback. */
import type { Format } from './format.ts';

export interface Interval {
  readonly low: number;
  readonly high: number;
}

export interface ChartSeries {
  readonly name: string;
  /** One value per label; null is a gap. */
  readonly values: readonly (number | null)[];
  /** How sure each value is, drawn over the bars of a `bar` chart with one series. */
  readonly intervals?: readonly (Interval | null)[];
  /**
   * Its own, where the chart shows several measures: of a `line` chart, measures of another unit than the others, or
   * of quite another size, stand in a panel of their own. Other kinds leave out what is not in the chart's unit.
   */
  readonly format?: Format;
  /** `comparison` is drawn lighter and dashed behind the main series. */
  readonly role?: 'main' | 'comparison';
}

export interface ChartSpec {
  /** `line` time series; `bar` one value per label; `stacked` parts per label; `share` parts of one whole. */
  readonly kind: 'line' | 'bar' | 'stacked' | 'share';
  readonly title: string;
  /** A smaller second line, such as the period read. */
  readonly subtitle?: string;
  readonly labels: readonly string[];
  readonly series: readonly ChartSeries[];
  readonly format: Format;
  /** Labels whose period is not complete yet (drawn hollow, named in the fallback). */
  readonly partial?: readonly string[];
}
