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
import type { Db } from '../../../db/db.ts';
import { importPath } from '../../../db/import/import-path.ts';
import { buildRegistry } from '../../../tools/all-tools.ts';
import type { ToolContext } from '../../../tools/define-tool.ts';
import { loadModel } from '../../../tools/metrics/load-model.ts';
import { readVocabulary } from '../../../tools/metrics/read-vocabulary.ts';
import { readWorkspace } from '../../../tools/read-workspace.ts';
import { runTool, type ToolResult } from '../../../tools/run-tool.ts';
import { localDiscovery } from '../../doubles/local-discovery.ts';
import { createTenant, openTestDb } from '../harness.ts';

const datasets = process.env.WALKER_DATASETS ?? '../shared/datasets';
const questionsFile = '../shared/questions.json';
const ecommerce = join(datasets, 'ecommerce');
const present = existsSync(questionsFile) && existsSync(ecommerce);

interface Question {
  readonly q: string;
  readonly turns?: readonly string[];
  readonly kind: 'value' | 'rows' | 'not_answered';
  readonly value?: number;
  readonly rows?: readonly (readonly [string, number])[];
}

const questions: readonly Question[] = present ? JSON.parse(readFileSync(questionsFile, 'utf8')) : [];
const model = loadModel();
const registry = buildRegistry(model, { discovery: localDiscovery(), briefSurfaces: new Set() });
const agent = createAgent({ model });
const now = () => new Date('2026-11-21T09:00:00Z');

type Answer =
  | { readonly status: 'answered'; readonly result: ToolResult }
  | { readonly status: 'clarify' | 'refused' };

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

    async function ask(turns: readonly string[]): Promise<Answer> {
      let conversation: ConversationState = {};
      let last: Answer = { status: 'refused' };
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

    async function answerTo(read: Interpretation): Promise<Answer> {
      if (read.kind !== 'call') return { status: read.kind === 'clarify' ? 'clarify' : 'refused' };
      const result = await runTool(registry, read.call, context);
      const { kind } = result.outcome;
      return kind === 'clarify' || kind === 'refused' ? { status: kind } : { status: 'answered', result };
    }

    test('the file holds questions', () => expect(questions.length).toBeGreaterThanOrEqual(31));

    for (const question of questions) {
      const turns = question.turns ?? [question.q];
      test(turns.join(' → '), async () => {
        const answer = await ask(turns);
        if (question.kind === 'not_answered') {
          expect(['clarify', 'refused']).toContain(answer.status);
          return;
        }
        if (answer.status !== 'answered') throw new Error(`was not answered but ${answer.status}`);
        const pairs = pairsOf(answer.result);
        if (question.kind === 'value') {
          expect(pairs).toHaveLength(1);
          expectNear(pairs[0]?.[1] ?? Number.NaN, question.value ?? Number.NaN);
          return;
        }
        expect(pairs.map(([label]) => label)).toEqual(
          (question.rows ?? []).map(([label]) => expect.stringContaining(label)),
        );
        for (const [index, [, value]] of (question.rows ?? []).entries())
          expectNear(pairs[index]?.[1] ?? Number.NaN, value);
      });
    }
  },
);

/** Label and number of every row: the first column that is no metric, and the first that is one. */
function pairsOf({ facts }: ToolResult): (readonly [string, number])[] {
  const label = facts?.columns.find((column) => column.role !== 'metric');
  const metric = facts?.columns.filter((column) => column.role === 'metric');
  const named = metric?.find((column) => column.key === 'share') ?? metric?.[0];
  return (facts?.rows ?? []).map((row) => [
    String(label ? row[label.key] : ''),
    Number(named ? row[named.key] : Number.NaN),
  ]);
}

/** Within a thousandth. */
function expectNear(actual: number, expected: number): void {
  expect(Math.abs(actual - expected), `${actual} against ${expected}`).toBeLessThanOrEqual(
    Math.abs(expected) * 0.001,
  );
}
