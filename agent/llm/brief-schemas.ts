/**
 * Schemas as they go out with every request of the model: the same arguments in fewer words. What is left out (bounds,
 * defaults, which fields a kind must have) is told where a call goes wrong, by the tool's whole schema.
 */
import type { AnyTool } from '../../tools/define-tool.ts';
import { schemaOf } from './tool-schemas.ts';

type Schema = Readonly<Record<string, unknown>>;

const made = new WeakMap<AnyTool, Schema>();

export function briefSchemaOf(tool: AnyTool): Schema {
  const schema = made.get(tool) ?? brief(schemaOf(tool));
  made.set(tool, schema);
  return schema;
}

/** Below this a definition is shorter than what refers to it. */
const INLINE_CHARACTERS = 40;
const LEFT_OUT: ReadonlySet<string> = new Set([
  ...['$schema', 'default', 'propertyNames', 'additionalProperties'],
  ...['minItems', 'maxItems', 'minLength', 'maxLength', 'minimum', 'maximum', 'exclusiveMinimum'],
]);
const DAY = '^\\d{4}-\\d{2}-\\d{2}$';
const REF = '#/$defs/';

/** The schema in fewer words; any valid value of the one is one of the other. */
export function brief(schema: Schema): Schema {
  const definitions = new Map(
    Object.entries((schema.$defs ?? {}) as Readonly<Record<string, Schema>>).map(
      ([name, one]) => [name, shortened(one)] as const,
    ),
  );
  const { $defs: _, ...rest } = schema;
  const short = shortened(rest);
  const uses = [...definitions.values(), short].map((one) => JSON.stringify(one)).join();
  const kept = new Map<string, string>();
  for (const [name, one] of definitions) {
    const times = uses.split(`"${REF}${name}"`).length - 1;
    const isItself = JSON.stringify(one).includes(`"${REF}${name}"`);
    if (isItself || (times > 1 && JSON.stringify(one).length > INLINE_CHARACTERS))
      kept.set(name, `d${kept.size + 1}`);
  }
  const written = resolved(short, definitions, kept) as Schema;
  if (kept.size === 0) return written;
  const $defs = [...kept].map(([name, as]) => [as, resolved(definitions.get(name), definitions, kept)]);
  return { ...written, $defs: Object.fromEntries($defs) };
}

/** One schema, its parts shortened as well. Names of properties are not looked at. */
function shortened(schema: unknown): Schema {
  if (schema === null || typeof schema !== 'object' || Array.isArray(schema)) return {};
  const entries = Object.entries(schema).flatMap(([key, value]): [string, unknown][] => {
    if (LEFT_OUT.has(key)) return [];
    if (key === 'properties') return [[key, ofEach(value)]];
    if (key === 'items') return [[key, shortened(value)]];
    if (key === 'pattern') return value === DAY ? [['format', 'date']] : [[key, value]];
    if ((key === 'oneOf' || key === 'anyOf') && Array.isArray(value)) return [[key, value.map(shortened)]];
    return [[key, value]];
  });
  const short: Schema = Object.fromEntries(entries);
  return Array.isArray(short.oneOf) ? (flattened(short, short.oneOf) ?? short) : short;
}

const ofEach = (value: unknown): Schema =>
  Object.fromEntries(Object.entries(value as Schema).map(([name, one]) => [name, shortened(one)]));

/** “kind” says which of several objects it is: one object with all their fields, and a line about which has which. */
function flattened({ oneOf: _, ...around }: Schema, kinds: readonly Schema[]): Schema | null {
  const fields = new Map<string, unknown>();
  const names: string[] = [];
  const lines: string[] = [];
  for (const { properties, required } of kinds) {
    const { kind, ...own } = (properties ?? {}) as Readonly<Record<string, Schema>>;
    if (typeof kind?.const !== 'string') return null;
    names.push(kind.const);
    for (const [name, one] of Object.entries(own)) {
      const same = fields.get(name);
      // Two fields of one name that are not the same thing can only be told apart by their kinds.
      if (same !== undefined && JSON.stringify(same) !== JSON.stringify(one)) return null;
      fields.set(name, one);
    }
    const must = new Set(Array.isArray(required) ? required : []);
    const said = Object.keys(own).map((name) => (must.has(name) ? name : `${name}?`));
    lines.push(said.length > 0 ? `${kind.const}(${said.join(', ')})` : kind.const);
  }
  return {
    ...around,
    type: 'object',
    description: [around.description, lines.join(', ')].filter(Boolean).join(' '),
    properties: { kind: { type: 'string', enum: names }, ...Object.fromEntries(fields) },
    required: ['kind'],
  };
}

/** With what is referred to in its place, unless it is kept under a shorter name. */
function resolved(
  value: unknown,
  definitions: ReadonlyMap<string, Schema>,
  kept: ReadonlyMap<string, string>,
): unknown {
  if (Array.isArray(value)) return value.map((one) => resolved(one, definitions, kept));
  if (value === null || typeof value !== 'object') return value;
  const { $ref, ...rest } = value as Schema;
  const inside = Object.fromEntries(
    Object.entries(rest).map(([key, one]) => [key, resolved(one, definitions, kept)]),
  );
  if (typeof $ref !== 'string' || !$ref.startsWith(REF))
    return $ref === undefined ? inside : { ...inside, $ref };
  const name = $ref.slice(REF.length);
  const as = kept.get(name);
  if (as) return { ...inside, $ref: `${REF}${as}` };
  return { ...(resolved(definitions.get(name) ?? {}, definitions, kept) as Schema), ...inside };
}
