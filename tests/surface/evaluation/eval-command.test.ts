/** `walker eval` as it is typed, the committed recording in the place of a model. */
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createApp } from '../../../bot/app.ts';
import { createCliReplies } from '../../../bot/cli/replies.ts';
import { parseConfig } from '../../../bot/config.ts';
import { copyOfMigrated } from '../../db/harness.ts';
import { CHAT_KEY, createChatDouble } from '../../doubles/chat-completions.ts';
import { runHere } from '../process/run-here.ts';
import { scripted } from './fixture/script.ts';

const fixture = (name: string) => resolve(import.meta.dirname, 'fixture', name);
let dir: string;
const run = (args: readonly string[], env: Record<string, string> = {}) =>
  runHere(['eval', ...args], { DATA_DIR: dir, ...env });

beforeAll(async () => {
  dir = await copyOfMigrated();
  const imported = await runHere(['import', fixture('sales.csv')], { DATA_DIR: dir });
  expect(imported.code).toBe(0);
}, 60_000);
afterAll(() => rm(dir, { recursive: true, force: true }));

it('scores rules alone: what they do not know is refused, nothing is wrong, and the exit code says so', async () => {
  const { code, out } = await run([fixture('questions.json'), '--json']);
  const report = JSON.parse(out);
  expect(report.verdicts).toEqual({ right: 4, asked: 0, refused: 2, wrong: 0, failed: 0 });
  expect(report).toMatchObject({ questions: 6, promptTokens: 0, costUsd: 0, answeredBy: { model: 0 } });
  expect(report.latency.p95).toBeGreaterThanOrEqual(report.latency.p50);
  expect(code).toBe(0);
}, 60_000);

it('scores both with the committed recording, without a key: no less than the rules, and tokens are counted', async () => {
  const { code, out, err } = await run([
    fixture('questions.json'),
    '--with',
    'both',
    '--replay',
    fixture('recording.json'),
    '--json',
  ]);
  expect(err).toBe('');
  const report = JSON.parse(out);
  expect(report.verdicts).toEqual({ right: 6, asked: 0, refused: 0, wrong: 0, failed: 0 });
  expect(report).toMatchObject({ answeredBy: { rules: 4, model: 2 }, notRecorded: 0, costUsd: null });
  expect(report.promptTokens).toBeGreaterThan(0);
  expect(code).toBe(0);
  expect(JSON.parse(await readFile(fixture('recording.json'), 'utf8')).made_with).toContain('script');
}, 60_000);

it('asks several at once with the same result, in the order of the set and each with its own tokens', async () => {
  const ask = async (atOnce: string) => {
    const { out } = await run([
      ...[fixture('questions.json'), '--with', 'both', '--replay', fixture('recording.json')],
      ...['--at-once', atOnce, '--json'],
    ]);
    const { results } = JSON.parse(out) as { results: { ms: number }[] };
    return results.map(({ ms: _, ...result }) => result);
  };
  expect(await ask('4')).toEqual(await ask('1'));
  expect((await run([fixture('questions.json'), '--at-once', '0'])).err).toContain('from 1 to 50');
}, 90_000);

it('fails where an answer is wrong, and says which', async () => {
  const file = join(dir, 'wrong.json');
  const set = [
    { q: 'total revenue in November', kind: 'value', value: 451 },
    { q: 'orders last month', kind: 'not_answered' },
    {
      q: 'top 2 locations by revenue in December',
      kind: 'rows',
      rows: [
        ['Boston', 90],
        ['Chicago', 570],
      ],
    },
  ];
  await writeFile(file, JSON.stringify(set));
  const { code, out } = await run([file]);
  expect(code).toBe(1);
  expect(out).toContain('wrong    total revenue in November: 451 was expected, and 450 came');
  expect(out).toContain('row 1 should be Boston, and is Chicago');
  expect(out).toContain('3 questions: 0 right, 0 asked back, 0 refused, 3 wrong');
}, 60_000);

it('records what a server answers, holds no key, and plays it back', async () => {
  const model = await createChatDouble();
  model.script(scripted);
  const file = join(dir, 'recording.json');
  const env = { OPENAI_API_KEY: CHAT_KEY, OPENAI_BASE_URL: model.url, OPENAI_CHAT_MODEL: 'scripted' };
  try {
    const recorded = await run(
      [fixture('questions.json'), '--with', 'both', '--record', file, '--json'],
      env,
    );
    expect(JSON.parse(recorded.out).verdicts).toMatchObject({ right: 6 });
    expect(await readFile(file, 'utf8')).not.toContain(CHAT_KEY);
  } finally {
    await model.close();
  }
  const replayed = await run([fixture('questions.json'), '--with', 'both', '--replay', file, '--json']);
  expect([replayed.code, JSON.parse(replayed.out).verdicts.right]).toEqual([0, 6]);
}, 90_000);

it('says that a recording knows nothing of a question, and counts it as no answer', async () => {
  const file = join(dir, 'new.json');
  await writeFile(
    file,
    JSON.stringify([{ q: 'how did hats fare in the windy city', kind: 'value', value: 3 }]),
  );
  const { code, out, err } = await run([file, '--with', 'model', '--replay', fixture('recording.json')]);
  expect(code).toBe(1);
  expect(err).toContain('not in the recording');
  expect(out).toContain('0 right, 0 asked back, 1 refused, 0 wrong');
}, 60_000);

it('says what is the matter with a file, a choice or the settings', async () => {
  const bad = join(dir, 'bad.json');
  await writeFile(bad, '[{"q": "revenue", "kind": "value"}]');
  const said = await Promise.all([
    run([bad]),
    run([join(dir, 'absent.json')]),
    run([]),
    run([fixture('questions.json'), '--with', 'model']),
  ]);
  expect(said.map(({ code }) => code)).toEqual([1, 1, 2, 1]);
  expect(said.map(({ err }) => err).join('')).toMatch(
    /Question 1 cannot be read: value is missing.*There is no file .*absent.json.*Name a file.*No language model is configured/s,
  );
}, 60_000);

it('asks what reviews have made cases, and writes them as a set', async () => {
  const app = await createApp(parseConfig({ LOG_LEVEL: 'silent', DATA_DIR: dir }));
  const replies = createCliReplies();
  const sender = app.operator('cli');
  const common = { sender, thread: 'review', eventId: null };
  const text = 'total revenue in November';
  const { answerId } = await app.handlers.message({ ...common, text, attachments: 0 }, replies);
  const say = (tool: string, args: object) =>
    app.handlers.command({ ...common, text: `${tool} ${JSON.stringify({ answerId, ...args })}` }, replies);
  await say('give_feedback', { good: false });
  await say('close_review', { resolution: 'case', expected: '450' });
  await app.stop();

  const file = join(dir, 'cases.json');
  const { code, out } = await run(['--from-review', '--write', file]);
  expect([code, out]).toEqual([0, expect.stringContaining('1 question: 1 right')]);
  expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject([{ kind: 'value', value: 450 }]);
}, 60_000);
