/**
 * Figures of people whom only a gate can name: “revenue from customers who bought socks but not shoes by month”, and in
 * the thread “and their average order value”. The metric rules read what is left of the question without the people.
 */
import type { Call } from '../../../cards/card.ts';
import type { Gate } from '../../../tools/audience/gate.ts';
import type { Workspace } from '../../../tools/workspace.ts';
import type { Interpretation } from '../../interpretation.ts';
import { queryOf, toCall } from '../call.ts';
import { restate } from '../restate.ts';
import { TRAITS } from '../who-counts.ts';
import { type Audience, allOf, sayPeople, whyNot } from './calls.ts';
import { type Scene, skipAll, typed } from './cursor.ts';
import { deedsIn } from './deeds-of.ts';
import { shareThePeriod } from './joints.ts';
import { peopleFrom } from './people.ts';

type Metrics = (text: string) => Promise<Interpretation>;

/** Words that mean the people of the last answer. */
const THEM = String.raw`(?:(?:these|those|the|this|that)\s+(?:same\s+)?(?:customers|people|users|buyers|shoppers|members|group|audience|segment|list|ones)|them|these|those)`;
const THEIR = /\b(?:their|this group's|the group's)\b/giu;
const THEY = /\bthey\b(?:\s+(?:all|each|together))?/giu;
const OF_THEM = new RegExp(
  String.raw`\b(?:from|of|by|for|among|amongst|with|to)\s+(?:all\s+(?:of\s+)?)?${THEM}(?=[\s?.!,]|$)`,
  'giu',
);
const LEANS = /^\s*(?:and|what about|how about|and what about|and how about)\b/iu;

/** “how much revenue did they bring”. */
const THEY_BROUGHT =
  /^(?:and\s+)?(?<how>how\s+(?:much|many))\s+(?<what>[\p{L}\s]+?)\s+(?:did|do|have)\s+they\s+(?:bring|brought|make|made|generate|generated|place|placed|buy|bought|order|ordered)(?:\s+(?:in|us))?(?<rest>\s.+?)?[\s?.!]*$/iu;
/** “top 3 by revenue”: of the people on the list. */
const TOP_BY =
  /^(?:(?:and|now|show|me|give|list)\s+)*(?:the\s+)?(?<top>top|bottom|best)\s+(?<count>\d{1,3})(?:\s+of\s+(?:them|these|those))?\s+by\s+(?<by>.+?)[\s?.!]*$/iu;

/** The question about the people of the last answer, as a metric question about everybody; null where it is none. */
function withoutThem(text: string, named: boolean): string | null {
  const top = named ? null : TOP_BY.exec(text.trim())?.groups;
  if (top) return `${top.top} ${top.count} customers by ${top.by}`;
  const plain = text.replace(OF_THEM, ' ').replace(THEIR, ' ').replace(THEY, 'customers');
  if (plain === text && (named || !LEANS.test(text))) return null;
  return plain.replace(/\s+/gu, ' ').trim();
}

/** What the text asks of them, asked of everybody: “what did they spend in December”; null where that is no figure. */
export async function figuresBehind(text: string, metrics: Metrics): Promise<Interpretation | null> {
  const plain = withoutThem(text, false);
  return plain === null ? null : askedOfEverybody(text, plain, metrics);
}

async function askedOfEverybody(text: string, plain: string, metrics: Metrics): Promise<Interpretation> {
  const said = await metrics(plain);
  const { how, what, rest = '' } = THEY_BROUGHT.exec(text.trim())?.groups ?? {};
  return isFigures(said) || what === undefined ? said : metrics(`${how} ${what}${rest}`);
}

