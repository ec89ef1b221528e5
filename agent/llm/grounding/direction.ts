/**
 * Whether a sentence says that something rose that fell, or the other way round. Only what is clear counts: a change that the
 * results have with its sign, and two numbers of which one is said to have become the other.
 */
import type { Cited } from './cited.ts';
import type { FoundNumber } from './found.ts';

const UP =
  '(?:up|rose|risen|rise[sn]?|rising|grew|grow[ns]?|growing|growth|gain(?:ed|s|ing)?|increas(?:e|ed|es|ing)|climb(?:ed|s|ing)?|jump(?:ed|s)?|surged?|went up)';
const DOWN =
  '(?:down|fell|fall(?:s|en|ing)?|drop(?:ped|s|ping)?|declin(?:e|ed|es|ing)|decreas(?:e|ed|es|ing)|shr[aiu]nk|lost|slipp?ed|slid|sank|plunged|dipped|went down|reduction|decline)';
const MOVES = new RegExp(`\\b(?:(${UP})|(${DOWN}))\\b`, 'giu');
/** “rose by about 12%”, “up 12%”, “a drop of 12%”. */
const RIGHT_BEFORE = new RegExp(
  `\\b(?:(${UP})|(${DOWN}))(?:\\s+(?:by|of|about|around|roughly|some|nearly|almost|over|more than|another|a|an|only|just|further|slightly|sharply|strongly|clearly)){0,3}\\s*[(~+−-]?\\s*$`,
  'iu',
);
/** “12% growth”, “a 12% drop”. */
const RIGHT_AFTER =
  /^\s+(?:(growth|increase|rise|gain|up)|(decline|decrease|drop|fall|reduction|loss|down))\b/iu;
const DENIED =
  /\b(?:[Nn]ot?|[Nn]ever|nor|[Ww]ithout|instead|rather|[Ii]f|unless|would|could|might|may|should)\b|n['’]t\b/u;

type Way = 1 | -1;

/** True where `text` has a direction that its numbers have not. */
export function isTurnedRound(text: string, numbers: readonly Cited[]): boolean {
  if (DENIED.test(text)) return false;
  const inOrder = [...numbers].sort((a, b) => a.found.at - b.found.at);
  return inOrder.some((one) => isAgainstItsSign(text, one)) || isAgainstItsEnds(text, inOrder);
}

/** “fell by 27.3%” of a change of +27.3%. */
function isAgainstItsSign(text: string, { found, stated }: Cited): boolean {
  // A sign that is written has been held against the results already.
  if (found.sign !== null || stated.length === 0) return false;
  if (stated.some(({ change, value }) => !change || value === 0)) return false;
  const ways = new Set(stated.map(({ value }) => Math.sign(value)));
  if (ways.size > 1) return false;
  const way = wayAt(text, found);
  return way !== null && !ways.has(way);
}

function wayAt(text: string, { at, text: said }: FoundNumber): Way | null {
  const before = RIGHT_BEFORE.exec(text.slice(0, at));
  const after = RIGHT_AFTER.exec(text.slice(at + said.length));
  const ways = [before, after].flatMap((match): Way[] => (match ? [match[1] ? 1 : -1] : []));
  return ways.length === 1 ? (ways[0] ?? null) : null;
}

/** “rose from $1.3M to $1.1M”, “$1.1M, up from $1.3M”, “down 3% against …”. */
function isAgainstItsEnds(text: string, numbers: readonly Cited[]): boolean {
  const moves = [...text.matchAll(MOVES)].map((match) => (match[1] ? 1 : -1));
  if (new Set(moves).size !== 1) return false;
  const ends = endsIn(text, numbers);
  if (ends.length !== 1) return false;
  const [[from, to] = [0, 0]] = ends;
  return from !== to && Math.sign(to - from) !== moves[0];
}

const FROM = /\bfrom\s+(?:about |around |some |roughly |nearly |almost )?$/iu;
const TO = /^[^;.]{0,40}\bto\s+(?:about |around |some |roughly |nearly |almost )?$/iu;
const AGAINST =
  /^[^;.]{0,40}(?:\bagainst|\bversus|\bvs\.?|\bcompared (?:with|to)|\b(?:up|down) from|,? after)\s+(?:about |around |some |roughly )?$/iu;

/** What is said to have become what: its value before, and after. */
function endsIn(text: string, numbers: readonly Cited[]): [number, number][] {
  const amounts = numbers.filter(({ stated }) => stated.some(({ change }) => !change));
  return amounts.slice(1).flatMap((later, at): [number, number][] => {
    const earlier = amounts[at];
    if (!earlier || !isOneMeasure(earlier, later)) return [];
    const { at: from, text: said, value } = earlier.found;
    const between = text.slice(from + said.length, later.found.at);
    if (FROM.test(text.slice(0, from)) && TO.test(between)) return [[value, later.found.value]];
    return AGAINST.test(between) || (TO.test(text.slice(0, from)) && FROM.test(between))
      ? [[later.found.value, value]]
      : [];
  });
}

/** Both are of one column, and of the same members at two times. */
const isOneMeasure = ({ stated }: Cited, other: Cited): boolean =>
  stated.some((one) =>
    other.stated.some(
      ({ of, kind, change, period }) =>
        of === one.of &&
        kind === one.kind &&
        !change &&
        !one.change &&
        (period?.from ?? '') !== (one.period?.from ?? ''),
    ),
  );
