/**
 * What a large language model answers over the `ecommerce` dataset, played back: the questions that have true answers
 * (`../shared/questions.json`), and harder ones that the rules leave to a model. Their values were computed from the files
 * alone, without this product. Skipped, and says so, where the files are absent.
 */
import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../../../bot/app.ts';
import { parseConfig } from '../../../bot/config.ts';
import type { Answerers, Result } from '../../../bot/evaluation/run-set.ts';
import { copyOfMigrated } from '../../db/harness.ts';
import { runHere } from '../process/run-here.ts';

const ecommerce = join(resolve(process.env.WALKER_DATASETS ?? '../shared/datasets'), 'ecommerce');
const questions = resolve('../shared/questions.json');
const present = existsSync(questions) && existsSync(ecommerce);
const fixture = (name: string) => resolve(import.meta.dirname, 'fixture', name);
const recording = fixture('ecommerce-recording.json');

describe.skipIf(!present)(`over ecommerce${present ? '' : ' (skipped: the shared files are absent)'}`, () => {
  let dir: string;
  beforeAll(async () => {
    dir = await copyOfMigrated();
    const imported = await runHere(['import', ecommerce, '--no-refresh', '--no-quality'], { DATA_DIR: dir });
    expect(imported.code).toBe(0);
  }, 120_000);
  afterAll(() => rm(dir, { recursive: true, force: true }));

  async function ask(set: string, answerers: Answerers) {
    const replayed = answerers === 'rules' ? [] : ['--replay', recording];
    const { out, err } = await runHere(
      ['eval', set, '--with', answerers, ...replayed, '--at-once', '4', '--json'],
      {
        DATA_DIR: dir,
      },
    );
    expect(err).toBe('');
    return JSON.parse(out) as { verdicts: Record<string, number>; results: Result[] };
  }
  const questionsThatAre = (verdict: string, { results }: { results: readonly Result[] }) =>
    results.filter((result) => result.verdict === verdict).map(({ question }) => question);

  it('was answered by a language model, and holds no key', async () => {
    const text = await readFile(recording, 'utf8');
    expect(JSON.parse(text).made_with).toContain('large language model');
    expect(text).not.toMatch(/bearer|sk-|authorization/i);
  });

  it('has every question with a true answer right: by rules, by the model alone, by both', async () => {
    const rules = await ask(questions, 'rules');
    const model = await ask(questions, 'model');
    const both = await ask(questions, 'both');
    const all = { right: rules.results.length, asked: 0, refused: 0, wrong: 0, failed: 0 };
    expect(model.verdicts).toEqual(all);
    expect(both.verdicts).toEqual(all);
    expect(questionsThatAre('right', both)).toEqual(expect.arrayContaining(questionsThatAre('right', rules)));
    expect(model.results.filter(({ answeredBy }) => answeredBy === 'model').length).toBeGreaterThanOrEqual(
      27,
    );
  }, 120_000);

  it('has more of the hard ones right with a model, and none wrong by it', async () => {
    const rules = await ask(fixture('hard-questions.json'), 'rules');
    const model = await ask(fixture('hard-questions.json'), 'model');
    const both = await ask(fixture('hard-questions.json'), 'both');
    expect(model.verdicts).toEqual({ right: 12, asked: 0, refused: 0, wrong: 0, failed: 0 });
    expect(both.verdicts.right).toBeGreaterThanOrEqual(11);
    expect(both.verdicts.right).toBeGreaterThan(rules.verdicts.right ?? 0);
    expect(questionsThatAre('right', both)).toEqual(expect.arrayContaining(questionsThatAre('right', rules)));
    expect(questionsThatAre('wrong', both)).toEqual(questionsThatAre('wrong', rules));
  }, 120_000);

  it('leaves out no sentence of any of these answers', async () => {
    const app = await createApp(parseConfig({ LOG_LEVEL: 'silent', DATA_DIR: dir }));
    const { rows } = await app.db.query<{ question: string; left_out: number }>(
      `select question, left_out from traces where status = 'answered'`,
    );
    await app.stop();
    expect(rows.length).toBeGreaterThanOrEqual(40);
    expect(rows.filter(({ left_out }) => left_out > 0)).toEqual([]);
  }, 60_000);
});
