/**
 * Questions about people, beside the metric rules. The metric reading goes first wherever it explains every word and can
 * say what was asked; a gate takes over where only a gate can (“but not”, visits, segments, interests), or where people
 * are to be listed. Every word must be accounted for here too.
 */

import type { Interpretation } from '../../interpretation.ts';
import { pickOption } from '../follow-up/pending.ts';
import { refusal } from '../refuse.ts';
import { rankedByRisk, tookSegmentForScore } from './at-risk-people.ts';
import { segmentsByName } from './by-name.ts';
import { allOf, audienceCall, audienceOf, whyNot } from './calls.ts';
import { readCampaignResponse } from './campaign-response.ts';
import { readComparedDoers, readComparedGroups, readDifference } from './compared-groups.ts';
import type { Scene } from './cursor.ts';
import { customersSpending } from './customers-spending.ts';
import { figuresOfNamed, figuresOfThem } from './figures.ts';
import { fitting, goesOn } from './fitting.ts';
import { followAudience } from './follow-up.ts';
import { readCountAndFigure, readFigureOfGroups } from './group-figures.ts';
import { followGroupFigures } from './group-figures-thread.ts';
import { readMakeup, readTogether } from './groups.ts';
import { isTheirPay, notRecorded, notTold } from './not-recorded.ts';
import { readOneCustomer } from './one-customer.ts';
import { metricsFirst } from './only-a-gate.ts';
import type { People, PeopleRead } from './people.ts';
import { rankedGoods } from './ranked-goods.ts';
import { likeWhichGroup, likeWhom, readRecords, whoMayLeave } from './records.ts';
import { type AudienceSetting, readRepaired, sceneOf } from './scene-of.ts';
import { readSegmentQuestion } from './segment-questions.ts';
import { readShareOfFigures } from './share-of-figures.ts';
import { sameShareOf } from './share-thread.ts';
import { segmentAt } from './standing.ts';
import { EXAMPLES, stuck } from './stuck.ts';
import { ageOrNumber, eachOrAll, eitherReading } from './two-readings.ts';
import { everybodyMeant } from './whom-counted.ts';

export type { AudienceNames } from './segment-names.ts';

/** Reads `text` as a question about people where it is one; otherwise, and where metrics can say it, what `metrics` makes of it. */
export async function readAudience(
  typedText: string,
  setting: AudienceSetting,
  byMetrics: (said?: string) => Promise<Interpretation>,
): Promise<Interpretation> {
  const { conversation, workspace, knowledge } = setting;
  if (pickOption(typedText, conversation.pending)) return byMetrics();
  const text = rankedByRisk(customersSpending(typedText));
  const metrics = async (said = text): Promise<Interpretation> => {
    const read = await byMetrics(said);
    return tookSegmentForScore(said, read, first) ? refusal(SEGMENT_OR_SCORE, knowledge, RISKS) : read;
  };
  if (conversation.lastCall === undefined && goesOn(text)) return refusal(NO_THREAD, knowledge);
  const leaves = whoMayLeave(text);
  if (leaves) return byMetrics(`churn risk of customer ${leaves}`);
  const first = sceneOf(text, setting);
  const fixed = fixedForm(text, first, setting);
  if (fixed) return fixed;
  const last = audienceOf(conversation.lastCall);
  const asked =
    (await askedBack(text, setting, metrics)) ??
    (await readOneCustomer(text, metrics)) ??
    (await readShareOfFigures(text, setting, metrics, true)) ??
    (await followGroupFigures(text, conversation.lastCall, setting, metrics)) ??
    (await readCountAndFigure(text, setting, metrics)) ??
    (await readFigureOfGroups(text, setting, metrics)) ??
    readComparedDoers(text, setting) ??
    (await rankedGoods(text, last, setting, metrics));
  if (asked) return asked;
  const followed =
    last &&
    (sameShareOf(text, last, setting) ??
      followAudience(text, first, last, workspace) ??
      (await figuresOfThem(text, first, last, workspace, metrics)));
  if (followed) return followed;
  const { read, scene } = readRepaired(first, knowledge);
  const counted = everybodyMeant(text, fitting(text, await metrics(), knowledge, conversation), setting);
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
  return (
    readRecords(text) ??
    readCampaignResponse(text, setting) ??
    readSegmentQuestion(first) ??
    readDifference(text, setting) ??
    readMakeup(text, setting)
  );
}

/** What reads in two ways. */
async function askedBack(
  text: string,
  setting: AudienceSetting,
  metrics: (said: string) => Promise<Interpretation>,
): Promise<Interpretation | null> {
  const asPeople = (said: string) => {
    const { read, scene } = readRepaired(sceneOf(said, setting), setting.knowledge);
    return read?.kind === 'people' ? answerOf(read.people, scene, setting) : null;
  };
  const times = eachOrAll(text);
  const all = times && asPeople(times.all);
  // Those of all months are never meant without being asked.
  if (times && all) return eitherReading(times.question, [await metrics(times.each), all], 1);
  const both = ageOrNumber(text);
  if (!both) return null;
  const age = await figuresOfNamed(sceneOf(both.age, setting), setting.workspace, metrics);
  return eitherReading(both.question, [age, asPeople(both.number)], 2);
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
    (await figuresOfNamed(scene, setting.workspace, metrics)) ??
    (await segmentsAsMetricsDo(scene, metrics)) ??
    (await readShareOfFigures(text, setting, metrics)) ??
    readComparedGroups(text, setting)
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

const NO_THREAD = 'I do not know what that goes on from. Please ask it in full.';
const SEGMENT_OR_SCORE =
  'At-risk customers are the segment At Risk, and I could not read the rest of the question about them.';
const RISKS = ['how many at-risk customers do we have', 'how many customers are likely to churn'];

const LIKE_MANY =
  'I can find who is like one customer, but not like a whole group. Its make-up says what they have in common.';

function isSegment(name: string, setting: AudienceSetting): boolean {
  const scene = sceneOf(name, setting);
  return (segmentAt(scene, 0)?.next ?? 0) >= scene.tokens.length && scene.tokens.length > 0;
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

const likeOne = (id: string): Interpretation => ({
  kind: 'call',
  call: { tool: 'semantic_search', args: { like: id } },
  restated: `Customers most like customer ${id}`,
  notes: [],
});
