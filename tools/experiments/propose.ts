/** Proposes to apply the winner of a test, and to stop one that is broken. */
import { readable } from '../../db/readable.ts';
import { posteriorOf, probabilityGreater } from '../../statistics/experiments/beta-posterior.ts';
import { drawBeta } from '../../statistics/experiments/draw-beta.ts';
import { drawNormal } from '../../statistics/experiments/draw-normal.ts';
import { differenceOfMeans } from '../../statistics/experiments/sample.ts';
import { compareProportions } from '../../statistics/experiments/two-proportions.ts';
import { compareMeans } from '../../statistics/experiments/welch.ts';
import { drawWorth } from '../impact/campaign-impact.ts';
import { type OrderValue, orderValue } from '../impact/order-value.ts';
import { simulate } from '../impact/simulate.ts';
import { count, percent, round } from '../impact/words.ts';
import type { Estimate, Proposal, ProposalContext, Propose, RecommendedAction } from '../proposal.ts';
import type { Judgement } from './judge.ts';
import { metricOf } from './metrics.ts';
import { readJudgement } from './read-judgement.ts';
import { type AbTest, readTests } from './read-tests.ts';
import { countOf, type JudgedArm } from './samples.ts';

const DAY_MS = 86_400_000;
/** A test that was stopped longer ago is history. */
const RECENT_DAYS = 60;
const COOL_DOWN_DAYS = 14;
/** What acting brings is told for so many days, as for every type. */
const HORIZON_DAYS = 90;
const YEAR = 365;

/** Tests that say something to be acted on; those without a difference are told elsewhere. */
export const proposeFromTests: Propose = {
  name: 'tests',
  async run(context) {
    const { db, workspace, now } = context;
    const proposals: Proposal[] = [];
    for (const test of await readTests(readable(db), db.tenantId)) {
      if (!isOpen(test, now)) continue;
      context.signal.throwIfAborted();
      const { judgement } = await readJudgement(readable(db), workspace, test, now);
      const proposal =
        judgement.verdict.kind === 'broken'
          ? brokenProposal(test, judgement)
          : await winnerProposal(test, judgement, context);
      if (proposal) proposals.push(proposal);
    }
    return proposals;
  },
};

function isOpen({ status, stoppedAt }: AbTest, now: Date): boolean {
  if (status === 'running') return true;
  return (
    status === 'stopped' &&
    stoppedAt !== null &&
    now.getTime() - Date.parse(stoppedAt) <= RECENT_DAYS * DAY_MS
  );
}

const reviewOf = (test: AbTest): RecommendedAction => ({
  action_type: 'review_ab_test',
  fields: { test_id: test.id },
  label: 'Show the test',
  call: { tool: 'show_ab_test', args: { test: test.id } },
  looks: true,
});

/** Null where nothing but the control has won. */
async function winnerProposal(
  test: AbTest,
  judgement: Judgement,
  context: ProposalContext,
): Promise<Proposal | null> {
  const [control] = judgement.arms;
  const winner = judgement.arms.find(({ id }) => id === judgement.winner);
  if (!control || !winner || winner === control) return null;
  const worth = await orderValue(context.db, context.workspace);
  const pace =
    judgement.arms.reduce((sum, { counts }) => sum + counts.people, 0) / Math.max(1, judgement.days);
  const gain = gainOf(test, control, winner, { pace, worth, random: context.random });
  const improvement = control.sample.mean > 0 ? winner.sample.mean / control.sample.mean - 1 : 0;
  const content = test.variations.find(({ id }) => id === winner.id)?.content ?? null;
  const lift = percent(improvement);
  return {
    type: 'ab_test_winner',
    subject: `test:${test.id}`,
    title: `“${winner.name}” wins the test “${test.name}”: ${improvement > 0 ? `+${lift}` : lift}`,
    description: judgement.sentence,
    impact: {
      conversion_improvement: Math.round(improvement * 10_000) / 10_000,
      annual_additional_conversions: round((gain.conversions.expected * YEAR) / HORIZON_DAYS),
      annual_additional_conversions_low: round((gain.conversions.low * YEAR) / HORIZON_DAYS),
      annual_additional_conversions_high: round((gain.conversions.high * YEAR) / HORIZON_DAYS),
    },
    value: gain.value,
    people: judgement.arms.reduce((sum, { counts }) => sum + counts.people, 0),
    confidence: gain.chance,
    reasons: [
      `The verdict holds however often the test is looked at (always-valid intervals). Probability that “${winner.name}” is better at all: ${gain.chance > 0.999 ? 'above 99.9%' : percent(gain.chance)}.`,
      `The test saw ${count(pace)} people a day. If “${test.messageKind}” messages go on at this pace, the winner brings ${count(gain.conversions.expected)} more conversions in ${HORIZON_DAYS} days, between ${count(gain.conversions.low)} and ${count(gain.conversions.high)} in 80 of 100 cases.`,
      ...(test.metric === 'mean_value' ? [] : [worth.reason]),
      'Winners look a little better in their test than they turn out: the one that was lucky wins more often.',
      ...(content === null
        ? ['The test does not hold what the winner says, so it can only be applied by hand.']
        : []),
    ],
    severity: Math.max(0.01, improvement),
    coolDownDays: COOL_DOWN_DAYS,
    urgent: false,
    detail: {
      key: 'test_results',
      fields: {
        ...testFields(test, judgement),
        control: armFields(control),
        winner: { ...armFields(winner), improvement: Math.round(improvement * 10_000) / 10_000 },
        p_value: gain.pValue,
        statistical_significance: true,
      },
    },
    actions: [...(content === null ? [] : [applyAction(test, winner, gain)]), reviewOf(test)],
    prediction: {
      measure: 'conversions',
      value: gain.conversions,
      horizonDays: HORIZON_DAYS,
      about: { test: test.id, message_kind: test.messageKind, channel: test.channel },
    },
  };
}

