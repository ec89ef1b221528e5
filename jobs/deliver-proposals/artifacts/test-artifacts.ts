/** `ab-tests/<day>/…`: what runs, what it shows, and which winners are applied. */
import { readable } from '../../../db/readable.ts';
import { readJudgement } from '../../../tools/experiments/read-judgement.ts';
import { readTests } from '../../../tools/experiments/read-tests.ts';
import { type ShownTest, shownOf } from '../../../tools/experiments/shown-test.ts';
import type { Artifact, ArtifactContext } from './artifact.ts';

/** Older ones are in the files of their days. */
const MOST = 200;

export async function testArtifacts({ db, workspace, now }: ArtifactContext): Promise<readonly Artifact[]> {
  const tests = (await readTests(readable(db), db.tenantId)).slice(0, MOST);
  const shown: ShownTest[] = [];
  for (const test of tests)
    shown.push(shownOf(test, await readJudgement(readable(db), workspace, test, now)));
  const running = shown.filter(({ test }) => test.status === 'running');
  const seen = shown.filter(({ test }) => test.status !== 'draft');
  const won = shown.filter(({ winner, test }) => winner !== null || test.status === 'applied');
  return [
    { folder: 'ab-tests', name: 'active-tests.json', content: { tests: running.map(planOf) } },
    { folder: 'ab-tests', name: 'test-results.json', content: { tests: seen.map(resultsOf) } },
    { folder: 'ab-tests', name: 'winners.json', content: { tests: won.map(winnerOf) } },
  ];
}

const idOf = ({ test }: ShownTest) => ({ test_id: test.id, test_name: test.name, status: test.status });

const planOf = (shown: ShownTest) => ({
  ...idOf(shown),
  channel: shown.test.channel,
  segment: shown.test.segment,
  metric: shown.decidedBy,
  start_date: shown.test.startedAt,
  end_date: shown.test.endsAt,
  planned_per_arm: shown.test.plannedPerArm,
  variations: shown.test.variations.map(({ id, name, weight }) => ({ variation_id: id, name, weight })),
});

const resultsOf = (shown: ShownTest) => ({
  ...idOf(shown),
  metric: shown.decidedBy,
  verdict: shown.verdict,
  in_words: shown.sentence,
  duration_days: shown.days,
  variations: shown.arms.map(({ id, name, people, value, interval, lift, liftInterval }) => ({
    variation_id: id,
    name,
    people,
    value,
    interval,
    lift,
    lift_interval: liftInterval,
  })),
});

const winnerOf = (shown: ShownTest) => ({
  ...idOf(shown),
  winning_variation: shown.test.winner ?? shown.winner,
  metric: shown.decidedBy,
  in_words: shown.sentence,
  applied_at: shown.test.appliedAt,
  message_kind: shown.test.messageKind,
});
