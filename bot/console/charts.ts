/** The charts that cards on the page refer to, drawn when the browser asks for them. */
import type { ChartSpec } from '../../cards/chart.ts';
import type { RenderChart } from '../../cards/charts/render.ts';
import type { Scheme } from '../../cards/charts/theme.ts';
import { createBounded } from './bounded.ts';

/** Widths in pixels that may be asked for; others are rounded up, so that the cache stays useful. */
const CHART_WIDTHS = [640, 960, 1280] as const;
const MAX_CHARTS = 500;
const MAX_PICTURES = 100;

export interface Charts {
  /** Keeps `spec`; returns the id in its address. */
  keep(spec: ChartSpec): string;
  spec(id: string): ChartSpec | null;
  /** The PNG, or null where the id is not (or no longer) known. Rejects where drawing fails. */
  picture(id: string, scheme: Scheme, width: number): Promise<Buffer> | null;
  forget(): void;
}

/** Charts by id, the 500 last used of them, with the 100 pictures last used. */
export function createCharts(renderChart: RenderChart, newId: () => string): Charts {
  const specs = createBounded<ChartSpec>(MAX_CHARTS);
  const pictures = createBounded<Promise<Buffer>>(MAX_PICTURES);
  return {
    keep(spec) {
      const id = newId();
      specs.set(id, spec);
      return id;
    },
    spec: (id) => specs.get(id) ?? null,
    forget() {
      specs.clear();
      pictures.clear();
    },
    picture(id, scheme, askedWidth) {
      const spec = specs.get(id);
      if (!spec) return null;
      const width = CHART_WIDTHS.find((each) => each >= askedWidth) ?? CHART_WIDTHS[CHART_WIDTHS.length - 1];
      const key = `${id} ${scheme} ${width}`;
      const known = pictures.get(key);
      if (known) return known;
      const drawing = renderChart(spec, { width: width ?? askedWidth, scheme });
      pictures.set(key, drawing);
      drawing.catch(() => pictures.delete(key));
      return drawing;
    },
  };
}
