/** The settings of metrics and spans; the names of OpenTelemetry are its own. */
import { z } from 'zod';
import { url } from './config-values.ts';
import type { TelemetryConfig } from './telemetry/settings.ts';

const text = z.string().trim().min(1);

export const telemetrySettings = {
  METRICS_TOKEN: text.min(16, 'must have at least 16 characters').optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: url.optional(),
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: url.optional(),
  OTEL_EXPORTER_OTLP_HEADERS: text
    .regex(/^[^=,]+=[^,]*(,[^=,]+=[^,]*)*$/, 'must look like name=value,name=value')
    .optional(),
  OTEL_SERVICE_NAME: text.default('audience-walker'),
};

const shape = z.object(telemetrySettings);

export function readTelemetry(s: z.infer<typeof shape>): TelemetryConfig {
  const base = s.OTEL_EXPORTER_OTLP_ENDPOINT?.replace(/\/$/, '');
  const otlpUrl = s.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT ?? (base ? `${base}/v1/traces` : undefined);
  return {
    ...(s.METRICS_TOKEN ? { metricsToken: s.METRICS_TOKEN } : {}),
    ...(otlpUrl ? { otlpUrl } : {}),
    otlpHeaders: readHeaders(s.OTEL_EXPORTER_OTLP_HEADERS),
    serviceName: s.OTEL_SERVICE_NAME,
  };
}

/** Values may be percent-encoded, as the specification says. */
function readHeaders(said: string | undefined): Record<string, string> {
  return Object.fromEntries(
    (said ?? '')
      .split(',')
      .filter(Boolean)
      .map((pair) => {
        const at = pair.indexOf('=');
        return [pair.slice(0, at).trim(), decoded(pair.slice(at + 1).trim())];
      }),
  );
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
