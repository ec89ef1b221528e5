import { expect, it } from 'vitest';
import { byOtherRisk, riskMeant } from '../../../tools/audience/at-risk.ts';
import type { Gate } from '../../../tools/audience/gate.ts';

const segment: Gate = { kind: 'trait', trait: 'segment', op: 'in', values: ['at risk'] };
const churn: Gate = { kind: 'trait', trait: 'churn_probability', op: '>=', values: [], value: 0.5 };
const women: Gate = { kind: 'trait', trait: 'gender', op: 'in', values: ['F'] };

it('finds the one meaning of “at risk” that a gate has, however deep', () => {
  expect(riskMeant(segment)).toBe('segment');
  expect(riskMeant({ kind: 'all', of: [women, { kind: 'not', gate: churn }] })).toBe('churn');
  expect(riskMeant({ kind: 'any', of: [segment, churn] })).toBeNull();
  expect(riskMeant(women)).toBeNull();
  expect(riskMeant({ ...churn, op: '<' })).toBeNull();
  expect(riskMeant({ ...segment, values: ['Loyal'] })).toBeNull();
});

it('asks the same by the other meaning, and leaves the rest', () => {
  const other = byOtherRisk({ kind: 'all', of: [women, segment] }, 'segment');
  expect(other).toEqual({ kind: 'all', of: [women, churn] });
  expect(byOtherRisk(other, 'churn')).toEqual({
    kind: 'all',
    of: [women, { ...segment, values: ['At Risk'] }],
  });
  expect(byOtherRisk({ kind: 'not', gate: churn }, 'segment')).toEqual({ kind: 'not', gate: churn });
});
