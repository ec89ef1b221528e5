/**
 * Two groups held against each other with no number named: “how do sock buyers differ from sneaker buyers”, “VIPs
 * compared with at-risk customers”. A count of each is no answer to that; what metrics can split by one dimension is
 * told in several numbers, and of other groups it is said that they can only be looked at one by one.
 */
import type { Trait } from '../../../tools/audience/gate.ts';
import type { Interpretation } from '../../interpretation.ts';
import { toCall } from '../call.ts';
import { CONVENTIONS } from '../lexicon/conventions.ts';
import { refusal } from '../refuse.ts';
import { restate } from '../restate.ts';
import { allOf } from './calls.ts';
import { type AudienceSetting, readRepaired, sceneOf } from './scene-of.ts';

const END = String.raw`(?:\s+(?:please|in general|overall))?[?.!\s]*$`;
const ONE = '(?<one>.+?)';
const OTHER = '(?<other>.+?)';

/** What asks how they are unlike: never for the number of each. */
const DIFFER: readonly RegExp[] = [
  new RegExp(
    String.raw`^how\s+(?:do|does|did|are|is)\s+${ONE}\s+(?:differ|different|differing)\s+(?:from|to|than)\s+${OTHER}${END}`,
    'iu',
  ),
  new RegExp(String.raw`^how\s+(?:do|are|did)\s+${ONE}\s+and\s+${OTHER}\s+(?:differ|different)${END}`, 'iu'),
  new RegExp(
    String.raw`^(?:(?:what|show me|tell me|describe|explain)\s+)?(?:(?:is|are|'s)\s+)?(?:the\s+)?(?:main\s+|biggest\s+)?differences?\s+between\s+${ONE}\s+and\s+${OTHER}${END}`,
    'iu',
  ),
  new RegExp(
    String.raw`^what\s+(?:sets|distinguishes|separates|makes)\s+${ONE}\s+(?:apart\s+|different\s+)?from\s+${OTHER}${END}`,
    'iu',
  ),
];

/** Of all of them or of each of them: both are told. */
const SPENDS_MORE = new RegExp(
  String.raw`^(?:do|did|does|who\s+spends\s+more[:,]?)\s+${ONE}\s+(?:spen[dt]|pay|buy|bought)\s+(?:more|less)(?:\s+(?:money|with us))?\s+than\s+${OTHER}${END}`,
  'iu',
);

/** What may be asked of a number that the thread or a habit names: metrics go first. */
const COMPARE: readonly RegExp[] = [
  new RegExp(
    String.raw`^how\s+(?:do|does|did)\s+${ONE}\s+(?:compare|stack up|measure up)\s+(?:with|to|against|and)\s+${OTHER}${END}`,
    'iu',
  ),
  new RegExp(
    String.raw`^(?:please\s+)?(?:compare|contrast)\s+${ONE}\s+(?:with|to|against|and|vs\.?|versus)\s+${OTHER}${END}`,
    'iu',
  ),
  new RegExp(String.raw`^${ONE}\s+(?:as\s+)?compared\s+(?:with|to|against)\s+${OTHER}${END}`, 'iu'),
  new RegExp(String.raw`^${ONE}\s+(?:vs\.?|versus|against)\s+${OTHER}${END}`, 'iu'),
];

/** “do we have more men or women”. */
const HAVE_MORE: readonly RegExp[] = [
  new RegExp(
    String.raw`^(?:do\s+we\s+have|have\s+we\s+got|are\s+there)\s+more\s+${ONE}\s+(?:or|than)\s+${OTHER}${END}`,
    'iu',
  ),
];

/** How two groups differ; null where the text does not ask that. */
export const readDifference = (text: string, setting: AudienceSetting): Interpretation | null =>
  held(text, DIFFER, setting) ??
  held(text, HAVE_MORE, setting, [CONVENTIONS.peopleOnFile]) ??
  held(text, [SPENDS_MORE], setting, SPENT);

/** Two groups side by side, no number named; null where the text names no two groups. */
export const readComparedGroups = (text: string, setting: AudienceSetting): Interpretation | null =>
  held(text, COMPARE, setting);

interface Group {
  readonly said: string;
  readonly trait: Trait | null;
}

function held(
  text: string,
  patterns: readonly RegExp[],
  setting: AudienceSetting,
  numbers: readonly string[] = NUMBERS,
): Interpretation | null {
  for (const pattern of patterns) {
    const { one, other } = pattern.exec(text.trim())?.groups ?? {};
    const groups = [one, other].map((said) => groupOf(said, setting));
    const [first, second] = groups;
    if (first && second)
      return inNumbers(first, second, setting, numbers) ?? oneByOne(first, second, setting);
  }
  return null;
}

function groupOf(said: string | undefined, setting: AudienceSetting): Group | null {
  if (said === undefined) return null;
  const plain = said.replace(/^(?:the|our|my|all)\s+/iu, '');
  const { read } = readRepaired(sceneOf(plain, setting), setting.knowledge);
  if (read?.kind !== 'people') {
    // “at-risk” alone is a segment's name, though no people by itself.
    const again = readRepaired(sceneOf(`${plain} customers`, setting), setting.knowledge).read;
    return again?.kind === 'people' ? asGroup(plain, again.people.gates) : null;
  }
  return asGroup(plain, read.people.gates);
}

function asGroup(said: string, gates: Parameters<typeof allOf>[0]): Group {
  const gate = allOf(gates);
  const isListed = gate.kind === 'trait' && gate.op === 'in' && gate.values.length === 1;
  return { said, trait: isListed ? gate : null };
}

/** Traits that metrics split by under the same name. */
const SPLIT_BY: ReadonlySet<string> = new Set(['segment', 'gender', 'location', 'country']);
const SPENT = ['revenue_per_customer', CONVENTIONS.money];
const NUMBERS = [CONVENTIONS.people, CONVENTIONS.money, CONVENTIONS.orders, 'average_order_value'];

function inNumbers(
  first: Group,
  second: Group,
  setting: AudienceSetting,
  numbers: readonly string[],
): Interpretation | null {
  const { knowledge, clock, workspace } = setting;
  const dimension = first.trait?.trait;
  if (!first.trait || dimension === undefined || second.trait?.trait !== dimension) return null;
  const values = [...first.trait.values, ...second.trait.values];
  const known = new Set(knowledge.vocabulary.values(dimension).map(({ value }) => value));
  const metrics = numbers.filter((id) => knowledge.metric(id));
  if (!SPLIT_BY.has(dimension) || metrics.length === 0 || !values.every((value) => known.has(value)))
    return null;
  const query = { metrics, by: [dimension], where: [{ dimension, op: 'in' as const, values }] };
  return {
    kind: 'call',
    call: toCall(query),
    restated: restate(query, knowledge, clock, workspace.currency),
    notes: ['You named no number, so I took several. Ask for one by name, or for the make-up of either.'],
  };
}

const oneByOne = (first: Group, second: Group, { knowledge }: AudienceSetting): Interpretation =>
  refusal(
    'I cannot hold two such groups against each other. I can describe each of them, or tell one number for each.',
    knowledge,
    [`make-up of ${first.said}`, `make-up of ${second.said}`, `average order value of ${first.said}`],
  );
