import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { cruise, type ICruiseOptions, type ICruiseResult } from 'dependency-cruiser';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/** The edge check is worth something only if it can fail: each row is a house with one forbidden import. */
const FORBIDDEN = [
  { rule: 'edge-cards', file: 'cards/a.ts', imports: '../db/b.ts' },
  { rule: 'edge-statistics', file: 'statistics/a.ts', imports: '../tools/b.ts' },
  { rule: 'edge-db', file: 'db/a.ts', imports: '../cards/b.ts' },
  { rule: 'edge-tools', file: 'tools/x/a.ts', imports: '../../handlers/b.ts' },
  { rule: 'edge-agent', file: 'agent/a.ts', imports: '../handlers/b.ts' },
  { rule: 'edge-handlers', file: 'handlers/a.ts', imports: '../bot/b.ts' },
  { rule: 'edge-jobs', file: 'jobs/a.ts', imports: '../agent/b.ts' },
  { rule: 'tool-inside-tool', file: 'tools/x/a.ts', imports: '../y/b.ts' },
  { rule: 'bolt-only-in-slack', file: 'bot/whatsapp/a.ts', imports: '@slack/bolt' },
  { rule: 'mail-only-in-email', file: 'bot/slack/a.ts', imports: 'nodemailer' },
  { rule: 'twilio-only-in-whatsapp', file: 'bot/slack/a.ts', imports: 'twilio' },
  { rule: 'aws4fetch-only-in-object-store', file: 'jobs/x/a.ts', imports: 'aws4fetch' },
  { rule: 'mcp-only-in-mcp', file: 'bot/console/a.ts', imports: '@modelcontextprotocol/sdk/types.js' },
  { rule: 'telemetry-only-in-telemetry', file: 'agent/llm/a.ts', imports: 'prom-client' },
  { rule: 'pg-only-in-db', file: 'tools/x/a.ts', imports: 'pg' },
  { rule: 'pure-rooms', file: 'statistics/a.ts', imports: 'node:fs' },
] as const;

const ALLOWED = [
  { file: 'tools/x/a.ts', imports: '../../db/b.ts' },
  { file: 'tools/x/a.ts', imports: '../b.ts' },
  { file: 'bot/a.ts', imports: '../handlers/b.ts' },
  { file: 'bot/slack/a.ts', imports: '@slack/bolt' },
  { file: 'db/a.ts', imports: 'pg' },
  { file: 'jobs/deliver-proposals/object-store/a.ts', imports: 'aws4fetch' },
] as const;

const root = resolve(import.meta.dirname, '../..');
const config = createRequire(import.meta.url)('../../.dependency-cruiser.cjs') as {
  forbidden: NonNullable<ICruiseOptions['ruleSet']>['forbidden'];
  options: ICruiseOptions;
};
let house = '';

beforeAll(async () => {
  house = await mkdtemp(join(tmpdir(), 'walker-edges-'));
  await symlink(join(root, 'node_modules'), join(house, 'node_modules'));
  await symlink(join(root, 'package.json'), join(house, 'package.json'));
});
afterAll(() => rm(house, { recursive: true, force: true }));

async function violationsOf(file: string, imports: string): Promise<string[]> {
  const target = imports.startsWith('.') ? join(house, dirname(file), imports) : null;
  for (const path of [join(house, file), ...(target ? [target] : [])])
    await mkdir(dirname(path), { recursive: true });
  if (target) await writeFile(target, 'export const b = 1;\n');
  await writeFile(join(house, file), `import * as b from '${imports}';\nexport const a = b;\n`);
  const { tsConfig: _tsConfig, ...options } = config.options;
  const result = await cruise(
    [file],
    { ...options, baseDir: house, validate: true, ruleSet: { forbidden: config.forbidden ?? [] } },
    undefined,
    {},
  );
  await rm(join(house, file));
  if (target) await rm(target);
  const { summary } = result.output as ICruiseResult;
  expect(summary.totalCruised).toBeGreaterThan(1);
  return summary.violations.map((violation) => violation.rule.name);
}

describe('the edge check', () => {
  it.each(FORBIDDEN)('$rule refuses $file → $imports', async ({ rule, file, imports }) => {
    expect(await violationsOf(file, imports)).toContain(rule);
  });

  it.each(ALLOWED)('lets $file import $imports', async ({ file, imports }) => {
    expect(await violationsOf(file, imports)).toEqual([]);
  });
});
