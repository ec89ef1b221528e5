/** How a sentence joins a name and a number: by what stands before the one and between the two. English, and no more than is clear. */
import type { Cited } from './cited.ts';
import type { Mention } from './mentions.ts';
import type { Stated } from './stated.ts';

/** Between a name and its number stands what joins them, and not what makes the number another's. */
const APART =
  /[;?!]|[.:—]\s|\b(?:than|versus|vs|against|compared|comparison|relative|ahead|behind|after|before|beyond|follow(?:s|ed|ing)?|next|other|others|rest|remaining|remainder|without|excluding|except|besides|but|while|whereas|unlike|although|though|total|overall|altogether|together|combined|everything|everywhere|all|average|averages|mean|median|second|third|fourth|fifth|runner-up|later|earlier|previous|previously|prior|year-ago|former|latter|elsewhere|half|twice|double|each|every|per|whose|who|which|that|where|when|because|since|until|if|would|not|no|never|instead|rather|nobody)\b/iu;
/** What stands before a name that only measures another. */
const ASIDE =
  /\b(?:than|versus|vs\.?|against|(?:compared|comparison|contrast) (?:with|to)|relative to|ahead of|behind|after|before|beyond|above|below|over|under|without|excluding|except(?: for)?|apart from|other than|aside from|outside(?: of)?|besides|unlike|like|not|nor|near|since|until|till|to|through|between|and not|instead of|rather than|as of|follow(?:s|ed|ing)?(?: by)?|beats?|beat|overtook|overtakes|passed|topped|tops?|exceed(?:s|ed)?)\s+(?:(?:in|at|on|for|during|from|of|the|that|those|only|its|their)\s+)*$/iu;
const ASIDE_OF_TIME = /\b(?:from|by|of|on)\s+(?:the )?$/iu;
const OF_TIME_APART = /\bfrom\b/iu;
const NEAR = 80;
/** “$1.5M from Chicago”, “27% in Q4”, “54.7% Nest-USA”. */
const JOINED =
  /^\s$|^\)?(?:\s+\p{L}[\p{L}’'-]*){0,3}?\s+(?:in|from|for|by|of|at|during)\s+(?:the\s+|customers?\s+)?$/iu;
/** “followed by California ($1.3M)”: whatever stands before a name, what is alone in brackets behind it is its own. */
const IN_BRACKETS = /^\s?\(\s*(?:about |around |some |roughly )?$/u;
const ALONE_IN_BRACKETS = /^[^()\d]*\)/u;
/** “Chicago ($1.5M)”, “Chicago: $1.5M”, “Chicago made about $1.5M”, “In November, revenue was $1.5M”: nothing but these. */
const CLOSE: ReadonlySet<string> = new Set(
  `made make makes brought brings bring in had has have earned earns generated generates took takes sold sells got gets spent spends
  recorded records reached reaches saw sees delivered delivers contributed contributes accounts account accounted for comes come came
  to stands stood at leads lead led with is was were are the most about around roughly some nearly almost only just a an there of s`.split(
    /\s+/,
  ),
);
const CLOSE_WORDS = 6;

/** A dimension, or time. */
export type Kind = string | null;

/** A number, and where it stands. */
export interface Place {
  readonly from: number;
  readonly to: number;
  readonly cited: Cited;
}

/** “54.7% to Nest-USA, 12.7% to Apparel”: what stands before the second is the first’s. */
export const mayBelongAfter = (between: string): boolean =>
  between.length < 40 && !/[,;:.(]|\b(?:and|or|with)\b/iu.test(between) && !APART.test(between);

export function isCloseTo(between: string, { stated }: Cited): boolean {
  const words = between.toLowerCase().match(/\p{L}+/gu) ?? [];
  return (
    words.length <= CLOSE_WORDS &&
    !/[^\p{L}\s’',(:|–—=-]/u.test(between) &&
    words.every((word) => CLOSE.has(word) || stated.some(({ of }) => of.includes(word)))
  );
}

/** Whether a number is said of what the one before it is said of: of the same, another measure; at the same time, another member. */
export function goesOn(text: string, earlier: Place | undefined, later: Place, kind: Kind): boolean {
  if (!earlier) return false;
  const between = text.slice(earlier.to, later.from);
  if (between.length > NEAR || APART.test(between) || OF_TIME_APART.test(between)) return false;
  const [before, after] = [earlier.cited.stated, later.cited.stated];
  const apart = (same: (one: Stated, other: Stated) => boolean) =>
    !before.some((one) => after.some((other) => same(one, other)));
  const otherMetric = apart((one, other) => one.of === other.of);
  return kind === null ? otherMetric || apart((one, other) => isSameMembers(one, other)) : otherMetric;
}

const isSameMembers = ({ members }: Stated, other: Stated): boolean =>
  members.size === other.members.size &&
  [...members].every(([dimension, values]) => {
    const others = other.members.get(dimension);
    return others !== undefined && [...values].some((value) => others.has(value));
  });

export function isJoinedBefore(
  text: string,
  mention: Mention,
  { from, to, cited }: Place,
  kind: Kind,
): boolean {
  const said = text.slice(mention.to, from).replace(/[:–—]\s*$/u, '');
  if (IN_BRACKETS.test(said) && ALONE_IN_BRACKETS.test(text.slice(to))) return true;
  const between = withoutAsides(said, cited.stated);
  const ahead = text.slice(Math.max(0, mention.from - 32), mention.from);
  if (between.length > NEAR || APART.test(between) || ASIDE.test(ahead)) return false;
  return kind !== null || !(ASIDE_OF_TIME.test(ahead) || OF_TIME_APART.test(between));
}

/** Without what stands in brackets, the words for all of time, and the column's own name (“average order value”). */
function withoutAsides(between: string, stated: readonly Stated[]): string {
  const names = new Set(stated.map(({ of }) => of));
  return [...names].reduce(
    (rest, name) => {
      const at = rest.toLowerCase().indexOf(name);
      return at < 0 ? rest : rest.slice(0, at) + rest.slice(at + name.length);
    },
    between.replace(/\([^()]*\)/gu, '').replace(/\b(?:in|over|of) all (?:the data|of \d{4})/iu, ''),
  );
}

export function isJoinedAfter(text: string, number: number, mention: Mention, kind: Kind): boolean {
  const between = text.slice(number, mention.from);
  if (APART.test(between) || ASIDE.test(between)) return false;
  return JOINED.test(between) && (kind !== null || !ASIDE_OF_TIME.test(between));
}
