/** What this turn's tool results say, as far as a number in a text can be held against it. */
import type { Call } from '../../../cards/card.ts';
import type { FoundDate, FoundNumber } from './found.ts';
import type { KnownMembers, Member } from './mentions.ts';
import { createNames, type Names } from './names.ts';
import { readNumbers } from './read-numbers.ts';
import type { DayRange, KnownNumber, ResultSeen } from './result-seen.ts';
import { argumentsOf, hasDigits, type Seen, seenIn, textsIn } from './seen-in.ts';
import { namesOf, type Stated } from './stated.ts';

export interface Evidence {
  readonly numbers: readonly KnownNumber[];
  /** Those of `numbers` of which the results say what they are of. */
  readonly stated: readonly Stated[];
  /** Those that stand in sentences and headlines alone. */
  readonly loose: readonly KnownNumber[];
  /** What a number may be said of. */
  readonly members: KnownMembers;
  /** Numbers that calls were made with (“the last 60 days”, “over 200,000”): they may be said again, as such. */
  readonly asked: readonly number[];
  /** Numbers of the question: where a call was made with them too, they may be said again in any way. */
  readonly question: readonly FoundNumber[];
  /** Numbers that a button would be pressed with: they may be said of the button. */
  readonly offered: readonly KnownNumber[];
  /** Names out of the data that hold digits (“Nest Cam 2”, “15311”): they may be written, they are no amounts. */
  readonly names: Names;
  /** Days that may be spoken of. */
  readonly ranges: readonly DayRange[];
  /** Rows of each result: “the top 3”, “all 5 places”. */
  readonly rowCounts: readonly number[];
  /** Some result speaks of campaigns, segments and the like, not of numbers alone. */
  readonly ofThings: boolean;
}

/** What may be said besides the results. */
export interface Besides {
  /** Days that may be spoken of anyway: the data's own bounds, today. */
  readonly days: readonly DayRange[];
  readonly question: string;
  /** The calls behind the buttons that were offered. */
  readonly offers: readonly Call[];
  /** The text is a question back or a refusal: it may say all that was asked. */
  readonly saidBack: boolean;
  /** Values that a dimension has in the workspace: those of a name that is in no result may be meant as well. */
  readonly valuesOf: (dimension: string) => readonly { readonly value: string; readonly label: string }[];
}

/** A dimension with more values than these has names that are looked for where results hold them. */
const MAX_VALUES = 500;

/** Everything that `results` show, and what may be said besides. */
export function evidenceOf(results: readonly ResultSeen[], besides: Partial<Besides> = {}): Evidence {
  const { days = [], question = '', offers = [], saidBack = false, valuesOf = () => [] } = besides;
  const said = readNumbers(question);
  const numbers = said.filter((one) => one.kind === 'number');
  const seen = results.map(seenOnce);
  const all = <Part>(part: (one: Seen) => readonly Part[]): Part[] => seen.flatMap(part);
  const stated = all((one) => one.stated);
  const loose = all((one) => one.loose);
  return {
    ...{ stated, loose, numbers: [...stated, ...loose] },
    members: membersAmong(stated, valuesOf),
    question: numbers,
    asked: [...(saidBack ? numbers.map(({ value }) => value) : []), ...all((one) => one.asked)],
    ranges: [
      ...days,
      ...(saidBack ? said.flatMap((one) => (one.kind === 'date' ? rangeOf(one) : [])) : []),
      ...all((one) => one.ranges),
    ],
    offered: offers.flatMap(offeredBy),
    names: createNames([
      ...offers.flatMap(({ args }) => textsIn(args)).filter(hasDigits),
      ...all((one) => one.labels),
    ]),
    rowCounts: [...(offers.length > 0 ? [offers.length] : []), ...all((one) => one.rowCounts)],
    ofThings: seen.some((one) => one.ofThings),
  };
}

const read = new WeakMap<ResultSeen, Seen>();

/** A text is held against the same results again and again while it is written. */
function seenOnce(result: ResultSeen): Seen {
  const seen = read.get(result) ?? seenIn(result);
  read.set(result, seen);
  return seen;
}

function membersAmong(stated: readonly Stated[], valuesOf: Besides['valuesOf']): KnownMembers {
  const byName = new Map<string, Member[]>();
  const add = (name: string, member: Member) => {
    const same = byName.get(name);
    if (same) same.push(member);
    else byName.set(name, [member]);
  };
  const named = namesOf(stated);
  for (const [value, dimensions] of named)
    for (const dimension of dimensions) add(value, { dimension, value });
  for (const dimension of new Set([...named.values()].flatMap((dimensions) => [...dimensions]))) {
    const values = valuesOf(dimension);
    if (values.length > MAX_VALUES) continue;
    for (const { value, label } of values) {
      if (!named.get(value)?.has(dimension)) add(value, { dimension, value });
      if (label !== value) add(label, { dimension, value });
    }
  }
  return { byName, names: createNames(byName.keys()) };
}

const rangeOf = ({ year }: FoundDate): DayRange[] =>
  year === null ? [] : [{ from: `${year}-01-01`, to: `${year}-12-31` }];

/** Of a call that nobody has made yet: its numbers, and how many things its lists hold. */
function offeredBy({ args }: Call): KnownNumber[] {
  const lists = Object.values(args).filter((value) => Array.isArray(value));
  const counts = lists.map(({ length }) => ({ value: length, kind: 'plain' as const }));
  return [...counts, ...argumentsOf(args).flatMap(eitherWay)];
}

/** An argument of a button: “value: 15” may be 15 percent, “holdout: 0.1” a tenth. */
const eitherWay = (value: number): KnownNumber[] => [
  { value, kind: 'plain' },
  { value: value > 1 ? value / 100 : value, kind: 'percent' },
];
