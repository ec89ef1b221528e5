import { z } from 'zod';
import { readable } from '../../db/readable.ts';
import { defineTool } from '../define-tool.ts';
import { findTest } from './find-test.ts';
import { metricOf, PRIMARY_METRICS } from './metrics.ts';
import { readJudgement } from './read-judgement.ts';
import type { AbTest } from './read-tests.ts';
import { showCard } from './show-card.ts';
import { shownOf, shownTest } from './shown-test.ts';

/** `show_ab_test`: one test with its verdict. */
export const showAbTest = defineTool({
  name: 'show_ab_test',
  title: 'A/B test',
  description:
    'Shows one A/B test: people and rate of each variation with intervals, lift over the control, the verdict (winner, no difference, keep running, broken), the check of the split and the guardrails. Use it for “how is the welcome email test doing” or “which variation is winning”.',
  effect: 'read',
  role: 'viewer',
  input: z.object({
    test: z.string().min(1),
    /** Another metric than the one that decides the test. */
    metric: z.enum(PRIMARY_METRICS).optional(),
  }),
  output: shownTest,
  async run({ test: said, metric }, { db, workspace, now }) {
    const found = await findTest(db, said, (id) => ({
      tool: 'show_ab_test',
      args: { test: id, ...(metric ? { metric } : {}) },
    }));
    if (found.kind !== 'found') return found;
    const { test } = found;
    const looked = byMetric(test, metric ?? test.metric);
    const shown = shownOf(looked, await readJudgement(readable(db), workspace, looked, now()));
    return { kind: 'ok', data: { ...shown, decidedBy: test.metric } };
  },
  card: showCard,
  summary: ({ test, sentence, arms }) =>
    `${test.name} (${test.status}): ${sentence} ${arms.map(({ name, people, value }) => `${name}: ${people} people, ${value ?? 'nothing yet'}`).join('; ')}`,
  facts: ({ test, sentence, arms }) => ({
    answer: sentence,
    columns: [
      { key: 'variation', label: 'Variation', role: 'dimension', format: { kind: 'text' } },
      { key: 'people', label: 'People', role: 'metric', format: { kind: 'integer' } },
      {
        key: 'value',
        label: metricOf(test.metric).label,
        role: 'metric',
        format: { kind: 'number', decimals: 6 },
      },
      { key: 'lift', label: 'Lift', role: 'metric', format: { kind: 'percent' } },
      { key: 'best', label: 'Chance to be best', role: 'metric', format: { kind: 'percent' } },
    ],
    rows: arms.map(({ name, people, value, lift, probabilityBest }) => ({
      variation: name,
      people,
      value,
      lift,
      best: probabilityBest,
    })),
    period: null,
    sql: null,
    params: [],
    definition: null,
  }),
});

/** The test as if it were decided by the metric; what decides it does not guard it as well. */
const byMetric = (test: AbTest, metric: AbTest['metric']): AbTest => ({
  ...test,
  metric,
  guardrails: test.guardrails.filter((id) => id !== metric),
});
