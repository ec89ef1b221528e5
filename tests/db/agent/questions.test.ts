/**
 * The questions with true answers (`../shared/questions.json`), asked of the `ecommerce` workspace as a person
 * would: rules → tool → numbers. Skipped, and says so, where the files are absent.
 */
import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createAgent } from '../../../agent/create-agent.ts';
import type { ConversationState, Interpretation } from '../../../agent/interpretation.ts';
import { type Given, judge } from '../../../bot/evaluation/judge.ts';
import { type EvaluationCase, readQuestionSet } from '../../../bot/evaluation/question-set.ts';
import type { Db } from '../../../db/db.ts';
import { importPath } from '../../../db/import/import-path.ts';
import { buildRegistry } from '../../../tools/all-tools.ts';
import type { ToolContext } from '../../../tools/define-tool.ts';
import { loadModel } from '../../../tools/metrics/load-model.ts';
import { readVocabulary } from '../../../tools/metrics/read-vocabulary.ts';
import { readWorkspace } from '../../../tools/read-workspace.ts';
import { runTool } from '../../../tools/run-tool.ts';
import { localDiscovery } from '../../doubles/local-discovery.ts';
import { createTenant, openTestDb } from '../harness.ts';

const datasets = process.env.WALKER_DATASETS ?? '../shared/datasets';
const questionsFile = '../shared/questions.json';
const ecommerce = join(datasets, 'ecommerce');
const present = existsSync(questionsFile) && existsSync(ecommerce);

const questions: readonly EvaluationCase[] = present
  ? readQuestionSet(readFileSync(questionsFile, 'utf8'))
  : [];
const model = loadModel();
const registry = buildRegistry(model, { discovery: localDiscovery(), briefSurfaces: new Set() });
const agent = createAgent({ model });
const now = () => new Date('2026-11-21T09:00:00Z');

describe.skipIf(!present)(
  `questions with true answers${present ? '' : ' (skipped: the shared files are absent)'}`,
  () => {
    let db: Db;
    let context: ToolContext;
    let rejects: string;

    beforeAll(async () => {
      db = await openTestDb();
      rejects = await mkdtemp(join(tmpdir(), 'walker-questions-'));
      const { tenantId } = await createTenant(db);
      await importPath({ db, tenantId, path: ecommerce, rejectsDir: rejects, now, newId: randomUUID });
      const tenant = db.tenant(tenantId);
      context = {
        db: tenant,
        workspace: await readWorkspace(tenant, now()),
        actor: { personId: randomUUID(), name: 'Ana', role: 'analyst', timezone: 'UTC' },
        origin: 'question',
        now,
        newId: randomUUID,
        progress: () => undefined,
        signal: new AbortController().signal,
      };
    }, 240_000);

    afterAll(async () => {
      await db?.close();
      if (rejects) await rm(rejects, { recursive: true, force: true });
    });

    async function ask(turns: readonly string[]): Promise<Given> {
      let conversation: ConversationState = {};
      let last: Given = { status: 'refused', facts: null };
      const vocabulary = await readVocabulary(context.db, context.workspace, model);
      for (const text of turns) {
        const read = await agent.interpret(text, {
          conversation,
          workspace: context.workspace,
          vocabulary,
          now: now(),
        });
        last = await answerTo(read);
        if (read.kind === 'call') conversation = { lastCall: read.call, lastQuestion: text };
      }
      return last;
    }

    async function answerTo(read: Interpretation): Promise<Given> {
      if (read.kind !== 'call')
        return { status: read.kind === 'clarify' ? 'clarify' : 'refused', facts: null };
      const { outcome, facts } = await runTool(registry, read.call, context);
      const { kind } = outcome;
      return { status: kind === 'clarify' || kind === 'refused' ? kind : 'answered', facts };
    }

    test('the file holds questions', () => expect(questions.length).toBeGreaterThanOrEqual(31));

    for (const question of questions) {
      test(question.turns.join(' → '), async () => {
        // Every set has been written with its rows in the order in which they are answered.
        expect(judge({ ...question, ordered: true }, await ask(question.turns))).toEqual({
          verdict: 'right',
          because: '',
        });
      });
    }
  },
);
