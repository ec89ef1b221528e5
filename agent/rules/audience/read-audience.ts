/**
 * Questions about people, beside the metric rules. The metric reading goes first wherever it explains every word and can
 * say what was asked; a gate takes over where only a gate can (“but not”, visits, segments, interests), or where people
 * are to be listed. Every word must be accounted for here too.
 */

import { rowsOf } from '../../../tools/audience/actions.ts';
import type { Gate } from '../../../tools/audience/gate.ts';
import type { Workspace } from '../../../tools/workspace.ts';
import type { ConversationState, Interpretation } from '../../interpretation.ts';
import type { Clock } from '../dates/calendar.ts';
import { pickOption } from '../follow-up/pending.ts';
import type { Knowledge } from '../knowledge.ts';
import { refusal } from '../refuse.ts';
import { lex, type Token } from '../text/lexer.ts';
import { createSpeller, type Speller } from '../text/spelling.ts';
import { tookSegmentForScore } from './at-risk-people.ts';
import { segmentsByName } from './by-name.ts';
import { allOf, audienceCall, audienceOf, whyNot } from './calls.ts';
import { type Scene, typed } from './cursor.ts';
import { deedsIn } from './deeds-of.ts';
import { figuresOfNamed, figuresOfThem } from './figures.ts';
import { fitting } from './fitting.ts';
import { followAudience } from './follow-up.ts';
import { mentions } from './interest.ts';
import { describedIn, madeUpOf } from './makeup.ts';
import { isTheirPay, notRecorded, notTold } from './not-recorded.ts';
import { type People, type PeopleRead, readPeople } from './people.ts';
import { likeWhichGroup, likeWhom, readRecords, whoMayLeave } from './records.ts';
import { type AudienceNames, segmentPhrases } from './segment-names.ts';
import { readSegmentQuestion } from './segment-questions.ts';
import { spentPerOrder } from './spent-per-order.ts';
import { segmentAt } from './standing.ts';
import { groupsTogether } from './together.ts';
import { AUDIENCE_WORDS } from './words.ts';

export type { AudienceNames } from './segment-names.ts';

export interface AudienceSetting {
  readonly conversation: ConversationState;
  readonly workspace: Workspace;
  readonly knowledge: Knowledge;
  readonly clock: Clock;
  readonly names: AudienceNames;
}

/** Reads `text` as a question about people where it is one; otherwise, and where metrics can say it, what `metrics` makes of it. */
export async function readAudience(
  typedText: string,
  setting: AudienceSetting,
  byMetrics: (said?: string) => Promise<Interpretation>,
): Promise<Interpretation> {
  const { conversation, workspace, knowledge } = setting;
  if (pickOption(typedText, conversation.pending)) return byMetrics();
  const text = spentPerOrder(typedText);
  const metrics = async (said = text): Promise<Interpretation> => {
    const read = await byMetrics(said);
    return tookSegmentForScore(said, read, first) ? refusal(SEGMENT_OR_SCORE, knowledge, RISKS) : read;
  };
  const leaves = whoMayLeave(text);
  if (leaves) return byMetrics(`churn risk of customer ${leaves}`);
  const first = sceneOf(text, setting);
  const fixed = fixedForm(text, first, setting);
  if (fixed) return fixed;
  const last = audienceOf(conversation.lastCall);
  const followed =
    last &&
    (followAudience(text, first, last, workspace) ?? (await figuresOfThem(text, last, workspace, metrics)));
  if (followed) return followed;
  const { read, scene } = readRepaired(first, knowledge);
  const counted = fitting(text, await metrics(), knowledge, conversation);
  if (counted.kind !== 'call') {
    const other = await besidesMetrics(text, read, scene, setting, metrics);
    if (other) return other;
  }
  if (!read) return counted;
  if (read.kind === 'stuck') return stuck(read, scene, counted, setting);
  return metricsFirst(read.people, counted) ? counted : answerOf(read.people, scene, setting);
}

/** Questions that one form of words asks, whatever the rest of the rules make of them. */
function fixedForm(text: string, first: Scene, setting: AudienceSetting): Interpretation | null {
  const untold = notTold(text);
  if (untold !== null) return refusal(untold, setting.knowledge, EXAMPLES);
  if (isTheirPay(text)) return refusal(notRecorded(text) ?? '', setting.knowledge, EXAMPLES);
  const like = likeWhom(text);
  if (like) return likeOne(like);
  const group = likeWhichGroup(text);
  if (group !== null && isSegment(group, setting))
    return refusal(LIKE_MANY, setting.knowledge, [`make-up of ${group}`, `what do ${group} buy`]);
  return readRecords(text) ?? readSegmentQuestion(first) ?? readMakeup(text, setting);
}

