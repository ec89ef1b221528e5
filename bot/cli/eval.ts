import { AsyncLocalStorage } from 'node:async_hooks';
import { readFile, writeFile } from 'node:fs/promises';
import { Command, InvalidArgumentError, Option } from 'commander';
import type { Trace } from '../../agent/llm/trace.ts';
import { readCases } from '../../tools/review/index.ts';
import type { App } from '../app.ts';
import type { Config } from '../config.ts';
import { parseConfig } from '../config.ts';
import {
  type EvaluationCase,
  EvaluationProblem,
  readQuestionSet,
  writeQuestionSet,
} from '../evaluation/question-set.ts';
import { type RecordedModel, readRecording, recordModel, replayModel } from '../evaluation/recorded-model.ts';
import { sayReport, sayResult, summarise } from '../evaluation/report.ts';
import { type Answerers, runSet } from '../evaluation/run-set.ts';
import { createCliReplies } from './replies.ts';
import type { MakeCommand, Terminal } from './terminal.ts';
import { withApp } from './with-app.ts';

interface EvalOptions {
  readonly with: Answerers;
  readonly record?: string;
  readonly replay?: string;
  readonly madeWith?: string;
  readonly atOnce: number;
  readonly fromReview?: boolean;
  readonly write?: string;
  readonly json?: boolean;
}

const OPENAI = 'https://api.openai.com/v1';

/** `walker eval FILE`: asks a set of questions and holds the answers against what is right. */
export const evalCommand: MakeCommand = ({ terminal, config }) =>
  new Command('eval')
    .description('ask a set of questions and compare the answers with what is right')
    .argument('[file]', 'the set, as JSON')
    .addOption(
      new Option('--with <who>', 'who answers: both is the rules first, the model for what they decline')
        .choices(['rules', 'model', 'both'])
        .default('rules'),
    )
    .option('--record <file>', 'write down what the model is asked and answers')
    .option('--replay <file>', 'play that back: no model and no key is needed')
    .option('--made-with <words>', 'who answers, for the recording (default: the name of the model)')
    .option('--at-once <number>', 'questions under way together, at most 50', readAtOnce, 1)
    .option('--from-review', 'the cases that reviews have made, in place of a file')
    .option('--write <file>', 'write the set that was asked to a file')
    .option('--json', 'print the report as JSON')
    .action(async (file: string | undefined, options: EvalOptions, command: Command) => {
      if (options.record && options.replay)
        command.error('Either --record or --replay: a recording is not recorded again.');
      if ((file === undefined) === (options.fromReview !== true))
        command.error('Name a file, or --from-review for the cases that reviews have made.');
      const set = file === undefined ? null : await readText(file);
      if (set !== null) readQuestionSet(set);
      const recorded = await openModel(config(), options, terminal);
      try {
        await evaluate(recorded.config, { set, options, terminal, server: recorded.server });
        if (options.record && recorded.server) await keepRecording(recorded, options.record, options);
      } finally {
        await recorded.server?.close();
      }
    });

interface Opened {
  readonly config: Config;
  readonly server: RecordedModel | null;
}

/** The settings, with the model behind the recording where there is one. */
async function openModel(config: Config, options: EvalOptions, terminal: Terminal): Promise<Opened> {
  if (options.with === 'rules') return { config, server: null };
  if (options.replay) {
    const recording = readRecording(await readText(options.replay));
    const server = await replayModel(recording);
    const { model } = parseConfig({
      ...terminal.env,
      OPENAI_API_KEY: 'replayed',
      OPENAI_CHAT_MODEL: recording.model,
      OPENAI_BASE_URL: server.url,
      WALKER_MODEL: 'auto',
    });
    return { config: { ...config, ...(model ? { model } : {}) }, server };
  }
  const { model } = config;
  if (!model)
    throw new EvaluationProblem(
      'No language model is configured: set OPENAI_API_KEY and OPENAI_CHAT_MODEL, or use --replay FILE, or --with rules.',
    );
  if (!options.record) return { config, server: null };
  const server = await recordModel(model.baseUrl ?? OPENAI);
  return { config: { ...config, model: { ...model, baseUrl: server.url } }, server };
}

async function keepRecording({ config, server }: Opened, path: string, options: EvalOptions): Promise<void> {
  const model = config.model?.models.strong ?? '';
  const recording = { made_with: options.madeWith ?? model, model, exchanges: server?.recorded() ?? [] };
  await writeText(path, `${JSON.stringify(recording, null, 1)}\n`);
}

interface Evaluation {
  /** The text of the file; null for the cases of reviews. */
  readonly set: string | null;
  readonly options: EvalOptions;
  readonly terminal: Terminal;
  readonly server: RecordedModel | null;
}

async function evaluate(config: Config, { set, options, terminal, server }: Evaluation): Promise<void> {
  /** Whose question it is that a model is asked about, where several are under way. */
  const asked = new AsyncLocalStorage<Trace[]>();
  await withApp(
    config,
    async (app) => {
      const json = set ?? writeQuestionSet(await readCases(tenantOf(app)));
      if (options.write) await writeText(options.write, json);
      const cases: readonly EvaluationCase[] = readQuestionSet(json);
      const results = await runSet(
        cases,
        {
          async ask(text, thread, answerers) {
            const traces: Trace[] = [];
            const handled = await asked.run(traces, () => ask(app, text, thread, answerers));
            return { handled, traces };
          },
          newId: app.newId,
          clock: () => performance.now(),
        },
        {
          answerers: options.with,
          atOnce: options.atOnce,
          onResult: (result) => {
            const line = sayResult(result);
            if (line && !options.json) terminal.out(`${line}\n`);
          },
        },
      );
      const report = summarise(results);
      const unknown = options.replay ? (server?.unknown ?? 0) : 0;
      if (options.json)
        terminal.out(`${JSON.stringify({ ...report, notRecorded: unknown, results }, null, 2)}\n`);
      else terminal.out(`${sayReport(report)}\n`);
      if (unknown > 0)
        terminal.err(
          `${unknown} requests are not in the recording, so it says little. Make it anew with --record.\n`,
        );
      if (report.verdicts.wrong + report.verdicts.failed + unknown > 0) terminal.exit(1);
    },
    { onTrace: (trace) => asked.getStore()?.push(trace) },
  );
}

const MODEL_OF = { rules: 'off', model: 'strong', both: 'auto' } as const;

function ask(app: App, text: string, thread: string, answerers: Answerers) {
  const sender = app.operator('cli');
  const model = MODEL_OF[answerers];
  return app.handlers.message(
    { sender, thread, text, model, attachments: 0, eventId: null },
    createCliReplies(),
  );
}

const tenantOf = (app: App) => app.db.tenant(app.home.tenantId);

function readAtOnce(typed: string): number {
  const number = Number(typed);
  if (Number.isInteger(number) && number >= 1 && number <= 50) return number;
  throw new InvalidArgumentError('must be a whole number from 1 to 50.');
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    const there = !(cause instanceof Error && 'code' in cause && cause.code === 'ENOENT');
    throw new EvaluationProblem(there ? `${path} cannot be read.` : `There is no file ${path}.`, { cause });
  }
}

async function writeText(path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text);
  } catch (cause) {
    throw new EvaluationProblem(`${path} cannot be written.`, { cause });
  }
}
