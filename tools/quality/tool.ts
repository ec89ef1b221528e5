import { CHECKED_TABLES, type QualityCheck } from '../../db/quality/check.ts';
import { runQuality } from '../../db/quality/run-quality.ts';
import { defineTool } from '../define-tool.ts';
import { qualityCard } from './card.ts';
import { qualityFacts } from './facts.ts';
import { findingsOf, qualityData, qualityInput, TABLES } from './findings.ts';

/** `data_quality`: runs every check now and says what fails, what it means and how to mend it. */
export const dataQuality = (checks: readonly QualityCheck[]) =>
  defineTool({
    name: 'data_quality',
    title: 'Data quality',
    description:
      'Runs the data-quality checks (missing values, duplicates, orphans, ranges, dates, totals that must add up) and lists those that fail, worst first, with the mend. Use it for questions about whether the data is complete, clean or trustworthy.',
    effect: 'read',
    role: 'viewer',
    input: qualityInput,
    output: qualityData,
    command: {
      word: 'quality',
      usage: 'quality [customers|products|coupons|sales|spend|events]',
      parse: parseCommand,
    },
    async run({ table }, { db, now, newId, progress, signal }) {
      progress(`Running ${checks.length} checks over the data`);
      const report = await runQuality(db, { checks, now: now(), newId, signal });
      const data = findingsOf(report, table);
      if (data.passed + data.failed === 0)
        return {
          kind: 'empty',
          because: table
            ? `There is no data in ${CHECKED_TABLES[table].label.toLowerCase()} yet, so there is nothing to check.`
            : 'This workspace holds no data yet, so there is nothing to check. Import a file first.',
        };
      return { kind: 'ok', data };
    },
    card: qualityCard,
    summary: ({ passed, failed, idle, findings }) =>
      [
        `${passed} of ${passed + failed} checks pass; ${idle} had nothing to check.`,
        ...findings
          .slice(0, 10)
          .map((f) => `${f.severity}: ${f.title}: does not hold for ${f.failed} of ${f.checked}.`),
      ].join(' '),
    facts: qualityFacts,
  });

/** `quality sales`: the table by its label or its own name. Other words are not for this tool. */
function parseCommand(text: string): Record<string, unknown> | null {
  const word = text.trim().toLowerCase();
  if (word === '') return {};
  const table = TABLES.find((name) => name === word || CHECKED_TABLES[name].label.toLowerCase() === word);
  return table ? { table } : null;
}
