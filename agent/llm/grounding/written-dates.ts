/** Dates as people write them: “3 April 2021”, “Q3 2019”, “2019-04”. English alone. */
import type { FoundDate } from './found.ts';

const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const MONTH =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?';
const YEAR = '(?:19|20)\\d{2}';
const ON = '(?<![\\p{L}\\p{N}])';
const OFF = '(?![\\p{L}\\p{N}])';

interface DatePattern {
  readonly pattern: RegExp;
  readonly read: (groups: readonly (string | undefined)[]) => Partial<Parts>;
}

type Parts = Pick<FoundDate, 'year' | 'month' | 'day' | 'months'>;

export const NO_PARTS: Parts = { year: null, month: null, day: null, months: null };

const monthOf = (word = ''): number => MONTHS.indexOf(word.slice(0, 3).toLowerCase()) + 1;
const numberOr = (text: string | undefined): number | null => (text === undefined ? null : Number(text));

/** “Q3” is July to September, “H1” January to June; of a week nobody knows without its year. */
function monthsOf(part = ''): FoundDate['months'] {
  const place = Number(part.slice(1));
  if (/^q/i.test(part)) return [3 * place - 2, 3 * place];
  return /^h/i.test(part) ? [6 * place - 5, 6 * place] : null;
}

/** The most telling first: what is read is taken out of the text. */
export const DATES: readonly DatePattern[] = [
  {
    pattern: new RegExp(`${ON}(${YEAR})-(\\d{2})(?:-(\\d{2}))?${OFF}`, 'giu'),
    read: ([year, month, day]) => ({ year: numberOr(year), month: numberOr(month), day: numberOr(day) }),
  },
  {
    pattern: new RegExp(`${ON}(\\d{1,2})(?:st|nd|rd|th)?(?: of)? (${MONTH})(?:,? (${YEAR}))?${OFF}`, 'giu'),
    read: ([day, month, year]) => ({ year: numberOr(year), month: monthOf(month), day: numberOr(day) }),
  },
  {
    pattern: new RegExp(
      `${ON}(${MONTH}) (\\d{1,2})(?:st|nd|rd|th)?(?:,? (${YEAR}))?(?![\\d,.]?\\d)${OFF}`,
      'giu',
    ),
    read: ([month, day, year]) => ({ year: numberOr(year), month: monthOf(month), day: numberOr(day) }),
  },
  {
    pattern:
      /(?<=\b(?:until|till|by|to|through|from|since|on|before|after) )the (\d{1,2})(?:st|nd|rd|th)(?!\s*\p{L})/giu,
    read: ([day]) => ({ day: numberOr(day) }),
  },
  {
    pattern: new RegExp(`${ON}(${MONTH}),? (${YEAR})${OFF}`, 'giu'),
    read: ([month, year]) => ({ year: numberOr(year), month: monthOf(month) }),
  },
  {
    // “Q3 2019”, “H1”, “week 12”.
    pattern: new RegExp(`${ON}(q[1-4]|h[12]|week \\d{1,2})(?:,? (?:of )?(${YEAR}))?${OFF}`, 'giu'),
    read: ([part, year]) => ({ year: numberOr(year), months: monthsOf(part) }),
  },
  {
    pattern: new RegExp(
      `(?<![\\p{L}\\p{N}.,$€£¥₹+−-])(${YEAR})(?![\\p{L}\\p{N}%×]|[.,]\\d| ?(?:%|percent|k\\b|million|thousand|billion))`,
      'giu',
    ),
    read: ([year]) => ({ year: numberOr(year) }),
  },
];
