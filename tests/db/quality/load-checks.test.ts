import { describe, expect, it } from 'vitest';
import { ChecksError, loadChecks } from '../../../db/quality/load-checks.ts';

const GOOD = `
- id: age_plausible
  table: dim_customer
  title: Ages are plausible
  severity: warning
  means: Averages are off.
  mend: Correct the ages.
  kind: range
  column: age
  min: 13
`;

const broken = (change: (yaml: string) => string) => () => loadChecks(change(GOOD));

describe('reading checks', () => {
  it('reads a check, with nothing tolerated unless it says so', () => {
    expect(loadChecks(GOOD)).toEqual([
      expect.objectContaining({ id: 'age_plausible', kind: 'range', min: 13, tolerance: 0 }),
    ]);
  });

  it('says of every check in the file what it means and how it is mended, in sentences', () => {
    for (const check of loadChecks()) {
      expect(check.means, check.id).toMatch(/^[“A-Z0-9].*\.$/s);
      expect(check.mend, check.id).toMatch(/^[A-Z].*\.$/s);
      expect(check.title, check.id).not.toMatch(/\.$/);
    }
  });

  it.each([
    [
      'a missing part',
      (yaml: string) => yaml.replace(/ {2}mend.*\n/, ''),
      /check age_plausible: “mend” is missing/,
    ],
    [
      'an unknown table',
      (yaml: string) => yaml.replace('dim_customer', 'customers'),
      /check age_plausible: “table”.*dim_customer/,
    ],
    [
      'an unknown kind',
      (yaml: string) => yaml.replace('kind: range', 'kind: rage'),
      /check age_plausible: the kind is missing or unknown/,
    ],
    [
      'a parameter of another kind',
      (yaml: string) => `${yaml}  values: [1]\n`,
      /check age_plausible: “values” means nothing to this kind/,
    ],
    [
      'a range without ends',
      (yaml: string) => yaml.replace('  min: 13\n', ''),
      /check age_plausible: a range needs `min`, `max` or both/,
    ],
    [
      'a tolerance above all',
      (yaml: string) => `${yaml}  tolerance: 5\n`,
      /check age_plausible: “tolerance”/,
    ],
    ['an id taken twice', (yaml: string) => yaml + yaml, /check age_plausible: the id is taken/],
    [
      'an unknown placeholder',
      (yaml: string) => `${yaml}  where: age > {now}\n`,
      /check age_plausible: there is no \{now\}; use \{tenant\}/,
    ],
    [
      'a check without an id',
      (yaml: string) => yaml.replace('id: age_plausible', 'severe: yes'),
      /check number 1/,
    ],
    ['a file that is no list', () => 'checks: none', /must be a list of checks/],
    ['a file that is no YAML', () => '- id: [', /is not YAML/],
  ])('names the check and the mend for %s', (_what, change, message) => {
    expect(broken(change)).toThrow(ChecksError);
    expect(broken(change)).toThrow(message);
  });

  it('names all problems at once', () => {
    const two = `${GOOD.replace('warning', 'bad')}${GOOD.replace('age_plausible', 'other').replace('range', 'nothing')}`;
    expect(() => loadChecks(two)).toThrow(/2 problem.*check age_plausible.*check other/s);
  });
});