function applyAction(test: AbTest, winner: JudgedArm, gain: Gain): RecommendedAction {
  return {
    action_type: 'apply_test_winner',
    fields: {
      test_id: test.id,
      apply_to: test.messageKind,
      estimated_annual_impact: round((gain.conversions.expected * YEAR) / HORIZON_DAYS),
    },
    label: 'Apply winner',
    call: { tool: 'apply_test_winner', args: { test: test.id } },
    confirm: `Close the test and use “${winner.name}” for every later “${test.messageKind}” message? It can be taken back for 7 days.`,
  };
}

interface Gain {
  /** More conversions than with the control, in `HORIZON_DAYS`. */
  readonly conversions: Estimate;
  readonly value: Estimate | null;
  /** Probability that the winner is better by the test's metric. */
  readonly chance: number;
  readonly pValue: number;
}

function gainOf(
  test: AbTest,
  control: JudgedArm,
  winner: JudgedArm,
  {
    pace,
    worth,
    random,
  }: { readonly pace: number; readonly worth: OrderValue; readonly random: () => number },
): Gain {
  const messages = pace * HORIZON_DAYS;
  const converts = ({ counts: { people, did } }: JudgedArm) =>
    posteriorOf({ n: people, successes: did.conversion_rate ?? 0 });
  const [with_, without] = [converts(winner), converts(control)];
  const more = () => messages * (drawBeta(with_, random) - drawBeta(without, random));
  const conversions = simulate(more);
  if (metricOf(test.metric).kind === 'mean') {
    const { pValue } = compareMeans(control.sample, winner.sample);
    const { value, standardError } = differenceOfMeans(control.sample, winner.sample);
    const each = () => value + standardError * drawNormal(random);
    return {
      conversions,
      value: simulate(() => messages * each()),
      chance: 1 - pValue / 2,
      pValue,
    };
  }
  const [mine, theirs] = [countOf(winner, test.metric), countOf(control, test.metric)];
  const known = [with_, without].some(({ alpha }) => alpha > 1);
  return {
    conversions,
    value: known && worth.orders > 0 ? simulate(() => more() * drawWorth(worth, random)) : null,
    chance: probabilityGreater(posteriorOf(mine), posteriorOf(theirs)),
    pValue: compareProportions(theirs, mine).pValue,
  };
}

function brokenProposal(test: AbTest, { verdict, sentence, days, arms }: Judgement): Proposal | null {
  if (verdict.kind !== 'broken' || test.status !== 'running') return null;
  const people = arms.reduce((sum, { counts }) => sum + counts.people, 0);
  const pValue = verdict.why === 'sample_ratio' ? verdict.pValue : 0;
  const expected = (at: number) =>
    verdict.why === 'sample_ratio' ? (verdict.arms[at]?.expected ?? 0) : (arms[at]?.counts.people ?? 0);
  return {
    type: 'ab_test_broken',
    subject: `test:${test.id}`,
    title: `The test “${test.name}” is broken`,
    description: sentence,
    impact: { people_affected: people },
    value: null,
    people,
    confidence: 1 - pValue,
    reasons: [
      'No figure of it can be trusted, the better one least of all: whoever is missing in an arm is not missing by chance.',
      'Usual causes: a template that fails for some mail programs, a redirect that loses people, robots that are filtered in one arm only, a split that was changed on the way.',
      'Stop it, mend the cause, and start a new one: more people do not mend it.',
    ],
    severity: 1,
    coolDownDays: COOL_DOWN_DAYS,
    urgent: true,
    detail: {
      key: 'test_results',
      fields: {
        ...testFields(test, { days, arms }),
        arms: arms.map(({ name, counts }, at) => ({
          variation: name,
          people: counts.people,
          expected_people: round(expected(at)),
        })),
        p_value: pValue,
        statistical_significance: false,
      },
    },
    actions: [
      {
        action_type: 'stop_ab_test',
        fields: { test_id: test.id },
        label: 'Stop the test',
        call: { tool: 'stop_ab_test', args: { test: test.id } },
        confirm: `Stop “${test.name}” after ${count(people)} people? It cannot be started again.`,
      },
      reviewOf(test),
    ],
    prediction: {
      measure: 'mended',
      value: { expected: 1, low: 0, high: 1 },
      horizonDays: COOL_DOWN_DAYS,
      about: { test: test.id },
    },
  };
}

const testFields = (test: AbTest, { days, arms }: Pick<Judgement, 'days' | 'arms'>) => ({
  test_id: test.id,
  test_name: test.name,
  duration_days: Math.round(days),
  sample_size: arms.reduce((sum, { counts }) => sum + counts.people, 0),
});

function armFields({ name, counts: { people, did } }: JudgedArm) {
  const rate = (of: number | undefined) =>
    people > 0 ? Math.round(((of ?? 0) / people) * 10_000) / 10_000 : 0;
  return {
    variation: name,
    open_rate: rate(did.open_rate),
    click_rate: rate(did.click_rate),
    conversions: did.conversion_rate ?? 0,
  };
}
