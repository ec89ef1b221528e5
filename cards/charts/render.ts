/** Any chart as a PNG, drawn with the font that ships with the package. */
import { renderAsync } from '@resvg/resvg-js';
import type { ChartSpec } from '../chart.ts';
import { FONT_FAMILY, FONT_FILES } from './font.ts';
import { renderChartSvg } from './svg-chart.ts';
import { MEASURES, type Scheme } from './theme.ts';

export { renderChartSvg } from './svg-chart.ts';

export interface ChartOptions {
  /** Pixels; the height follows. Default 1200, from 200 to 3200. */
  readonly width?: number;
  /** Light unless told otherwise. */
  readonly scheme?: Scheme;
}

/** Draws a chart to a picture; what surfaces are given. */
export type RenderChart = (spec: ChartSpec, options?: ChartOptions) => Promise<Buffer>;

/** The chart as a PNG. Total: any spec gives a picture. The pixels are made off the main thread. */
export const renderChart: RenderChart = async (spec, options = {}) => {
  const svg = renderChartSvg(spec, { scheme: options.scheme });
  const width = Math.min(3200, Math.max(200, Math.round(options.width ?? MEASURES.width * MEASURES.scale)));
  const image = await renderAsync(svg, {
    fitTo: { mode: 'width', value: width },
    font: {
      loadSystemFonts: false,
      fontFiles: Object.values(FONT_FILES),
      defaultFontFamily: FONT_FAMILY,
    },
  });
  return image.asPng();
};
