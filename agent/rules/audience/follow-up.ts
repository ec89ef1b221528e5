/** What follows an audience in its thread: “only women”, “in Berlin”, “last 30 days instead”, “save as Sock lovers”. */
import type { Did, Gate, Target } from '../../../tools/audience/gate.ts';
import type { PeriodExpression } from '../../../tools/periods/period-expression.ts';
import type { Workspace } from '../../../tools/workspace.ts';
import type { Interpretation } from '../../interpretation.ts';
import { readNumber } from '../text/numbers.ts';
import { type Audience, allOf, audienceCall, sayAudience, whyNot } from './calls.ts';
import { conditionsAt } from './conditions.ts';
import { type Read, type Scene, skipAll, valueAt, wordsAt } from './cursor.ts';
import { deedIn, deedsIn } from './deeds-of.ts';
import { atEnd } from './interest.ts';
import { shareThePeriod } from './joints.ts';
import { describesThem, madeUpOf } from './makeup.ts';
import { peopleFrom } from './people.ts';
import { listed } from './person.ts';
import { lengthAt, untilNow, whenAt } from './when.ts';
import { after } from './words.ts';

const THEM = `(?:it|this|that|them|these|those|this audience|the audience|this list|the list|this segment|these people|these customers|the result|all of them)`;
const SAVE = new RegExp(
  String.raw`^(?:please\s+)?(?:save|store|keep|name|call)\s+(?:${THEM}\s+)?(?:as\s+)?(?:a\s+|the\s+)?(?:new\s+)?(?:dynamic\s+)?(?:segment\s+|audience\s+)?(?:as\s+|called\s+|named\s+|:\s*)?["“”']?(?<name>[^"“”]+?)["“”']?\s*[.!]*$`,
  'iu',
);
const DOWNLOAD = new RegExp(
  String.raw`^(?:please\s+)?(?:can you\s+)?(?:download|export|csv)(?:\s+(?:${THEM}|all|everyone|the customers|the full list|as|a|csv|file|to|excel|please))*\s*[?.!]*$`,
  'iu',
);
const COUNT =
  /^(?:and\s+)?how many(?:\s+(?:of them|are there|are they|customers|people|is that|are these|in total|of these|customers are there|people are there|customers is that))*\s*\??$/iu;
const HOW_MANY_THEY_ARE =
  /^(?:and\s+)?how many\s+(?:(?:customers|people)\s+)?(?:is that|are (?:that|they|these|those|there)|of them are there)[?.!\s]*$/iu;
const MORE =
  /^(?:show(?: me)?|list|give me)?\s*(?:the\s+)?(?:top|first|best|up to)?\s*(?<count>\d{1,4})(?:\s+(?:of them|customers|people|more))?\s*[?.!]*$/iu;

const LEANING =
  /^(?:and|but|ok|okay|now|then|so|only|just|also|please|those|the|ones|of|them|these|show|me|same|what|how|about|narrow|it|down|to|filter|restrict|keep|make|with|limit|further|exclude|excluding|again|which|are|who|that)$/u;
const NAME_LONGEST = 80;

const OF_THEM =
  /\b(?:of (?:them|these|those)|who are they|they from|where do they|without (?:them|those|the ones)|only those|those (?:who|in|with|from))\b/iu;

/** The last audience changed by the text, or something done with it; null where the text leans on nothing. */
export function followAudience(
  text: string,
  scene: Scene,
  last: Audience,
  workspace: Workspace,
): Interpretation | null {
  // Behind figures, “by month” and “only Chicago” are about the figures; who is among “them” is not.
  if (last.figures && HOW_MANY_THEY_ARE.test(text.trim()))
    return (last.where?.length ?? 0) > 0
      ? { kind: 'refuse', because: 'Please say in full whom you want to count.', suggestions: [] }
      : audienceCall(peopleOf(last), workspace, []);
  if (last.figures && !OF_THEM.test(text)) return keptAs(text.trim(), last, workspace);
  return doneWith(text, last, workspace) ?? changed(scene, last, workspace);
}

