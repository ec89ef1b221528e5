import { z } from 'zod';
import { readable } from '../../db/readable.ts';
import { defineTool } from '../define-tool.ts';
import { parseTests, routeTests } from './command.ts';
import { readJudgement } from './read-judgement.ts';
import { readTests, STATUSES } from './read-tests.ts';
import { STATUS_WORDS } from './show-card.ts';
import { shownTest } from './shown-test.ts';

const LISTED = 30;
const OFFERED = 3;
const input = z.object({ status: z.enum(STATUSES).optional() });

const listed = z.object({
  tests: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      status: z.enum(STATUSES),
      channel: z.string().nullable(),
      people: z.number(),
      days: z.number(),
      verdict: shownTest.shape.verdict,
      sentence: z.string(),
    }),
  ),
  omitted: z.number(),
});

const VERDICT_WORDS: Readonly<Record<z.infer<typeof shownTest.shape.verdict>, string>> = {
  none: 'No results yet',
  winner: 'Winner',
  no_difference: 'No difference worth having',
  keep_running: 'Too early to tell',
  broken: 'Broken',
};

/** `ab_tests`: every test with its state and verdict. */
export const abTests = defineTool({
  name: 'ab_tests',
  title: 'A/B tests',
  description:
    'Lists the A/B tests with their state, people, days and verdict. Use it for “show tests” or “test results”.',
  effect: 'read',
  role: 'viewer',
  input,
  output: listed,
  command: {
    word: 'test',
    usage:
      'test [list | show <name> | create <name> | <variation>: <text> | <variation>: <text> | metric=… days=… segment=… | start|stop|split|apply|undo <name> | assign <name> | <people>]',
    parse: parseTests,
    route: routeTests,
  },
  async run({ status }, { db, workspace, now }) {
    const all = await readTests(readable(db), db.tenantId);
    const wanted = all.filter((test) => status === undefined || test.status === status);
    const tests = [];
    for (const test of wanted.slice(0, LISTED)) {
      const { judgement } = await readJudgement(readable(db), workspace, test, now());
      const { verdict, sentence, days, arms } = judgement;
      tests.push({
        id: test.id,
        name: test.name,
        status: test.status,
        channel: test.channel,
        people: arms.reduce((sum, { counts }) => sum + counts.people, 0),
        days: Math.round(days),
        verdict: verdict.kind,
        sentence,
      });
    }
    const data = { tests, omitted: wanted.length - tests.length };
    if (tests.length > 0) return { kind: 'ok', data };
    return {
      kind: 'empty',
      because: status
        ? `No test is ${status}.`
        : 'There are no tests yet. Make one with /walker test create.',
    };
  },
  card: ({ tests, omitted }) => ({
    tone: 'answer',
    title: 'A/B tests',
    table: {
      caption: 'A/B tests',
      columns: [
        { key: 'name', label: 'Test', role: 'dimension', format: { kind: 'text' } },
        { key: 'status', label: 'State', role: 'text', format: { kind: 'text' } },
        { key: 'people', label: 'People', role: 'metric', format: { kind: 'integer' } },
        { key: 'days', label: 'Days', role: 'metric', format: { kind: 'integer' } },
        { key: 'verdict', label: 'Verdict', role: 'text', format: { kind: 'text' } },
      ],
      rows: tests.map(({ name, status, people, days, verdict }) => ({
        name,
        status: STATUS_WORDS[status],
        people,
        days,
        verdict: VERDICT_WORDS[verdict],
      })),
      omitted,
    },
    buttons: tests.slice(0, OFFERED).map(({ id, name }) => ({
      label: `Show ${name}`,
      call: { tool: 'show_ab_test', args: { test: id } },
    })),
  }),
  summary: ({ tests }) =>
    tests.map(({ name, status, sentence }) => `${name} (${status}): ${sentence}`).join(' '),
  facts: ({ tests }) => ({
    answer: `There ${tests.length === 1 ? 'is 1 test' : `are ${tests.length} tests`}.`,
    columns: [
      { key: 'test', label: 'Test', role: 'dimension', format: { kind: 'text' } },
      { key: 'status', label: 'State', role: 'text', format: { kind: 'text' } },
      { key: 'verdict', label: 'Verdict', role: 'text', format: { kind: 'text' } },
      { key: 'people', label: 'People', role: 'metric', format: { kind: 'integer' } },
    ],
    rows: tests.map(({ name, status, verdict, people }) => ({ test: name, status, verdict, people })),
    period: null,
    sql: null,
    params: [],
    definition: null,
  }),
});
