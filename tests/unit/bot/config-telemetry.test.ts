import { describe, expect, it } from 'vitest';
import { ConfigError, parseConfig } from '../../../bot/config.ts';

const telemetry = (env: Record<string, string>) => parseConfig(env).telemetry;

describe('settings of metrics and spans', () => {
  it('are off where nothing is set', () => {
    expect(telemetry({})).toEqual({ otlpHeaders: {}, serviceName: 'audience-walker' });
  });

  it('find the path for traces as the specification says', () => {
    const endpoint = 'http://collector:4318/base/';
    expect(telemetry({ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint }).otlpUrl).toBe(
      'http://collector:4318/base/v1/traces',
    );
    const traces = 'https://collector/own/path';
    expect(
      telemetry({ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: traces })
        .otlpUrl,
    ).toBe(traces);
  });

  it('read headers, percent-encoded or not', () => {
    const said = 'authorization=Basic%20YTpi==, x-odd=100%';
    expect(telemetry({ OTEL_EXPORTER_OTLP_HEADERS: said }).otlpHeaders).toEqual({
      authorization: 'Basic YTpi==',
      'x-odd': '100%',
    });
  });

  it.each([
    [{ METRICS_TOKEN: 'short' }, /METRICS_TOKEN must have at least 16/],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'collector:4318' }, /OTEL_EXPORTER_OTLP_ENDPOINT/],
    [{ OTEL_EXPORTER_OTLP_HEADERS: 'nothing' }, /must look like name=value/],
  ])('that do not fit are told: %o', (env, message) => {
    expect(() => parseConfig(env as Record<string, string>)).toThrow(ConfigError);
    expect(() => parseConfig(env as Record<string, string>)).toThrow(message);
  });
});

describe('the price of embeddings', () => {
  const env = { OPENAI_API_KEY: 'k', OPENAI_EMBEDDING_MODEL: 'text-embedding-3-small' };
  const price = (more: Record<string, string>) => parseConfig({ ...env, ...more }).openai?.pricePerMillion;

  it('is that of its own setting, else of the table', () => {
    const table = '{"text-embedding-3-small": {"embedding": 0.015}}';
    expect(price({})).toBeUndefined();
    expect(price({ MODEL_PRICES: table })).toBe(0.015);
    expect(price({ MODEL_PRICES: table, OPENAI_EMBEDDING_PRICE: '0.01' })).toBe(0.01);
  });
});
