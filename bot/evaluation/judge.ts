/** Holds an answer against what is right: columns by their role, rows, their order where it is asked for, numbers within a tolerance. */
import type { Facts } from '../../tools/define-tool.ts';
import type { EvaluationCase } from './question-set.ts';

/** `asked` and `refused` are honest; only `wrong` and `failed` are faults. */
export type Verdict = 'right' | 'asked' | 'refused' | 'wrong' | 'failed';

export interface Judged {
  readonly verdict: Verdict;
  /** What is not right; empty where it is. */
  readonly because: string;
}

export interface Given {
  readonly status: 'answered' | 'clarify' | 'refused' | 'failed' | 'ignored';
  readonly facts: Facts | null;
}

type Pair = readonly [label: string, value: number];

export function judge(
  { expected, ordered, tolerance }: Omit<EvaluationCase, 'turns' | 'group'>,
  given: Given,
): Judged {
  const { status, facts } = given;
  if (status === 'failed' || status === 'ignored') return { verdict: 'failed', because: 'it failed' };
  if (expected.kind === 'not_answered')
    return status === 'answered' ? wrong('it was answered, and there is no answer') : RIGHT;
  if (status !== 'answered')
    return status === 'clarify'
      ? { verdict: 'asked', because: 'it asked back' }
      : { verdict: 'refused', because: 'it was not answered' };
  const pairs = facts ? pairsOf(facts) : [];
  if (expected.kind === 'value') {
    const [only, second] = pairs;
    if (!only || second) return wrong(`one number was expected, and ${pairs.length} rows came`);
    return isNear(only[1], expected.value, tolerance)
      ? RIGHT
      : wrong(`${expected.value} was expected, and ${only[1]} came`);
  }
  return ordered ? inOrder(expected.rows, pairs, tolerance) : inAnyOrder(expected.rows, pairs, tolerance);
}

const RIGHT: Judged = { verdict: 'right', because: '' };
const wrong = (because: string): Judged => ({ verdict: 'wrong', because });

/** Label and number of every row: the first column that is no metric, and the share or else the first that is one. */
function pairsOf({ columns, rows }: Facts): readonly Pair[] {
  const label = columns.find(({ role }) => role !== 'metric');
  const metrics = columns.filter(({ role }) => role === 'metric');
  const metric = metrics.find(({ key }) => key === 'share') ?? metrics[0];
  return rows.map((row) => [
    String(label ? row[label.key] : ''),
    metric && typeof row[metric.key] === 'number' ? Number(row[metric.key]) : Number.NaN,
  ]);
}

function inOrder(expected: readonly Pair[], got: readonly Pair[], tolerance: number): Judged {
  if (got.length !== expected.length) return wrong(countOf(expected, got));
  for (const [index, row] of expected.entries()) {
    const other = got[index];
    if (!other || !isCalled(other[0], row[0]))
      return wrong(`row ${index + 1} should be ${row[0]}, and is ${other?.[0]}`);
    if (!isNear(other[1], row[1], tolerance))
      return wrong(`${row[0]} should be ${row[1]}, and is ${other[1]}`);
  }
  return RIGHT;
}

function inAnyOrder(expected: readonly Pair[], got: readonly Pair[], tolerance: number): Judged {
  if (got.length !== expected.length) return wrong(countOf(expected, got));
  const left = [...got];
  // Longer labels first: “Nest” is also a part of “Nest-USA”.
  for (const [label, value] of expected.toSorted((a, b) => b[0].length - a[0].length)) {
    const exact = left.findIndex(([name]) => name === label);
    const at = exact >= 0 ? exact : left.findIndex(([name]) => isCalled(name, label));
    const [found] = at >= 0 ? left.splice(at, 1) : [];
    if (!found) return wrong(`${label} is missing`);
    if (!isNear(found[1], value, tolerance)) return wrong(`${label} should be ${value}, and is ${found[1]}`);
  }
  return RIGHT;
}

const countOf = (expected: readonly Pair[], got: readonly Pair[]): string =>
  `${expected.length} rows were expected, and ${got.length} came`;

/** An answer may say more: “Q3 2019” where “Q3” is expected. */
const isCalled = (name: string, expected: string): boolean =>
  name.toLowerCase().includes(expected.toLowerCase());

const isNear = (actual: number, expected: number, tolerance: number): boolean =>
  Math.abs(actual - expected) <= Math.abs(expected) * tolerance;
