import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { createGuard, type Guard } from '../../../../tools/guarded-sql/guard.ts';
import { TABLES } from '../../../../tools/guarded-sql/vocabulary.ts';
import { HOSTILE } from './hostile.ts';
import { LEGITIMATE } from './legitimate.ts';

let guard: Guard;
beforeAll(async () => {
  guard = await createGuard();
});

describe('the guard of statements', () => {
  it('knows enough ways to be attacked, and enough ways to be used', () => {
    expect(new Set(Object.values(HOSTILE).flat()).size).toBeGreaterThanOrEqual(150);
    expect(new Set(LEGITIMATE).size).toBeGreaterThanOrEqual(60);
  });

  describe.each(Object.entries(HOSTILE))('refuses %s', (_what, statements) => {
    it.each(statements.map((statement) => [statement.slice(0, 100), statement]))(
      '%s',
      (_shown, statement) => {
        expect(guard(statement)).toEqual({ kind: 'refused', because: expect.stringMatching(/\S/) });
      },
    );
  });

  it.each(LEGITIMATE)('lets %s pass', (statement) => {
    expect(guard(statement)).toMatchObject({ kind: 'allowed' });
  });

  it('tells which tables are read', () => {
    expect(
      guard('with a as (select 1 as b) select b from a, fct_sales s join dim_products p using (product_sku)'),
    ).toEqual({
      kind: 'allowed',
      tables: ['dim_products', 'fct_sales'],
    });
  });

  it('refuses whatever is put into a good statement that is not on its lists', () => {
    const strange = fc.constantFrom(
      ...[
        'pg_sleep(1)',
        'people',
        'email',
        'c.*',
        "'a'::regclass",
        'current_user',
        'pg_class',
        "set_config('a','b',true)",
      ],
    );
    const place = fc.constantFrom(
      (x: string) => `select ${x} from dim_customer c`,
      (x: string) => `select age from dim_customer c where ${x} is not null`,
      (x: string) => `select age from dim_customer c order by ${x}`,
      (x: string) => `select max(age) from dim_customer c group by ${x}`,
      (x: string) => `select count(*) filter (where ${x} is null) from dim_customer c`,
      (x: string) => `select sum(age) over (partition by ${x}) from dim_customer c`,
      (x: string) => `select case when age > 1 then ${x} end from dim_customer c`,
      (x: string) => `select age from dim_customer c union all select ${x} from dim_customer c`,
      (x: string) => `with t as (select ${x} as y from dim_customer c) select y from t`,
      (x: string) => `select (select ${x} from dim_customer c limit 1)`,
      (x: string) => `select coalesce(${x}, null) from dim_customer c`,
      (x: string) => `select array[${x}] from dim_customer c`,
      (x: string) => `select age in (1, ${x}) from dim_customer c`,
      (x: string) => `select age from dim_customer c limit (select ${x} from dim_customer c)`,
      (x: string) => `select l.y from dim_customer c, lateral (select ${x} as y) l`,
      (x: string) => `select age from dim_customer c join fct_sales s on ${x} is null`,
    );
    fc.assert(
      fc.property(place, strange, fc.boolean(), (put, what, loud) => {
        const statement = put(what);
        expect(guard(loud ? statement.toUpperCase() : statement).kind).toBe('refused');
      }),
      { numRuns: 300 },
    );
  });

  it('never lets a table pass that is not listed, however statements are cut and joined', () => {
    const words = [...LEGITIMATE, ...Object.values(HOSTILE).flat()].flatMap((statement) =>
      statement.length < 400 ? statement.split(/(\s+|[(),;])/) : [],
    );
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...words), { maxLength: 30 }), (pieces) => {
        const verdict = guard(pieces.join(''));
        if (verdict.kind === 'allowed')
          for (const table of verdict.tables) expect(TABLES).toHaveProperty(table);
      }),
      { numRuns: 3000 },
    );
  });

  it('takes any text at all for a statement', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void guard(text)));
    fc.assert(fc.property(fc.string(), (text) => void guard(`select ${text}`)));
    for (const deep of [
      `select ${'not '.repeat(2_400)}true`,
      `${'(select '.repeat(1_100)}1${')'.repeat(1_100)}`,
    ])
      expect(['allowed', 'refused']).toContain(guard(deep).kind);
  });
});
