/** Draws charts with echarts, and turns them into pixels with resvg. Heavy to load: only the worker does. */
import { Resvg } from '@resvg/resvg-js';
import { format, init, setPlatformAPI } from 'echarts/dist/echarts.esm.min.mjs';
import type { ChartSpec } from '../chart.ts';
import { chartOption } from './chart-option.ts';
import { chartAltText } from './fallback.ts';
import { FONT_FAMILY, FONT_FILES, measure } from './font.ts';
import { MEASURES, type Scheme } from './theme.ts';

/** The character by whose width echarts guesses the height of a line; the font lacks it, as it does all Chinese. */
const SQUARE = '国';
/** Height of a line, as a share of the size of its text. */
const LINE = 1.3;

// There is no browser to measure in; without this echarts guesses, and labels collide.
setPlatformAPI({
  measureText(text, font = '') {
    const size = Number(/([\d.]+)px/.exec(font)?.[1] ?? 12);
    const weight = /\b(?:600|bold)\b/.test(font) ? 600 : 400;
    return { width: text === SQUARE ? size * LINE : measure(text, size, weight) };
  },
});

/** The chart as one SVG element, 800 wide, as high as it needs to be. */
export function drawSvg(spec: ChartSpec, scheme: Scheme): string {
  const { option, height } = chartOption(spec, scheme);
  const chart = init(null, null, { renderer: 'svg', ssr: true, width: MEASURES.width, height });
  try {
    chart.setOption(option);
    const described = format.encodeHTML(chartAltText(spec).replace(/[\ufffe\uffff]/g, ''));
    return chart.renderToSVGString().replace('<svg ', () => `<svg role="img" aria-label="${described}" `);
  } finally {
    chart.dispose();
  }
}

/** The chart as a PNG `width` pixels wide. */
export function drawPng(spec: ChartSpec, scheme: Scheme, width: number): Uint8Array<ArrayBuffer> {
  const picture = new Resvg(drawSvg(spec, scheme), {
    fitTo: { mode: 'width', value: width },
    font: {
      loadSystemFonts: false,
      fontFiles: Object.values(FONT_FILES),
      defaultFontFamily: FONT_FAMILY,
    },
  });
  return new Uint8Array(picture.render().asPng());
}
