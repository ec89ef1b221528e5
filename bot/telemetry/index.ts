/** What operators can see of the process: `/metrics`, and spans where a collector is configured. */
import type { Router } from 'express';
import type { Log } from '../../handlers/log.ts';
import { createHappenings, type Happenings } from './happenings.ts';
import type { MetricsDeps } from './metrics.ts';
import type { TelemetryConfig } from './settings.ts';

export { watchTools, watchTurns } from './happenings.ts';
export { watchEmbedders } from './watch-embedders.ts';

export interface Telemetry {
  /** Told by whoever does something; watched by metrics and spans. */
  readonly happenings: Happenings;
  /** `/metrics`, which counts from now on. */
  metrics(deps: Omit<MetricsDeps, 'log'> & { readonly takesWebhooks: boolean }): Promise<Router>;
  /** Sends the spans that wait. */
  stop(): Promise<void>;
}

export async function createTelemetry(config: TelemetryConfig, log: Log): Promise<Telemetry> {
  const happenings = createHappenings(log);
  const spans = config.otlpUrl === undefined ? null : await openSpans(config, config.otlpUrl, log);
  if (spans) happenings.watch(spans.watcher);
  return {
    happenings,
    async metrics({ db, now, modelAgent, takesWebhooks }) {
      const { createMetrics } = await import('./metrics.ts');
      const { metricsRouter } = await import('./metrics-router.ts');
      const metrics = createMetrics({ db, now, modelAgent, log });
      happenings.watch(metrics.watcher);
      return metricsRouter(metrics, { takesWebhooks, token: config.metricsToken });
    },
    stop: async () => spans?.stop(),
  };
}

async function openSpans(config: TelemetryConfig, otlpUrl: string, log: Log) {
  const { createSpanSending } = await import('./exporter.ts');
  return createSpanSending({ ...config, otlpUrl }, log);
}
