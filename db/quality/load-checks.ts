/** Reads `checks.yml`, or says which check is wrong and how to mend it. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { type QualityCheck, qualityCheck } from './check.ts';

/** The file of checks cannot be used. The message names every check at fault and its mend. */
export class ChecksError extends Error {
  override readonly name = 'ChecksError';
  constructor(problems: readonly string[], options?: ErrorOptions) {
    super(`The data-quality checks have ${problems.length} problem(s):\n- ${problems.join('\n- ')}`, options);
  }
}

const PLACEHOLDERS = ['tenant', 'today', 'currency', 'timezone'];

/** Parses the checks, by default those of `checks.yml` beside this file. Throws `ChecksError`. */
export function loadChecks(
  yamlText: string = readFileSync(new URL('./checks.yml', import.meta.url), 'utf8'),
): readonly QualityCheck[] {
  let entries: unknown;
  try {
    entries = parse(yamlText);
  } catch (error) {
    throw new ChecksError([`the file is not YAML: ${error instanceof Error ? error.message : error}`], {
      cause: error,
    });
  }
  if (!Array.isArray(entries))
    throw new ChecksError(['the file must be a list of checks, each beginning “- id: …”']);

  const checks: QualityCheck[] = [];
  const problems: string[] = [];
  const seen = new Set<string>();
  for (const [index, entry] of entries.entries()) {
    const name = nameOf(entry, index);
    const parsed = qualityCheck.safeParse(entry);
    if (!parsed.success) {
      problems.push(...parsed.error.issues.map((issue) => `${name}: ${describe(issue)}`));
      continue;
    }
    if (seen.has(parsed.data.id)) problems.push(`${name}: the id is taken by a check above; choose another`);
    seen.add(parsed.data.id);
    problems.push(...unknownPlaceholders(parsed.data).map((problem) => `${name}: ${problem}`));
    checks.push(parsed.data);
  }
  if (problems.length > 0) throw new ChecksError(problems);
  return checks;
}

function nameOf(entry: unknown, index: number): string {
  const named = z.object({ id: z.string() }).safeParse(entry);
  return named.success ? `check ${named.data.id}` : `check number ${index + 1}`;
}

function describe(issue: z.core.$ZodIssue): string {
  const place = issue.path.join('.');
  if (issue.code === 'unrecognized_keys')
    return `“${issue.keys.join('”, “')}” means nothing to this kind of check; remove it or correct its spelling`;
  if (issue.code === 'invalid_union')
    return `the kind is missing or unknown; the kinds are listed at the top of the file`;
  if (issue.code === 'invalid_type' && issue.input === undefined)
    return `“${place}” is missing or has the wrong type; write a ${issue.expected}`;
  return place ? `“${place}”: ${issue.message}` : issue.message;
}

function unknownPlaceholders(check: QualityCheck): string[] {
  const texts = Object.values(check)
    .flat()
    .filter((value) => typeof value === 'string');
  const used = texts.flatMap((text) => [...text.matchAll(/\{([a-z]+)\}/g)].map((match) => match[1] ?? ''));
  return used
    .filter((name) => !PLACEHOLDERS.includes(name))
    .map((name) => `there is no {${name}}; use {${PLACEHOLDERS.join('}, {')}}`);
}
