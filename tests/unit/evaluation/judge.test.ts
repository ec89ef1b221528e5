import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Given, judge } from '../../../bot/evaluation/judge.ts';
import { readQuestionSet, writeQuestionSet } from '../../../bot/evaluation/question-set.ts';
import { summarise } from '../../../bot/evaluation/report.ts';
import type { Result } from '../../../bot/evaluation/run-set.ts';
import type { Facts } from '../../../tools/define-tool.ts';
import { type Expectation, readExpectation, sayExpectation } from '../../../tools/expectation.ts';

const text = { kind: 'text' } as const;
const answered = (pairs: readonly (readonly [string, number])[], extra = false): Given => ({
  status: 'answered',
  facts: {
    answer: '',
    columns: [
      // The order of columns says nothing; their role does.
      ...(extra ? [{ key: 'share', label: 'Share', role: 'metric' as const, format: text }] : []),
      { key: 'n', label: 'Number', role: 'metric', format: text },
      { key: 'who', label: 'Who', role: 'dimension', format: text },
    ],
    rows: pairs.map(([who, n]) => ({ who, n, ...(extra ? { share: n / 10 } : {}) })),
    period: null,
    sql: null,
    params: [],
    definition: null,
  } satisfies Facts,
});
const verdict = (expected: Expectation, given: Given, ordered = false) =>
  judge({ expected, ordered, tolerance: 0.001 }, given).verdict;
const rows = (...pairs: [string, number][]): Expectation => ({ kind: 'rows', rows: pairs });

describe('an answer', () => {
  it('is right within the tolerance, in any order unless one is asked for', () => {
    const expected = rows(['Nest', 1], ['Nest-USA', 2]);
    expect(
      verdict(
        expected,
        answered([
          ['Nest-USA', 2.001],
          ['Nest', 1],
        ]),
      ),
    ).toBe('right');
    expect(
      verdict(
        expected,
        answered([
          ['Nest-USA', 2],
          ['Nest', 1],
        ]),
        true,
      ),
    ).toBe('wrong');
    expect(
      verdict(
        expected,
        answered([
          ['Nest-USA', 2.01],
          ['Nest', 1],
        ]),
      ),
    ).toBe('wrong');
    expect(
      verdict(
        expected,
        answered([
          ['Nest', 2],
          ['Nest-USA', 1],
        ]),
      ),
    ).toBe('wrong');
    expect(verdict(expected, answered([['Nest', 1]]))).toBe('wrong');
    expect(verdict({ kind: 'value', value: 5 }, answered([['', 5]]))).toBe('right');
    expect(
      verdict(
        { kind: 'value', value: 5 },
        answered([
          ['a', 5],
          ['b', 5],
        ]),
      ),
    ).toBe('wrong');
    expect(verdict({ kind: 'value', value: 0.5 }, answered([['', 5]], true))).toBe('right');
  });

  it('is asked or refused where none came, and right so where none was to come', () => {
    const value: Expectation = { kind: 'value', value: 1 };
    const none: Expectation = { kind: 'not_answered' };
    const given = (status: Given['status']): Given => ({ status, facts: null });
    expect([verdict(value, given('clarify')), verdict(value, given('refused'))]).toEqual([
      'asked',
      'refused',
    ]);
    expect([verdict(none, given('clarify')), verdict(none, given('refused'))]).toEqual(['right', 'right']);
    expect([verdict(none, given('failed')), verdict(value, given('failed'))]).toEqual(['failed', 'failed']);
    expect(verdict(none, answered([['', 1]]))).toBe('wrong');
    expect(verdict(value, { status: 'answered', facts: null })).toBe('wrong');
  });

  it('that is shuffled is as right as it was; one number changed makes it wrong', () => {
    const pairs = fc.uniqueArray(
      fc.tuple(fc.stringMatching(/^[a-z]{4}$/), fc.integer({ min: 1, max: 1e6 })),
      {
        minLength: 1,
        maxLength: 12,
        selector: ([label]) => label,
      },
    );
    fc.assert(
      fc.property(pairs, fc.nat(), (made, at) => {
        const expected = rows(...made);
        expect(verdict(expected, answered(made.toReversed()))).toBe('right');
        const changed = made.map(([label, n], index): [string, number] => [
          label,
          index === at % made.length ? n * 2 : n,
        ]);
        expect(verdict(expected, answered(changed))).toBe('wrong');
      }),
    );
  });
});

