/** Sends spans to an OpenTelemetry collector; loaded only where one is configured. */
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BasicTracerProvider, BatchSpanProcessor, type SpanExporter } from '@opentelemetry/sdk-trace-base';
import type { Watcher } from './happenings.ts';
import type { TelemetryConfig } from './settings.ts';
import { recordEmbeddingSpan, recordSpans } from './spans.ts';

export interface SpanSending {
  readonly watcher: Watcher;
  /** Sends what waits, for a few seconds at most. */
  stop(): Promise<void>;
}

const REQUEST_MS = 5_000;

export function createSpanSending(
  { otlpUrl, otlpHeaders, serviceName }: Required<Pick<TelemetryConfig, 'otlpUrl'>> & TelemetryConfig,
  log: { warn(fields: object, message: string): void },
): SpanSending {
  const exporter = new OTLPTraceExporter({
    url: otlpUrl,
    headers: { ...otlpHeaders },
    timeoutMillis: REQUEST_MS,
  });
  const provider = new BasicTracerProvider({
    resource: resourceFromAttributes({ 'service.name': serviceName }),
    spanProcessors: [
      new BatchSpanProcessor(telling(exporter, log), {
        scheduledDelayMillis: 2_000,
        exportTimeoutMillis: REQUEST_MS,
      }),
    ],
  });
  const tracer = provider.getTracer('audience-walker');
  return {
    watcher: {
      trace: (question, tenantId) => recordSpans(tracer, question, tenantId),
      embedding: (call) => recordEmbeddingSpan(tracer, call),
    },
    stop: () => provider.shutdown().catch((error: unknown) => log.warn({ err: error }, 'spans were lost')),
  };
}

/** The library would drop what cannot be sent without a word. It is said once, until it works again. */
function telling(exporter: SpanExporter, log: { warn(fields: object, message: string): void }): SpanExporter {
  let failing = false;
  return {
    export(spans, done) {
      exporter.export(spans, (result) => {
        const failed = result.error !== undefined;
        if (failed && !failing) log.warn({ err: result.error }, 'spans could not be sent');
        failing = failed;
        done(result);
      });
    },
    shutdown: () => exporter.shutdown(),
    forceFlush: async () => exporter.forceFlush?.(),
  };
}