/** Figures of the last answer's people; null where the text asks for none. */
export async function figuresOfThem(
  text: string,
  scene: Scene,
  last: Audience,
  workspace: Workspace,
  metrics: Metrics,
): Promise<Interpretation | null> {
  const plain = withoutThem(text, last.figures === true);
  if (plain === null) return null;
  const read = keepingWhere(await askedOfEverybody(text, plain, metrics), last, scene, workspace);
  if (!isFigures(read)) return null;
  if (last.among !== undefined && plain === text.trim())
    return {
      kind: 'refuse',
      because: 'I could not tell whose share that is. Please ask for it in full.',
      suggestions: [],
    };
  if (last.interest !== undefined)
    return {
      kind: 'refuse',
      because: 'I can tell figures of people found by an interest once they are saved as a segment.',
      suggestions: ['Press “Save as segment” under the list, and ask for the segment by its name.'],
    };
  return narrowedTo(read, last.gate, workspace, []);
}

/** What people are, whatever they bought: “only Berlin” stays said of “them” in the next question. */
const OF_PEOPLE: ReadonlySet<string> = new Set([...TRAITS, 'segment', 'tenure', 'tenure_months']);

/** “How many orders did they place” behind “only Berlin”: they are those in Berlin still. */
function keepingWhere(
  read: Interpretation,
  { where = [] }: Audience,
  { knowledge, clock }: Scene,
  workspace: Workspace,
): Interpretation {
  const kept = where.filter(({ dimension }) => OF_PEOPLE.has(dimension));
  const narrowed = (call: Call): Call => {
    const query = queryOf(call);
    const named = new Set(query?.where.map(({ dimension }) => dimension));
    const more = kept.filter(({ dimension }) => !named.has(dimension) && !query?.by.includes(dimension));
    return query && more.length > 0 ? toCall({ ...query, where: [...query.where, ...more] }) : call;
  };
  if (kept.length === 0) return read;
  if (read.kind === 'clarify')
    return { ...read, options: read.options.map((each) => ({ ...each, call: narrowed(each.call) })) };
  if (read.kind !== 'call') return read;
  const call = narrowed(read.call);
  const query = queryOf(call);
  return query ? { ...read, call, restated: restate(query, knowledge, clock, workspace.currency) } : read;
}

const PREPOSITIONS = /^(?:of|from|by|for|among|amongst|with|to|in|between|across)$/u;
const ARTICLES = /^(?:the|our|my|all|those|any|these)$/u;
/** Metric readings that are tried: each place where people may begin, without them and with “customers” in their place. */
const MOST_TRIES = 8;

/** Figures of the people that the question names; null where metrics can say nothing about the rest of it. */
export async function figuresOfNamed(
  scene: Scene,
  workspace: Workspace,
  metrics: Metrics,
): Promise<Interpretation | null> {
  let tries = 0;
  const head = skipAll(scene, 0, 'lead', 'count', 'filler');
  for (let at = 0; at < scene.tokens.length; at++) {
    const group = groupAt(scene, at);
    if (!group) continue;
    for (const rest of restsOf(scene, at, group.next)) {
      if (tries++ >= MOST_TRIES) return null;
      const read = await metrics(rest);
      if (!isFigures(read) || isPart(read) || (at <= head && !isSplit(read))) continue;
      const { gate, notes } = group;
      const because = whyNot(gate, workspace, scene.knowledge.vocabulary);
      if (because !== null) return { kind: 'refuse', because, suggestions: [] };
      return narrowedTo(read, gate, workspace, [...notes, ...daysNote(gate, read)]);
    }
  }
  return null;
}

interface Group {
  readonly gate: Gate;
  readonly notes: readonly string[];
  readonly next: number;
}

/** “how many units did customers from New York buy in December”: behind “did” the first bare verb is the question's, and no condition. */
function ownVerb({ tokens }: Scene, at: number): number {
  const did = tokens.slice(0, at).findLast(({ text }) => !ARTICLES.test(text));
  const verb = tokens.findIndex(({ text }, index) => index > at && BARE.test(text));
  const counts = tokens.slice(0, at).some(({ text }) => text === 'how');
  return counts && did && /^(?:do|did|does)$/u.test(did.text) && verb > at ? verb : tokens.length;
}

const BARE = /^(?:buy|bring|make|generate|place|order|purchase)$/u;