describe('a set', () => {
  it('that reviews have made is read as it was written', () => {
    const written = writeQuestionSet([
      { question: 'revenue last month', expected: { kind: 'value', value: 12.5 } },
      { question: 'our NPS', expected: { kind: 'not_answered' } },
      { question: 'orders by location', expected: rows(['Chicago', 3]) },
    ]);
    expect(readQuestionSet(written).map(({ turns, expected }) => [turns, expected])).toEqual([
      [['revenue last month'], { kind: 'value', value: 12.5 }],
      [['our NPS'], { kind: 'not_answered' }],
      [['orders by location'], rows(['Chicago', 3])],
    ]);
  });

  it('says which question cannot be read', () => {
    expect(() => readQuestionSet('{}')).toThrow('no questions');
    expect(() => readQuestionSet('nonsense')).toThrow('not JSON');
    expect(() =>
      readQuestionSet('[{"q": "a b", "kind": "not_answered"}, {"kind": "value", "value": 1}]'),
    ).toThrow(/Question 2.*needs a question/);
  });

  it.each([
    [{ question: 'revenue' }, 'Question 1 cannot be read: kind must be “value”, “rows” or “not_answered”.'],
    [{ q: 'revenue', kind: 'value' }, 'value is missing.'],
    [{ q: 'revenue', kind: 'rows', rows: [] }, 'rows is empty or too small.'],
    [{ q: 'revenue', kind: 'rows', rows: [['a', 'b']] }, 'rows.0.1 must be of the kind “number”.'],
    ['revenue', 'it must be of the kind “object”.'],
  ])('says what is wrong with %o, and where a set is shown', (one, problem) => {
    const read = () => readQuestionSet(JSON.stringify([one]));
    expect(read).toThrow(problem);
    expect(read).toThrow('docs/evaluation.md');
  });

  it('counts, adds up, and takes quantiles by nearest rank', () => {
    const one = (ms: number, more: Partial<Result> = {}): Result => ({
      ...{ verdict: 'right', because: '', question: '', group: '', ms, answeredBy: 'rules' },
      ...{ promptTokens: 10, completionTokens: 1, costUsd: 0.5 },
      ...more,
    });
    const report = summarise([
      one(40),
      one(10, { verdict: 'wrong' }),
      one(30),
      one(20, { answeredBy: 'model' }),
    ]);
    expect(report).toMatchObject({
      verdicts: { right: 3, wrong: 1 },
      answeredBy: { rules: 3, model: 1 },
      promptTokens: 40,
      costUsd: 2,
      latency: { p50: 20, p95: 40 },
    });
    expect(summarise([one(1, { costUsd: null }), one(1)]).costUsd).toBeNull();
  });
});

describe('what is right, as people type it', () => {
  it.each<[string, Expectation | null]>([
    ['1,250.50', { kind: 'value', value: 1250.5 }],
    ['$12', { kind: 'value', value: 12 }],
    ['12.5 %', { kind: 'value', value: 0.125 }],
    ['Not answered', { kind: 'not_answered' }],
    ['Chicago = 12; New York = 9', rows(['Chicago', 12], ['New York', 9])],
    ['a = b = 3', rows(['a = b', 3])],
    ['a lot', null],
    ['Chicago = many', null],
    ['= 3', null],
    ['', null],
  ])('“%s”', (said, expected) => expect(readExpectation(said)).toEqual(expected));

  it('is read back as it is said', () => {
    for (const expected of [rows(['Chicago', 12], ['New York', 9.5]), { kind: 'value', value: -3 } as const])
      expect(readExpectation(sayExpectation(expected))).toEqual(expected);
  });
});