function doneWith(text: string, last: Audience, workspace: Workspace): Interpretation | null {
  const said = text.trim();
  const kept = keptAs(said, last, workspace);
  if (kept) return kept;
  if (describesThem(said)) return madeUpOf(last, workspace);
  if (COUNT.test(said)) return audienceCall(peopleOf(last), workspace, []);
  const count = Number(MORE.exec(said)?.groups?.count ?? 0);
  return count >= 1 && count <= 1000 ? audienceCall({ ...last, limit: count }, workspace, []) : null;
}

const peopleOf = ({ gate, interest }: Audience): Audience => ({
  gate,
  ...(interest === undefined ? {} : { interest }),
});

/** “save as Sock lovers”, “download”. */
function keptAs(said: string, last: Audience, workspace: Workspace): Interpretation | null {
  const people = peopleOf(last);
  const name = SAVE.exec(said)?.groups?.name?.trim();
  if (name)
    return name.length > NAME_LONGEST
      ? { kind: 'refuse', because: `A segment's name has up to ${NAME_LONGEST} letters.`, suggestions: [] }
      : {
          kind: 'call',
          call: { tool: 'save_segment', args: { name, ...people } },
          restated: `Save as “${name}”: ${sayAudience(last, workspace)}`,
          notes: [],
        };
  return DOWNLOAD.test(said)
    ? {
        kind: 'call',
        call: { tool: 'download_audience', args: { ...people } },
        restated: `Download: ${sayAudience(last, workspace)}`,
        notes: [],
      }
    : null;
}

/** What “them” can mean of a deed. */
const GOODS: ReadonlySet<Target['of']> = new Set(['product', 'sku', 'category', 'group', 'color']);

function changed(scene: Scene, last: Audience, workspace: Workspace): Interpretation | null {
  const instead = scene.tokens.some(({ text }) => text === 'instead');
  const tokens = scene.tokens.filter(({ text }) => text !== 'instead');
  const lasting = tokens.at(-1)?.text === 'only' ? tokens.slice(0, -1) : tokens;
  const goods = deedIn(last.gate)?.targets.filter(({ of }) => GOODS.has(of)) ?? [];
  const trimmed: Scene = { ...scene, tokens: lasting, ...(goods.length > 0 ? { meant: goods } : {}) };
  for (let at = 0; at === 0 || LEANING.test(lasting[at - 1]?.text ?? ''); at++) {
    if (at >= lasting.length) return null;
    const trial: Scene = { ...trimmed, notes: [], refusals: [], unsaid: new Set() };
    const next = ofThose(trial, at, last, instead) ?? attempt(trial, at, last, instead);
    if (!next) continue;
    const [refused = whyNot(next.gate, workspace, scene.knowledge.vocabulary)] = trial.refusals;
    if (refused !== null) return { kind: 'refuse', because: refused, suggestions: [] };
    return audienceCall(next, workspace, trial.notes);
  }
  return null;
}

/** “how many of those are women” is a share of those, whatever share they were before. */
function ofThose(scene: Scene, at: number, last: Audience, instead: boolean): Audience | null {
  if (!last.among || !/^how many of (?:them|those|these)\b/u.test(wordsAt(scene, at, 4))) return null;
  const { among: _, ...these } = last;
  const part = attempt(scene, at, these, instead);
  return part && { ...part, among: last.gate };
}

function attempt(scene: Scene, at: number, last: Audience, instead: boolean): Audience | null {
  const period = periodAgain(scene, at, last.gate);
  if (period && atEnd(scene, period.next))
    return deedsIn(last.gate).length > 0 ? onEach(last, (gate) => withPeriod(gate, period.it, scene)) : null;
  const count = after(scene.tokens, at, 'count');
  const of = /^of$/u.test(scene.tokens[count ?? -1]?.text ?? '') ? 2 : 0;
  const start = count === null ? at : skipAll(scene, count + of, 'are', 'have');
  const place = valueAt(scene, start, ['location', 'country']);
  if (place && atEnd(scene, place.next)) {
    const there = listed(place.it.dimension === 'country' ? 'country' : 'location', [place.it.value]);
    return onEach(last, (gate) => narrowed(gate, there, instead));
  }
  const others = othersNamed(scene, at, last);
  if (others) return others;
  const { it, next } = conditionsAt(scene, start, deedIn(last.gate));
  if (it.gates.length + it.interests.length === 0 || !atEnd(scene, next)) return null;
  shareThePeriod(scene, it.gates);
  const said = it.interests.join(' and ');
  const interest =
    said === ''
      ? last.interest
      : last.interest === undefined || instead
        ? said
        : `${last.interest} and ${said}`;
  return {
    ...onEach(last, (gate) => it.gates.reduce<Gate>((whole, each) => narrowed(whole, each, instead), gate)),
    ...(interest === undefined ? {} : { interest }),
  };
}

