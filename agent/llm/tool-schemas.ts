/** A tool's arguments as a model reads them: JSON schema, made of the tool's own definition and kept short. */
import { z } from 'zod';
import type { AnyTool } from '../../tools/define-tool.ts';

const made = new WeakMap<AnyTool, Record<string, unknown>>();

export function schemaOf(tool: AnyTool): Record<string, unknown> {
  let schema = made.get(tool);
  if (!schema) {
    // What occurs twice is written once: a metric query is half as long that way.
    const { $schema: _, ...whole } = z.toJSONSchema(tool.input, { io: 'input', reused: 'ref' });
    schema = shortened(whole) as Record<string, unknown>;
    made.set(tool, schema);
  }
  return schema;
}

/** Without the bounds of JavaScript's integers, which bound nothing. */
function shortened(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shortened);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, one]) => one !== Number.MAX_SAFE_INTEGER && one !== Number.MIN_SAFE_INTEGER)
      .map(([key, one]) => [key, shortened(one)]),
  );
}