/** The people named at `at`, where a gate says in full who they are. */
function groupAt(scene: Scene, at: number): Group | null {
  if (scene.tokens[at]?.text === 'who') return null;
  const tokens = scene.tokens.slice(0, ownVerb(scene, at));
  const trial: Scene = { ...scene, tokens, notes: [], refusals: [], unsaid: new Set() };
  const people = peopleFrom(trial, at);
  if (!people || people.interests.length > 0 || people.gates.length === 0) return null;
  // “what do champions buy most”: a bare verb is the question's own.
  if (people.gates.some(isBare)) return null;
  shareThePeriod(trial, people.gates);
  return trial.refusals.length > 0
    ? null
    : { gate: allOf(people.gates), notes: trial.notes, next: people.next };
}

/** “how many customers are likely to churn in each city”: of the people asked for themselves, only a split is a figure. */
function isSplit(read: Interpretation): boolean {
  const query = read.kind === 'call' ? queryOf(read.call) : null;
  return query !== null && query.by.length > 0 && query.where.length === 0 && query.period.kind === 'all';
}

/**
 * “share of units from men in Bags”: with the people taken out, what is left reads as the share of Bags, though the
 * people may be the part as well. A list of shares (“by category”) is of all of them.
 */
function isPart(read: Interpretation): boolean {
  const query = read.kind === 'call' ? queryOf(read.call) : null;
  return query?.transform?.kind === 'share' && query.transform.of !== undefined;
}

const isBare = (gate: Gate): boolean =>
  gate.kind === 'did' && gate.targets.length === 0 && !gate.measure && gate.within.kind === 'all';

const DID = /^(?:do|did|does|have|has)$/u;
const DOES =
  /^(?:buy|bought|bring|brought|make|made|generate|generated|place|placed|order|ordered|purchase|purchased)$/u;

/** The question without the people from `at` on: left out with what leads into them, or as plain customers. */
function restsOf(scene: Scene, at: number, next: number): readonly string[] {
  const { tokens } = scene;
  let start = at;
  while (start > 0 && ARTICLES.test(tokens[start - 1]?.text ?? '')) start--;
  const led = PREPOSITIONS.test(tokens[start - 1]?.text ?? '');
  const before = typed(scene, 0, start);
  const behind = typed(scene, next, tokens.length);
  const customers = `${before} customers ${behind}`.trim();
  // “how many units did women buy in March”: the number, without who does it and how it is done.
  const isDone = DID.test(tokens[start - 1]?.text ?? '') && DOES.test(tokens[next]?.text ?? '');
  if (isDone)
    return [`${typed(scene, 0, start - 1)} ${typed(scene, next + 1, tokens.length)}`.trim(), customers];
  return led ? [`${typed(scene, 0, start - 1)} ${behind}`.trim(), customers] : [customers];
}

/** A call for figures, or the choice between some. */
function isFigures(read: Interpretation): boolean {
  if (read.kind === 'call') return queryOf(read.call) !== null;
  return (
    read.kind === 'clarify' && read.options.length > 0 && read.options.every(({ call }) => queryOf(call))
  );
}

/** The figures of these people alone. */
export function narrowedTo(
  read: Interpretation,
  gate: Gate,
  workspace: Workspace,
  notes: readonly string[],
): Interpretation {
  const narrowed = (call: Call): Call => {
    const query = queryOf(call);
    return query ? toCall({ ...query, people: gate }) : call;
  };
  if (read.kind === 'clarify')
    return { ...read, options: read.options.map((each) => ({ ...each, call: narrowed(each.call) })) };
  if (read.kind !== 'call') return read;
  return {
    kind: 'call',
    call: narrowed(read.call),
    restated: `${read.restated}, ${sayPeople(gate, workspace)}`,
    notes: [...new Set([...read.notes, ...notes])],
  };
}

/** “revenue from customers who bought socks last month”: the days are taken for what they did, the revenue is all of it. */
export function daysNote(gate: Gate, read: Interpretation): readonly string[] {
  const dated = deedsIn(gate).some(({ within }) => within.kind !== 'all');
  const query = read.kind === 'call' ? queryOf(read.call) : null;
  return dated && query?.period.kind === 'all' && !query.compareTo
    ? [
        'I took the days for who they are; the figure is of all days. Name days of its own for it before the people.',
      ]
    : [];
}