/** What metrics cannot say: one group as a share of another, what nobody records, figures of people. */
async function besidesMetrics(
  text: string,
  read: PeopleRead | null,
  scene: Scene,
  setting: AudienceSetting,
  metrics: (said?: string) => Promise<Interpretation>,
): Promise<Interpretation | null> {
  const together = readTogether(text, setting);
  if (together || read?.kind === 'people') return together;
  const missing = notRecorded(text);
  if (missing !== null) return refusal(missing, setting.knowledge, EXAMPLES);
  return (
    (await figuresOfNamed(scene, setting.workspace, metrics)) ?? (await segmentsAsMetricsDo(scene, metrics))
  );
}

/** “what share of revenue comes from VIPs”: metrics know the segment by its name alone. */
async function segmentsAsMetricsDo(
  scene: Scene,
  metrics: (said: string) => Promise<Interpretation>,
): Promise<Interpretation | null> {
  const named = segmentsByName(scene);
  if (!named) return null;
  const read = await metrics(named.text);
  return read.kind === 'call' ? { ...read, notes: [...read.notes, ...named.notes] } : null;
}

const SEGMENT_OR_SCORE =
  'At-risk customers are the segment At Risk, and I could not read the rest of the question about them.';
const RISKS = ['how many at-risk customers do we have', 'how many customers are likely to churn'];

const LIKE_MANY =
  'I can find who is like one customer, but not like a whole group. Its make-up says what they have in common.';

function isSegment(name: string, setting: AudienceSetting): boolean {
  const scene = sceneOf(name, setting);
  return (segmentAt(scene, 0)?.next ?? 0) >= scene.tokens.length && scene.tokens.length > 0;
}

function sceneOf(text: string, { knowledge, clock, names }: AudienceSetting): Scene {
  return {
    tokens: wordsIn(text),
    knowledge,
    clock,
    segments: segmentPhrases(names, knowledge),
    unsaid: new Set(),
    notes: [],
    refusals: [],
  };
}

/** Hyphens inside words are kept for quoting only; the mark at the end says nothing here. */
const wordsIn = (text: string): Token[] =>
  glued(lex(text)).filter(({ kind, text: word }) => !(kind === 'mark' && /^[.?!:;]$/u.test(word)));

const glued = (tokens: readonly Token[]): Token[] =>
  tokens.flatMap((token, at) => {
    if (token.text === '_') return [];
    return tokens[at + 1]?.text === '_' ? [{ ...token, raw: `${token.raw}-` }] : [token];
  });

function readMakeup(text: string, setting: AudienceSetting): Interpretation | null {
  const said = describedIn(text);
  if (said === null) return null;
  const { read, scene } = readRepaired(sceneOf(said, setting), setting.knowledge);
  if (read?.kind !== 'people') return null;
  const { gates, interests } = read.people;
  const gate = allOf(gates);
  const because = scene.refusals[0] ?? whyNot(gate, setting.workspace, setting.knowledge.vocabulary);
  if (because !== null) return refusal(because, setting.knowledge);
  const interest = interests.join(' and ');
  return madeUpOf({ gate, ...(interest === '' ? {} : { interest }) }, setting.workspace, scene.notes);
}

/** “the overlap of champions and women”, “what share of VIPs agreed to e-mail”. */
function readTogether(text: string, setting: AudienceSetting): Interpretation | null {
  const asked = groupsTogether(text);
  if (!asked) return null;
  const scenes = [asked.whole, asked.part].map((said) =>
    readRepaired(sceneOf(said, setting), setting.knowledge),
  );
  const gates = scenes.map(({ read, scene }) =>
    scene.refusals.length > 0 || (read?.kind === 'people' && read.people.interests.length > 0)
      ? null
      : read?.kind === 'people'
        ? allOf(read.people.gates)
        : null,
  );
  const [whole, part] = gates;
  const everyone = asked.isEveryone;
  if (!part || (!whole && !everyone)) return null;
  const among: Gate = everyone || !whole ? { kind: 'everyone' } : whole;
  const gate = allOf([among, part]);
  const because = whyNot(gate, setting.workspace, setting.knowledge.vocabulary);
  if (because !== null) return refusal(because, setting.knowledge);
  return audienceCall(
    { gate, among },
    setting.workspace,
    scenes.flatMap(({ scene }) => scene.notes),
  );
}

const spellers = new WeakMap<Knowledge, Speller>();

/** Reads; where an unknown word stops it, once more for each slip of the finger that can be mended. */
function readRepaired(scene: Scene, knowledge: Knowledge): { read: PeopleRead | null; scene: Scene } {
  const speller = spellers.get(knowledge) ?? createSpeller([...AUDIENCE_WORDS, ...knowledge.words]);
  spellers.set(knowledge, speller);
  let now = scene;
  let read = readPeople(now);
  for (let repairs = 0; repairs < 2 && read?.kind === 'stuck'; repairs++) {
    const at = unknownFrom(now, read.at);
    const token = now.tokens[at];
    const better = token ? speller.repair(token.text, token.raw) : null;
    if (!token || better === null) break;
    const tokens = now.tokens.map((each, index) =>
      index === at ? { ...each, text: better, raw: better } : each,
    );
    const next: Scene = {
      ...now,
      tokens,
      unsaid: new Set(),
      refusals: [],
      notes: [...now.notes, `I read “${token.raw}” as “${better}”.`],
    };
    const again = readPeople(next);
    if (!again || (again.kind === 'stuck' && again.at < at)) break;
    now = next;
    read = again;
  }
  return { read, scene: now };
}

