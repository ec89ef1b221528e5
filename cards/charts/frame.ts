/** What every chart has around its plot: title, subtitle, key of colours, notes. As an echarts option. */
import type { EChartsOption } from 'echarts';
import { breakText, FONT_FAMILY, fitText, measure } from './font.ts';
import type { FittedChart } from './limits.ts';
import { type Ink, MEASURES, TYPE } from './theme.ts';

/** An option for echarts, and how high its picture has to be. The width is `MEASURES.width`. */
export interface Drawing {
  readonly option: EChartsOption;
  readonly height: number;
}

export interface Frame {
  /** Everything but axes and series. */
  readonly option: EChartsOption;
  /** Where the plot begins and how high the whole picture is. */
  readonly top: number;
  readonly height: number;
}

export const INNER_WIDTH = MEASURES.width - 2 * MEASURES.margin;
const SWATCH = 14;
/** Between entries of the key, across and down. */
const KEY_GAP = 20;
const KEY_ROW = SWATCH + KEY_GAP;
const leading = (size: number) => Math.round(size * 1.32);

/**
 * The frame of a chart whose plot, its axis included, is `plotHeight` high. `key` holds the names of the
 * series in the order to be read; the series carry their place in `chart.series` as names, since names repeat.
 */
export function frameOf(
  chart: FittedChart,
  ink: Ink,
  plotHeight: number,
  key: readonly number[] = [],
  notes: readonly string[] = chart.notes,
): Frame {
  const title = chart.title ? breakText(chart.title, INNER_WIDTH, TYPE.title, 600, 2) : [];
  const subtitle = chart.subtitle ? breakText(chart.subtitle, INNER_WIDTH, TYPE.subtitle, 400, 2) : [];
  const subtitleTop = MEASURES.margin + title.length * leading(TYPE.title);
  const keyTop = subtitleTop + subtitle.length * leading(TYPE.subtitle) + (key.length > 0 ? 16 : 0);
  const names = chart.series.map((one) => fitText(one.name, INNER_WIDTH / 2, TYPE.label));
  const top = keyTop + keyRows(key.map((index) => names[index] ?? '')) * KEY_ROW + (key.length > 0 ? 0 : 16);
  const footer = notes.length > 0 ? breakText(sentence(notes), INNER_WIDTH, TYPE.note, 400, 3) : [];
  const footerTop = top + plotHeight + (footer.length > 0 ? 12 : 0);
  return {
    top,
    height: Math.ceil(footerTop + footer.length * leading(TYPE.note) + MEASURES.margin * 0.7),
    option: {
      animation: false,
      backgroundColor: ink.ground,
      textStyle: { fontFamily: FONT_FAMILY },
      title: [
        textBlock(title, MEASURES.margin, TYPE.title, ink.strong, 600),
        textBlock(subtitle, subtitleTop, TYPE.subtitle, ink.quiet),
        textBlock(footer, footerTop, TYPE.note, ink.quiet),
      ],
      legend: {
        show: key.length > 0,
        data: key.map(String),
        formatter: (index: string) => names[Number(index)] ?? '',
        left: MEASURES.margin,
        top: keyTop,
        width: INNER_WIDTH,
        padding: 0,
        itemGap: KEY_GAP,
        itemWidth: SWATCH,
        itemHeight: SWATCH,
        icon: 'roundRect',
        itemStyle: { borderWidth: 0 },
        selectedMode: false,
        textStyle: { color: ink.body, fontSize: TYPE.label, lineHeight: SWATCH },
      },
    },
  };
}

/** A chart without a single value says so. */
export function nothingOption(chart: FittedChart, ink: Ink): Drawing {
  const { option, top, height } = frameOf(chart, ink, 120);
  const words = textBlock(['No values to draw'], top + 50, TYPE.subtitle, ink.quiet);
  const titles = Array.isArray(option.title) ? option.title : [];
  return {
    option: { ...option, title: [...titles, { ...words, left: 'center' }] },
    height,
  };
}

/** Lines of text from the left margin, as a title of echarts. */
export function textBlock(
  lines: readonly string[],
  top: number,
  fontSize: number,
  color: string,
  fontWeight: 400 | 600 = 400,
) {
  return {
    show: lines.length > 0,
    text: lines.join('\n'),
    left: MEASURES.margin,
    top,
    padding: 0,
    textStyle: { color, fontSize, fontWeight, lineHeight: leading(fontSize) },
  };
}

/** How many rows the key takes where it is broken at the width of the picture. */
function keyRows(names: readonly string[]): number {
  let rows = names.length > 0 ? 1 : 0;
  let used = 0;
  for (const name of names) {
    const width = SWATCH + 5 + measure(name, TYPE.label);
    if (used > 0 && used + width > INNER_WIDTH) {
      rows++;
      used = 0;
    }
    used += width + KEY_GAP;
  }
  return rows;
}

function sentence(notes: readonly string[]): string {
  return notes.map((note) => note.charAt(0).toUpperCase() + note.slice(1)).join(' · ');
}
