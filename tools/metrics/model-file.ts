/** The model file as written: what an entry may say, each checked by itself. */
import { parse } from 'yaml';
import { z } from 'zod';

const words = z.array(z.string().transform((word) => word.toLowerCase())).default([]);

const joinEntry = z.strictObject({ table: z.string(), on: z.string(), attributes: z.string().optional() });

export const sourceEntry = z.strictObject({
  table: z.string().regex(/^[a-z_]+$/, 'a table name has lower-case letters and _ only'),
  label: z.string(),
  date: z.string().optional(),
  attributes: z.string().optional(),
  renewed_by: z.enum(['import', 'refresh']).default('import'),
  joins: z.record(z.string(), joinEntry).default({}),
});

const metricEntry = z.strictObject({
  label: z.string(),
  description: z.string().min(1),
  synonyms: words,
  source: z.string().optional(),
  expression: z.string().optional(),
  per: z.string().optional(),
  measure: z.string().optional(),
  ratio: z.tuple([z.string(), z.string()]).optional(),
  formula: z.string().optional(),
  format: z.enum(['money', 'integer', 'number', 'decimal', 'percent', 'times']),
  good: z.enum(['up', 'down', 'neutral']),
  additive: z.enum(['always', 'time', 'never']).default('never'),
  unit: z.tuple([z.string(), z.string()]).optional(),
  hidden: z.boolean().default(false),
  optional: z.boolean().default(false),
  needs_history: z.string().optional(),
  about: z.record(z.string(), z.string()).default({}),
});

export const dimensionEntry = z.strictObject({
  label: z.string(),
  plural: z.string(),
  synonyms: words,
  kind: z.enum(['categorical', 'number', 'time']).default('categorical'),
  expression: z.union([z.string(), z.array(z.string()).min(1)]),
  per: z.string().optional(),
  format: z.literal('money').optional(),
  personal: z.boolean().default(false),
  open: z.boolean().default(false),
  narrows_alone: z.array(z.string()).default([]),
  fixed: z.array(z.string()).optional(),
  values: z.record(z.string(), z.strictObject({ label: z.string().optional(), synonyms: words })).default({}),
  needs_history: z.boolean().default(false),
  condition: z.string().optional(),
});

const modelFile = z.strictObject({
  sources: z.record(z.string().regex(/^[a-z_]+$/), sourceEntry),
  metrics: z.record(z.string().regex(/^[a-z][a-z0-9_]*$/), metricEntry),
  dimensions: z.record(z.string().regex(/^[a-z][a-z0-9_]*$/), dimensionEntry),
});

export type MetricEntry = z.infer<typeof metricEntry>;

/** The model file says something that cannot be. The message names every place and its mend. */
export class ModelError extends Error {
  override readonly name = 'ModelError';
  constructor(problems: readonly string[], options?: ErrorOptions) {
    super(`The semantic model has ${problems.length} problem(s):\n- ${problems.join('\n- ')}`, options);
  }
}

/** Parses the text; throws `ModelError` where it is no YAML or an entry is not written as entries are. */
export function readModelFile(yamlText: string): z.infer<typeof modelFile> {
  let raw: unknown;
  try {
    raw = parse(yamlText);
  } catch (error) {
    throw new ModelError([`not YAML: ${error instanceof Error ? error.message : String(error)}`], {
      cause: error,
    });
  }
  const parsed = modelFile.safeParse(raw);
  if (parsed.success) return parsed.data;
  throw new ModelError(
    parsed.error.issues.map((issue) => `${issue.path.join('.') || 'the file'}: ${issue.message}`),
    { cause: parsed.error },
  );
}
