/** The one visual identity of every chart: colours, type and measures, in one place. */

/**
 * Series colours in the order they are used: the hues of Okabe and Ito ("Color Universal Design", 2008) with
 * lightness and chroma searched so that every two, neighbours most of all, stay apart for people with
 * deuteranopia and protanopia too, and each stands out from the ground. The theme's test measures it.
 */
export const SERIES_COLOURS = {
  light: ['#1355b6', '#e89038', '#0b7141', '#c34d9c', '#53b3f1', '#5a382c'],
  dark: ['#74a7ea', '#fb9f00', '#36d8bf', '#ad60a3', '#bbedfe', '#985e36'],
} as const;

export interface Ink {
  readonly ground: string;
  /** Titles and values. */
  readonly strong: string;
  /** Category labels. */
  readonly body: string;
  /** Axes, subtitles, notes. */
  readonly quiet: string;
  readonly grid: string;
  /** The zero line. */
  readonly baseline: string;
  /** The unfilled rest of a share. */
  readonly track: string;
  /** Comparison lines. */
  readonly comparison: string;
  /** Comparison bars, which are larger and must not shout. */
  readonly comparisonFill: string;
  /** "Others". */
  readonly others: string;
  readonly series: readonly string[];
}

export type Scheme = 'light' | 'dark';

export const INKS: Readonly<Record<Scheme, Ink>> = {
  light: {
    ground: '#ffffff',
    strong: '#14202e',
    body: '#33414f',
    quiet: '#5d6b7a',
    grid: '#e6eaee',
    baseline: '#9aa6b2',
    track: '#eef2f6',
    comparison: '#8793a1',
    comparisonFill: '#c3cdd8',
    others: '#a3adb8',
    series: SERIES_COLOURS.light,
  },
  dark: {
    ground: '#151b22',
    strong: '#f2f5f8',
    body: '#d0d8e0',
    quiet: '#9ba8b5',
    grid: '#29323c',
    baseline: '#5d6a78',
    track: '#222b35',
    comparison: '#7c8896',
    comparisonFill: '#43505d',
    others: '#6f7c8a',
    series: SERIES_COLOURS.dark,
  },
};

/** Sizes in units of a drawing 800 wide; 15 stays legible when a phone shows it 360 wide on a dense screen. */
export const TYPE = {
  title: 25,
  subtitle: 17,
  label: 17,
  axis: 16,
  note: 15,
} as const;

export const MEASURES = {
  width: 800,
  /** Pictures have this many pixels per unit. */
  scale: 1.5,
  margin: 28,
  plotHeight: 320,
  barThickness: 26,
  barGap: 14,
  line: 3.25,
  corner: 3,
} as const;

/** Colour of the series at `index`; further ones than there are colours begin again. */
export function seriesColour(ink: Ink, index: number): string {
  return ink.series[index % ink.series.length] ?? ink.strong;
}
