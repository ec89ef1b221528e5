/** Schemas as they go out with every request: shorter, and nothing that a call can hold is missing. */
import { describe, expect, it } from 'vitest';
import { brief, briefSchemaOf } from '../../../../agent/llm/brief-schemas.ts';
import { schemaOf } from '../../../../agent/llm/tool-schemas.ts';
import { buildRegistry } from '../../../../tools/all-tools.ts';
import { loadModel } from '../../../../tools/metrics/load-model.ts';
import { localDiscovery } from '../../../doubles/local-discovery.ts';

const registry = buildRegistry(loadModel(), { discovery: localDiscovery(), briefSurfaces: new Set() });
const tools = [...registry.values()];

/** Every name of a field and every value that may be chosen. */
function wordsIn(value: unknown, key = ''): Set<string> {
  if (typeof value === 'string') return new Set(key === 'const' || key === 'enum' ? [value] : []);
  if (Array.isArray(value)) return new Set(value.flatMap((one) => [...wordsIn(one, key)]));
  if (value === null || typeof value !== 'object') return new Set();
  return new Set(
    Object.entries(value).flatMap(([name, one]) => [
      ...(key === 'properties' ? [name] : []),
      ...wordsIn(one, name),
    ]),
  );
}

/** References that lead nowhere. */
function lost(schema: Readonly<Record<string, unknown>>): string[] {
  const known = new Set(Object.keys((schema.$defs ?? {}) as object).map((name) => `#/$defs/${name}`));
  const text = JSON.stringify(schema);
  return [...text.matchAll(/"\$ref":"([^"]+)"/g)].map(([, ref = '']) => ref).filter((ref) => !known.has(ref));
}

describe.each(tools.map((tool) => ({ tool, name: tool.name })))('$name', ({ tool }) => {
  it('has every field and choice, and every reference leads somewhere', () => {
    const short = briefSchemaOf(tool);
    expect([...wordsIn(short)].sort()).toEqual([...wordsIn(schemaOf(tool))].sort());
    expect(lost(short)).toEqual([]);
    expect(JSON.stringify(short).length).toBeLessThanOrEqual(JSON.stringify(schemaOf(tool)).length);
  });
});

it('halves what a query is', () => {
  const query = registry.get('sql_analytics');
  if (!query) throw new Error('no such tool');
  const size = (schema: object) => JSON.stringify(schema).length;
  expect(size(briefSchemaOf(query))).toBeLessThan(0.6 * size(schemaOf(query)));
});

const kind = (name: string, fields: object, required: string[] = []) => ({
  type: 'object',
  properties: { kind: { type: 'string', const: name }, ...fields },
  required: ['kind', ...required],
});

it('makes one object of several kinds, and says which has what', () => {
  const text = { type: 'string' };
  const period = {
    oneOf: [kind('all', {}), kind('last', { count: { type: 'integer' }, unit: text }, ['count'])],
  };
  expect(brief({ type: 'object', properties: { period } })).toEqual({
    type: 'object',
    properties: {
      period: {
        type: 'object',
        description: 'all, last(count, unit?)',
        properties: {
          kind: { type: 'string', enum: ['all', 'last'] },
          count: { type: 'integer' },
          unit: text,
        },
        required: ['kind'],
      },
    },
  });
});

it('leaves kinds apart whose fields of one name differ', () => {
  const oneOf = [kind('is', { of: { type: 'string' } }), kind('all', { of: { type: 'array' } })];
  expect(brief({ oneOf })).toEqual({ oneOf });
});

it('does not take a field for a bound that is called like one', () => {
  const schema = {
    type: 'object',
    properties: { default: { type: 'string', default: 'x' }, minimum: { type: 'integer' } },
  };
  expect(brief(schema)).toEqual({
    type: 'object',
    properties: { default: { type: 'string' }, minimum: { type: 'integer' } },
  });
});