/** “and at-risk ones”, “only VIPs”: people by their name alone, in the place of those before or of them. */
function othersNamed(scene: Scene, at: number, last: Audience): Audience | null {
  const people = at > 0 ? peopleFrom(scene, at) : null;
  if (!people || !atEnd(scene, people.next) || people.interests.length > 0) return null;
  const { gates } = people;
  const instead = isOtherPeople(gates, last.gate);
  const lead = scene.tokens[at - 1]?.text ?? '';
  const isPart =
    /^(?:only|just)$/u.test(lead) && gates.length > 0 && gates.every(({ kind }) => kind === 'trait');
  return instead || isPart
    ? onEach(last, (gate) => gates.reduce<Gate>((whole, each) => narrowed(whole, each, instead), gate))
    : null;
}

/** “and at-risk ones” behind lost customers: others of the same kind, not those who are both. */
function isOtherPeople(gates: readonly Gate[], before: Gate): boolean {
  const parts = before.kind === 'all' ? before.of : [before];
  const known = new Set(parts.flatMap((part) => (part.kind === 'trait' ? [part.trait] : [])));
  return gates.length > 0 && gates.every((gate) => gate.kind === 'trait' && known.has(gate.trait));
}

/** The people changed, and with them those whose share they are. */
const onEach = (last: Audience, change: (gate: Gate) => Gate): Audience => ({
  ...last,
  gate: change(last.gate),
  ...(last.among === undefined ? {} : { among: change(last.among) }),
});

/** “last 90 days”; behind a deed of the last so many days also “90 days”, and “what about 90”. */
function periodAgain(scene: Scene, at: number, gate: Gate): Read<PeriodExpression> {
  const period = whenAt(scene, at);
  const lasts = deedsIn(gate).flatMap(({ within }) => (within.kind === 'last' ? [within] : []));
  const [last] = lasts;
  if (period || !last) return period;
  const length = lengthAt(scene, at);
  if (length) return { it: { kind: 'last', ...length.it }, next: length.next };
  const number = scene.tokens[at - 1]?.text === 'about' ? readNumber(scene.tokens, at) : null;
  const isCount = number?.unit === 'plain' && Number.isInteger(number.value) && number.value >= 1;
  return number && isCount ? { it: { ...last, count: number.value }, next: at + number.length } : null;
}

/** Nobody lives in two places: another place, sex or age takes the place of the one before. */
const SINGLE: ReadonlySet<string> = new Set(['location', 'country', 'gender', 'age']);

function narrowed(whole: Gate, added: Gate, instead: boolean): Gate {
  const parts = whole.kind === 'all' ? whole.of : [whole];
  const replaced = (part: Gate): boolean =>
    added.kind === 'trait' &&
    part.kind === 'trait' &&
    part.trait === added.trait &&
    (SINGLE.has(added.trait) || instead);
  const kept = parts.filter((part) => !replaced(part) && JSON.stringify(part) !== JSON.stringify(added));
  return allOf([...kept, added]);
}

/** The same deeds on other days; what never happened stays so. */
function withPeriod(gate: Gate, within: PeriodExpression, scene: Scene): Gate {
  switch (gate.kind) {
    case 'did': {
      const did: Did = { ...gate, within };
      return did;
    }
    case 'sequence':
      return { ...gate, steps: gate.steps.map((step) => ({ ...step, within })) };
    case 'not':
      return { kind: 'not', gate: withPeriod(gate.gate, untilNow(within, scene), scene) };
    case 'all':
    case 'any':
      return { kind: gate.kind, of: gate.of.map((each) => withPeriod(each, within, scene)) };
    default:
      return gate;
  }
}
