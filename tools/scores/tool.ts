import { z } from 'zod';
import type { Card, Headline } from '../../cards/card.ts';
import { formatValue } from '../../cards/format.ts';
import { defineTool, type ToolContext } from '../define-tool.ts';
import { explainModels, MODEL_NAMES } from './explain-models.ts';
import { readModelStatus, readScoreTotals } from './score-status.ts';

const input = z.object({});
const output = z.object({
  models: z.array(
    z.object({
      model: z.enum(['bg_nbd', 'gamma_gamma', 'shifted_beta_geometric']),
      asOf: z.string(),
      customers: z.number(),
      converged: z.boolean(),
      message: z.string().nullable(),
      logLikelihood: z.number().nullable(),
      parameters: z.record(z.string(), z.number()),
    }),
  ),
  totals: z.object({
    scoredOn: z.string(),
    horizonDays: z.number(),
    scored: z.number(),
    engagement: z.number().nullable(),
    withChurn: z.number(),
    churnRisk: z.number().nullable(),
    atRisk: z.number(),
    lifetimeValue: z.number().nullable(),
  }),
});
type Data = z.infer<typeof output>;

/** `score_status`: how the models behind churn risk and lifetime value fitted, when, on how many, and what it means. */
export const scoreStatus = defineTool({
  name: 'score_status',
  title: 'How the customer scores were made',
  description:
    'Says how the models behind churn risk, lifetime value and engagement fitted, when, on how many customers, and what they found. Use it when somebody asks whether the scores can be trusted, how old they are, or why there are none.',
  effect: 'read',
  role: 'viewer',
  input,
  output,
  command: { word: 'scores', usage: 'scores', parse: (text) => (text === '' ? {} : null) },
  async run(_, { db }) {
    const totals = await readScoreTotals(db);
    if (!totals) return { kind: 'empty', because: 'No customers are scored yet. Run “walker refresh”.' };
    const models = await readModelStatus(db);
    return {
      kind: 'ok',
      data: {
        models: models.map((model) => ({ ...model, parameters: { ...model.parameters } })),
        totals: { ...totals },
      },
    };
  },
  card: statusCard,
  summary: ({ totals, models }) =>
    `${totals.scored} customers scored on ${totals.scoredOn}, ${totals.atRisk} at risk. ${models
      .map(
        ({ model, converged, message }) =>
          `${MODEL_NAMES[model]}: ${converged ? 'fits' : (message ?? 'no fit')}`,
      )
      .join('; ')}`,
});

function statusCard({ models, totals }: Data, _input: unknown, { workspace }: ToolContext): Card {
  const { currency } = workspace;
  const headlines: readonly Headline[] = [
    { label: 'Customers scored', value: totals.scored, format: { kind: 'integer' } },
    { label: 'Churn risk', value: totals.churnRisk, format: { kind: 'percent' } },
    {
      label: 'Customers at risk',
      value: totals.withChurn > 0 ? totals.atRisk : null,
      format: { kind: 'integer' },
    },
    { label: 'Total lifetime value', value: totals.lifetimeValue, format: { kind: 'currency', currency } },
    { label: 'Engagement', value: totals.engagement, format: { kind: 'number', decimals: 1 } },
  ];
  return {
    tone: 'answer',
    title: 'How the customer scores were made',
    headlines,
    text: explainModels(models, currency),
    table: {
      caption: 'Models',
      columns: [
        { key: 'model', label: 'Model', role: 'dimension', format: { kind: 'text' } },
        { key: 'fitted', label: 'Fitted', role: 'text', format: { kind: 'text' } },
        { key: 'customers', label: 'Customers', role: 'metric', format: { kind: 'integer' } },
        { key: 'parameters', label: 'Parameters', role: 'text', format: { kind: 'text' } },
        {
          key: 'logLikelihood',
          label: 'Log-likelihood',
          role: 'metric',
          format: { kind: 'number', decimals: 2 },
        },
      ],
      rows: models.map((status) => ({
        model: MODEL_NAMES[status.model],
        fitted: status.converged ? 'yes' : 'no',
        customers: status.customers,
        parameters: parametersText(status),
        logLikelihood: status.logLikelihood,
      })),
      omitted: 0,
    },
    footnotes: [
      {
        kind: 'definition',
        text: `Churn risk is the probability that a customer is lost; lifetime value is the revenue to expect from them within ${totals.horizonDays} days; engagement, 0 to 100, is how lately and how often they were active and bought.`,
      },
      { kind: 'freshness', text: `Scored as of ${formatValue(totals.scoredOn, { kind: 'date' })}.` },
    ],
  };
}

const OF_THE_MODEL = { r: 'r', alpha: 'α', a: 'a', b: 'b', p: 'p', q: 'q', v: 'v', beta: 'β' } as const;

function parametersText({ parameters, converged }: Data['models'][number]): string {
  if (!converged) return '';
  return Object.entries(OF_THE_MODEL)
    .flatMap(([key, name]) => {
      const value = parameters[key];
      return value === undefined ? [] : [`${name} ${value.toPrecision(4)}`];
    })
    .join(', ');
}
