import { describe, expect, it } from 'vitest';
import { loadModel } from '../../../tools/metrics/load-model.ts';
import { partsOf, reaches } from '../../../tools/metrics/model.ts';
import { ModelError } from '../../../tools/metrics/model-file.ts';

const SOURCE = `
sources:
  sales:
    table: fct_sales
    label: sales
    date: sales.transaction_date
`;
const REVENUE = `
  revenue: { label: Revenue, description: d, source: sales, expression: sum(sales.total_amount), format: money, good: up }
`;

function problems(yaml: string): string {
  try {
    loadModel(yaml);
  } catch (error) {
    if (error instanceof ModelError) return error.message;
    throw error;
  }
  return 'none';
}

describe('the model that ships', () => {
  const model = loadModel();

  it('gives every word to one metric and one dimension', () => {
    for (const entries of [model.metrics.values(), model.dimensions.values()]) {
      const owner = new Map<string, string>();
      for (const { id, kind, synonyms } of [...entries]) {
        // A number and its bands share their words: which is meant follows from the condition.
        if (kind === 'number') continue;
        for (const word of synonyms) {
          expect(`${word}: ${owner.get(word) ?? id}`).toBe(`${word}: ${id}`);
          owner.set(word, id);
        }
      }
    }
  });

  it('describes every metric in a sentence and reaches every part from its source', () => {
    for (const metric of model.metrics.values()) {
      expect(metric.description).toMatch(/\.$/);
      for (const part of partsOf(metric, model)) {
        const source = model.sources.get(part.source);
        expect(source && reaches(source, part.per?.measure ?? part.expression)).toBe(true);
      }
    }
  });
});

describe('a model that is wrong says where and how to mend it', () => {
  it.each<[string, string, RegExp]>([
    ['no YAML', '{', /not YAML/],
    ['a misspelt key', `${SOURCE}\nmetrics: {}\ndimensions: {}\nmetric: {}`, /metric/],
    [
      'a ratio of nothing known',
      `${SOURCE}metrics:${REVENUE}\n  roas: { label: R, description: d, ratio: [revenu, revenue], format: times, good: up }\ndimensions: {}`,
      /metrics\.roas: there is no metric “revenu”; did you mean “revenue”\?/,
    ],
    [
      'an unknown source',
      `${SOURCE}metrics:\n  a: { label: A, description: d, source: sale, expression: count(*), format: integer, good: up }\ndimensions: {}`,
      /metrics\.a\.source: there is no source “sale”; did you mean “sales”\?/,
    ],
    [
      'a table out of reach',
      `${SOURCE}metrics:\n  a: { label: A, description: d, source: sales, expression: sum(spend.amount), format: money, good: up }\ndimensions: {}`,
      /metrics\.a: sales cannot compute “sum\(spend\.amount\)”/,
    ],
    [
      'a metric without a way to compute it',
      `${SOURCE}metrics:\n  a: { label: A, description: d, format: money, good: up }\ndimensions: {}`,
      /metrics\.a: write either/,
    ],
    [
      'a circle',
      `${SOURCE}metrics:${REVENUE}\n  a: { label: A, description: d, ratio: [b, revenue], format: money, good: up }\n  b: { label: B, description: d, formula: "{a} + 1", format: money, good: up }\ndimensions: {}`,
      /defined by itself/,
    ],
    [
      'a dimension out of reach',
      `${SOURCE}metrics:${REVENUE}\ndimensions:\n  page: { label: Page, plural: pages, expression: events.page }`,
      /dimensions\.page: no source reaches “events\.page”/,
    ],
  ])('%s', (_, yaml, expected) => {
    expect(problems(yaml)).toMatch(expected);
  });
});
