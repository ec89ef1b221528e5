/**
 * The sentences that tools say of their own results hold against these: what an answer may repeat is not left out. Asked are
 * all phrasings that the rules know, over a small shop.
 */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createAgent } from '../../../agent/create-agent.ts';
import { evidenceOf } from '../../../agent/llm/grounding/evidence.ts';
import { ground } from '../../../agent/llm/grounding/grounding.ts';
import type { Db, TenantDb } from '../../../db/db.ts';
import { loadModel } from '../../../tools/metrics/load-model.ts';
import { readVocabulary } from '../../../tools/metrics/read-vocabulary.ts';
import { readWorkspace } from '../../../tools/read-workspace.ts';
import { metricClasses } from '../../unit/agent/phrasings/metric-classes.ts';
import { openTestDb } from '../harness.ts';
import { loadShop, NOW, toolsOn } from '../metrics/small-shop.ts';

let db: Db;
let tenant: TenantDb;
beforeAll(async () => {
  db = await openTestDb();
  tenant = await loadShop(db);
}, 60_000);
afterAll(() => db.close());

it('holds', async () => {
  const model = loadModel();
  const run = await toolsOn(tenant, NOW);
  const workspace = await readWorkspace(tenant, NOW);
  const vocabulary = await readVocabulary(tenant, workspace, model);
  const agent = createAgent({ model });
  const besides = {
    days: workspace.data ? [workspace.data, { from: workspace.today, to: workspace.today }] : [],
    valuesOf: (dimension: string) => vocabulary.values(dimension),
  };
  const said: string[] = [];
  const apart: string[] = [];
  const questions = Object.values(metricClasses).flatMap((phrasings) =>
    phrasings.map(([question]) => question),
  );
  for (const question of questions.filter((one) => typeof one === 'string')) {
    const read = await agent.interpret(question, { conversation: {}, workspace, vocabulary, now: NOW });
    if (read.kind !== 'call') continue;
    const result = await run(read.call.tool, read.call.args);
    if (!result.facts) continue;
    said.push(result.facts.answer);
    apart.push(...ground(result.facts.answer, evidenceOf([result], besides)).misattributed);
  }
  expect(said.length).toBeGreaterThan(200);
  expect(apart).toEqual([]);
}, 120_000);
