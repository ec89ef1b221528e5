/**
 * Whether a number is said of another column than the one it stands in: “8,690 customers”, and 8,690 are the orders. Only where
 * the name of the other column stands right beside it, and that column is in the results as well.
 */
import type { Cited } from './cited.ts';
import type { Mention } from './mentions.ts';
import { lower } from './names.ts';
import type { Stated } from './stated.ts';

/** Names of columns that say nothing by themselves. */
const VAGUE: ReadonlySet<string> = new Set([
  'share',
  'value',
  'events',
  'total',
  'engagement',
  'discount',
  'tax',
]);
const BEFORE =
  /^(?:['’]s?)?\s*(?:(?:in|for|from|of|during|at)\s\s+)?(?:[:(|=]|(?:of|was|were|is|are|came to|comes to|reached|stood at|stands at|at|totall?ed|amounted to)\b)?\s*(?:(?:about|around|roughly|some|nearly|almost|over|only|just|up|down|to)\s+)*$/iu;
/** “Revenue per customer” is no revenue, and “new customers” are not all. */
const OTHERWISE =
  /\b(?:per|by|new|returning|repeat|average|mean|median|each|other|after|before|without|minus|of)\s+$/iu;

/** True where some number of `text` is said of a column that has another. `all` are the numbers of all results. */
export function isOfAnotherColumn(
  text: string,
  numbers: readonly Cited[],
  mentions: readonly Mention[],
  all: readonly Stated[],
): boolean {
  const columns = [
    ...new Set(all.flatMap(({ of, freely, change }) => (freely || change ? [] : [of]))),
  ].filter((name) => name.length > 3 && !VAGUE.has(name));
  if (columns.length < 2) return false;
  // “Revenue in June was”: what is named between says nothing of the column.
  const folded = mentions.reduce(
    (rest, { from, to }) => `${rest.slice(0, from)}${' '.repeat(to - from)}${rest.slice(to)}`,
    lower(text),
  );
  return numbers.some((cited) => {
    if (cited.stated.some(({ freely, change }) => freely || change)) return false;
    const said = columnAfter(folded, cited, columns) ?? columnBefore(folded, cited, columns);
    return (
      said !== null &&
      !cited.stated.some(({ of }) => areAlike(of, said)) &&
      cited.stated.every(({ kind }) => all.some((one) => one.of === said && one.kind === kind))
    );
  });
}

/** “8,690 orders”, “$1.5M of revenue”. */
function columnAfter(text: string, { found }: Cited, columns: readonly string[]): string | null {
  const rest = text.slice(found.at + found.text.length).replace(/^\s+(?:(?:of|in)\s+)?/u, '');
  return longest(
    columns.filter((name) => rest.startsWith(name) && !/^[\p{L}\p{N}-]/u.test(rest.slice(name.length))),
  );
}

/** “Orders: 8,690”, “revenue was $1.5M”. */
function columnBefore(text: string, { found }: Cited, columns: readonly string[]): string | null {
  const ahead = text.slice(0, found.at);
  const near = columns.filter((name) => {
    const at = ahead.lastIndexOf(name);
    const before = ahead.slice(0, at);
    return (
      at >= 0 &&
      !/[\p{L}\p{N}-]$/u.test(before) &&
      !OTHERWISE.test(before) &&
      BEFORE.test(ahead.slice(at + name.length))
    );
  });
  return longest(near);
}

const longest = (names: readonly string[]): string | null =>
  [...names].sort((a, b) => b.length - a.length)[0] ?? null;

/** “new customers” may be said of customers. */
const areAlike = (one: string, other: string): boolean => one.includes(other) || other.includes(one);
