/**
 * Two groups held against each other with no number named: “how do sock buyers differ from sneaker buyers”, “VIPs
 * compared with at-risk customers”. A count of each is no answer to that: they are told in several numbers, split by one
 * dimension where metrics can, and group by group otherwise.
 */
import type { Gate, Trait } from '../../../tools/audience/gate.ts';
import type { Interpretation } from '../../interpretation.ts';
import { toCall } from '../call.ts';
import { CONVENTIONS } from '../lexicon/conventions.ts';
import { restate } from '../restate.ts';
import { deedsIn } from './deeds-of.ts';
import { groupFiguresCall, type TwoGroups, twoGroups } from './group-figures.ts';
import type { AudienceSetting } from './scene-of.ts';

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
  held(text, HAVE_MORE, setting, { numbers: [CONVENTIONS.peopleOnFile] }) ??
  held(text, [SPENDS_MORE], setting, { numbers: SPENT });

/** Two groups side by side, no number named; null where the text names no two groups. */
export const readComparedGroups = (text: string, setting: AudienceSetting): Interpretation | null =>
  held(text, COMPARE, setting);

/** The same of people named by what they did: metrics would take sock buyers for a category. */
export const readComparedDoers = (text: string, setting: AudienceSetting): Interpretation | null =>
  ASKS_COUNT.test(text) ? null : held(text, COMPARE, setting, { byDeeds: true });

const ASKS_COUNT = /\b(?:how\s+many|number\s+of|count)\b/iu;

function held(
  text: string,
  patterns: readonly RegExp[],
  setting: AudienceSetting,
  { numbers = NUMBERS, byDeeds = false }: { numbers?: readonly string[]; byDeeds?: boolean } = {},
): Interpretation | null {
  for (const pattern of patterns) {
    const { one = '', other = '' } = pattern.exec(text.trim())?.groups ?? {};
    const two = one === '' || other === '' ? null : twoGroups(one, other, setting);
    if (!two || (byDeeds && !two.groups.some(({ gate }) => deedsIn(gate).length > 0))) continue;
    const known = numbers.filter((id) => setting.knowledge.metric(id));
    return (
      inNumbers(two, setting, known) ??
      groupFiguresCall(two.groups, besidesPeople(known, two), two.period, setting, [
        ...NOT_NAMED,
        ...DAYS(two),
      ])
    );
  }
  return null;
}

/** How many people they are is told anyway; how many of them bought differs from it on some days only. */
const besidesPeople = (numbers: readonly string[], { period }: TwoGroups): readonly string[] =>
  period || numbers.length < 2 ? numbers : numbers.filter((id) => id !== CONVENTIONS.people);

const NOT_NAMED = [
  'You named no number, so I took several. Ask for one by name, or for the make-up of either.',
];
const DAYS = ({ period }: TwoGroups): readonly string[] =>
  period ? ['I took the days for the figures, not for who belongs to the groups.'] : [];

/** Traits that metrics split by under the same name. */
const SPLIT_BY: ReadonlySet<string> = new Set(['segment', 'gender', 'location', 'country']);
const SPENT = ['revenue_per_customer', CONVENTIONS.money];
const NUMBERS = [
  CONVENTIONS.people,
  CONVENTIONS.money,
  CONVENTIONS.orders,
  'average_order_value',
  'revenue_per_customer',
];

/** Metrics split the one group from the other by the dimension that sets them apart. */
function inNumbers(
  { groups, period }: TwoGroups,
  { knowledge, clock, workspace }: AudienceSetting,
  metrics: readonly string[],
): Interpretation | null {
  const [first, second] = groups.map(({ gate }) => (isOneValue(gate) ? gate : null));
  const dimension = first?.trait;
  if (!first || dimension === undefined || second?.trait !== dimension || period) return null;
  const values = [...first.values, ...second.values];
  const known = new Set(knowledge.vocabulary.values(dimension).map(({ value }) => value));
  if (!SPLIT_BY.has(dimension) || metrics.length === 0 || !values.every((value) => known.has(value)))
    return null;
  const query = { metrics: [...metrics], by: [dimension], where: [{ dimension, op: 'in' as const, values }] };
  return {
    kind: 'call',
    call: toCall(query),
    restated: restate(query, knowledge, clock, workspace.currency),
    notes: NOT_NAMED,
  };
}

const isOneValue = (gate: Gate): gate is Trait =>
  gate.kind === 'trait' && gate.op === 'in' && gate.values.length === 1;