/** Whether what metrics make of the question is to stand. */
function metricsFirst(people: People, counted: Interpretation): boolean {
  if (counted.kind !== 'call' || people.interests.length > 0) return false;
  return !people.lists && !onlyAGateCan(allOf(people.gates));
}

const METRIC_TRAITS = new Set(['location', 'country', 'gender', 'age', 'favorite_color', 'tenure_months']);

/** What a metric query has no words for: who did not, who looked, two deeds of one person, segments, scores, consent. */
function onlyAGateCan(gate: Gate): boolean {
  const deeds = deedsIn(gate);
  return (
    deeds.length > 1 ||
    deeds.some(({ action }) => action !== 'purchase' || rowsOf(action).in !== 'sales') ||
    negates(gate) ||
    usesTraits(gate)
  );
}

const negates = (gate: Gate): boolean =>
  (gate.kind === 'not' && deedsIn(gate).length > 0) ||
  ((gate.kind === 'all' || gate.kind === 'any') && (gate.kind === 'any' || gate.of.some(negates)));

function usesTraits(gate: Gate): boolean {
  if (gate.kind === 'not') return usesTraits(gate.gate);
  if (gate.kind === 'all' || gate.kind === 'any') return gate.of.some(usesTraits);
  return gate.kind === 'milestone' || (gate.kind === 'trait' && !METRIC_TRAITS.has(gate.trait));
}

function answerOf(people: People, scene: Scene, { knowledge, workspace }: AudienceSetting): Interpretation {
  const gate = allOf(people.gates);
  const because = scene.refusals[0] ?? whyNot(gate, workspace, knowledge.vocabulary);
  if (because !== null) return refusal(because, knowledge);
  const interest = people.interests.join(' and ');
  return audienceCall(
    {
      gate,
      ...(interest === '' ? {} : { interest }),
      ...(people.limit === null ? {} : { limit: people.limit }),
    },
    workspace,
    scene.notes,
  );
}

/** A word that nothing explains: what metrics made of the question stands, unless they passed over an interest. */
function stuck(
  read: Extract<PeopleRead, { kind: 'stuck' }>,
  scene: Scene,
  counted: Interpretation,
  { knowledge }: AudienceSetting,
): Interpretation {
  const passedOver = mentions(scene) && counted.kind === 'call';
  if (counted.kind !== 'refuse' && !passedOver) return counted;
  if (read.conditions === 0 && !read.lists) return counted;
  const [because] = scene.refusals;
  if (because) return refusal(because, knowledge);
  return refusal(
    whatStopped(scene, read.at),
    knowledge,
    tellsOrder(scene, read.at) ? [BOTH_DEEDS] : EXAMPLES,
  );
}

/** The place of the first word from there on that nothing knows; -1 where all are known. */
function unknownFrom({ tokens, knowledge }: Scene, at: number): number {
  return tokens.findIndex(
    ({ kind, text }, index) =>
      index >= at && kind === 'word' && !AUDIENCE_WORDS.has(text) && !knowledge.words.has(text),
  );
}

/** The first word from there on that nothing knows, or the words that do not fit. */
function whatStopped(scene: Scene, at: number): string {
  if (tellsOrder(scene, at)) return ORDER;
  const unknown = unknownFrom(scene, at);
  return unknown >= 0
    ? `I do not know what “${typed(scene, unknown, unknown + 1)}” means here, and I would rather not guess.`
    : `I could read that as far as “${typed(scene, at, Math.min(at + 4, scene.tokens.length))}”, and I would rather not leave it out.`;
}

const ORDER_WORD = /^(?:before|after|then|afterwards|later|subsequently|thereafter|first)$/u;
const ORDER =
  'I cannot tell in which order people did two things. I can find who did both, on days that you name for each.';
const BOTH_DEEDS = 'customers who viewed bags in the last 30 days and bought shoes in the last 7 days';

const tellsOrder = ({ tokens }: Scene, at: number): boolean =>
  tokens.slice(at, at + 3).some(({ text }) => ORDER_WORD.test(text));

const EXAMPLES = ['customers who have not ordered in the last 90 days'];

const likeOne = (id: string): Interpretation => ({
  kind: 'call',
  call: { tool: 'semantic_search', args: { like: id } },
  restated: `Customers most like customer ${id}`,
  notes: [],
});
