/** What the running tests say this morning. */
import { z } from 'zod';
import { foundBy, type Morning, type TestsFound } from '../../tools/brief/index.ts';
import type { ToolContext } from '../../tools/define-tool.ts';
import type { Registry } from '../../tools/registry.ts';
import { runTool } from '../../tools/run-tool.ts';

const listed = z.object({
  tests: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      verdict: z.string(),
      days: z.number(),
      sentence: z.string(),
    }),
  ),
});

/**
 * Every running test with its verdict; tests that are decided or broken come first. `before` is the last morning: only a
 * verdict that is another than then has changed.
 */
export async function findTests(
  registry: Registry,
  context: ToolContext,
  before: Morning | null,
): Promise<TestsFound> {
  const known = new Map(before && foundBy(before, 'tests')?.tests.map(({ id, verdict }) => [id, verdict]));
  const { outcome } = await runTool(registry, { tool: 'ab_tests', args: { status: 'running' } }, context);
  if (outcome.kind === 'empty') return { tests: [] };
  if (outcome.kind !== 'ok') throw new Error(`the tests of the morning were not answered: ${outcome.kind}`);
  const { tests } = listed.parse(outcome.data);
  const rank = ({ verdict }: { verdict: string }) =>
    ['broken', 'winner', 'no_difference', 'keep_running', 'none'].indexOf(verdict);
  return {
    tests: tests
      .map((test) => ({ ...test, changed: known.get(test.id) !== test.verdict }))
      .sort((a, b) => rank(a) - rank(b)),
  };
}
