import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { buildRegistry } from '../../../tools/all-tools.ts';
import type { AnyTool } from '../../../tools/define-tool.ts';
import { UserError } from '../../../tools/errors.ts';
import { loadModel } from '../../../tools/metrics/load-model.ts';
import { ROLES } from '../../../tools/roles.ts';
import { localDiscovery } from '../../doubles/local-discovery.ts';

const registry = buildRegistry(loadModel(), { discovery: localDiscovery(), briefSurfaces: new Set() });
const tools = [...registry.values()];
const root = resolve(import.meta.dirname, '../../..');

/** Words that a command cannot read are a question, or the person is told how it is used. */
function parsed(tool: AnyTool, words: string): string {
  try {
    tool.command?.parse(words);
    return 'read';
  } catch (error) {
    return error instanceof UserError ? 'told how' : String(error);
  }
}

describe('every tool', () => {
  it.each(tools.map((tool) => [tool.name, tool] as const))('%s keeps the contract', (name, tool) => {
    expect(name).toMatch(/^[a-z][a-z_]*$/);
    expect(tool.title.length).toBeGreaterThan(3);
    expect(tool.description.length).toBeGreaterThan(30);
    expect(ROLES).toContain(tool.role);
    expect(['read', 'write']).toContain(tool.effect);
    // The model needs a JSON schema of the arguments.
    expect(z.toJSONSchema(tool.input, { io: 'input' })).toHaveProperty('$schema');
    if (tool.command) {
      expect(tool.command.usage.startsWith(tool.command.word)).toBe(true);
      expect(() => tool.command?.parse('')).not.toThrow();
      expect(['read', 'told how']).toContain(parsed(tool, 'some words nobody planned for'));
    }
  });

  it('has a command word of its own', () => {
    const words = tools.flatMap((tool) => (tool.command ? [tool.command.word] : []));
    expect(new Set(words).size).toBe(words.length);
  });

  it('has tests: its name stands in one', () => {
    const files = readdirSync(resolve(root, 'tests'), { recursive: true, encoding: 'utf8' });
    const tests = files
      .filter((file) => file.endsWith('.test.ts'))
      .map((file) => readFileSync(resolve(root, 'tests', file), 'utf8'));
    const untested = tools.filter(
      ({ name }) => !tests.some((test) => new RegExp(`\\b${name}\\b`).test(test)),
    );
    expect(untested.map(({ name }) => name)).toEqual([]);
  });

  it('is seen by the model like this', () => {
    const seen = tools.map((tool) => ({
      name: tool.name,
      description: tool.description,
      effect: tool.effect,
      role: tool.role,
      input: z.toJSONSchema(tool.input, { io: 'input' }),
    }));
    expect(seen).toMatchSnapshot();
  });
});
