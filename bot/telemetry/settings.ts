/** Where numbers and spans of the process may be read. */
export interface TelemetryConfig {
  /** Demanded by `/metrics`; without it only this machine reads them. */
  readonly metricsToken?: string;
  /** The collector's address for traces; absent: no spans are made. */
  readonly otlpUrl?: string;
  /** As they are sent along, a key perhaps. */
  readonly otlpHeaders: Readonly<Record<string, string>>;
  readonly serviceName: string;
}
