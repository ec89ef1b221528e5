/** Any chart as a picture. Drawn in a thread of its own, which starts with the first chart. */
import type { ChartSpec } from '../chart.ts';
import { createDrawingThread } from './drawing-thread.ts';
import { MEASURES, type Scheme } from './theme.ts';

export interface ChartOptions {
  /** Pixels; the height follows. Default 1200, from 200 to 3200. */
  readonly width?: number;
  /** Light unless told otherwise. */
  readonly scheme?: Scheme;
}

/** Draws a chart to a picture; what surfaces are given. */
export type RenderChart = (spec: ChartSpec, options?: ChartOptions) => Promise<Buffer>;

const thread = createDrawingThread(new URL('./worker.mjs', import.meta.url));

/** The chart as a PNG. Any spec gives a picture; rejects only where the drawing thread cannot run. */
export const renderChart: RenderChart = async (spec, { scheme = 'light', width } = {}) => {
  const pixels = Math.min(3200, Math.max(200, Math.round(width ?? MEASURES.width * MEASURES.scale)));
  const png = await thread.ask({ kind: 'png', spec, scheme, width: pixels });
  return typeof png === 'string' ? Buffer.from(png) : Buffer.from(png.buffer, png.byteOffset, png.byteLength);
};

/** The chart as one SVG element, 800 wide, as high as it needs to be. */
export async function renderChartSvg(
  spec: ChartSpec,
  { scheme = 'light' }: Pick<ChartOptions, 'scheme'> = {},
): Promise<string> {
  return String(await thread.ask({ kind: 'svg', spec, scheme }));
}
