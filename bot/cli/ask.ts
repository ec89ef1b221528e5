import { createInterface } from 'node:readline';
import { Command, Option } from 'commander';
import { MODEL_CHOICES, type ModelChoice } from '../../agent/llm/settings.ts';
import { renderText } from '../../cards/text.ts';
import type { App } from '../app.ts';
import { toJson } from './answer-json.ts';
import { createCliReplies } from './replies.ts';
import type { MakeCommand, Terminal } from './terminal.ts';
import { withApp } from './with-app.ts';
import { writeFiles } from './write-files.ts';

interface AskOptions {
  readonly json?: boolean;
  readonly stdin?: boolean;
  readonly thread?: string;
  readonly model?: ModelChoice;
}

/** `walker ask "…"`: one question, or with `--stdin` one a line. */
export const askCommand: MakeCommand = ({ terminal, config }) =>
  new Command('ask')
    .description('answer a question')
    .argument('[question...]', 'the question, in plain words')
    .option('--json', 'print the answer as JSON')
    .option(
      '--thread <id>',
      'continue a conversation: a follow-up such as “only Chicago” refers to its last answer',
    )
    .addOption(new Option('--model <which>', 'which language model is to answer').choices(MODEL_CHOICES))
    .option(
      '--stdin',
      'read one question a line (plain, or {"question": …, "thread": …}), print one JSON line each',
    )
    .action(async (words: string[], options: AskOptions) => {
      await withApp(config(), async (app) => {
        if (options.stdin) return askEachLine(app, terminal, options.model);
        const thread = options.thread ?? app.newId();
        const { handled, cards, files } = await ask(app, words.join(' '), thread, options.model);
        if (options.json) terminal.out(`${JSON.stringify(toJson(handled), null, 2)}\n`);
        else for (const card of cards) terminal.out(`${renderText(card, { width: terminal.columns })}\n`);
        await writeFiles(files, options.json ? terminal.err : terminal.out);
        if (handled.status === 'failed') terminal.exit(1);
      });
    });

async function askEachLine(app: App, terminal: Terminal, model?: ModelChoice): Promise<void> {
  for await (const line of createInterface({ input: terminal.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line.trim() === '') continue;
    const { question, thread } = readLine(line, app);
    const { handled, files } = await ask(app, question, thread, model);
    terminal.out(`${JSON.stringify(toJson(handled))}\n`);
    await writeFiles(files, terminal.err);
  }
}

/** A line is JSON with a question, or else the question itself. */
function readLine(line: string, app: App): { question: string; thread: string } {
  try {
    const parsed: unknown = JSON.parse(line);
    if (
      parsed !== null &&
      typeof parsed === 'object' &&
      'question' in parsed &&
      typeof parsed.question === 'string'
    ) {
      const thread = 'thread' in parsed && parsed.thread != null ? String(parsed.thread) : app.newId();
      return { question: parsed.question, thread };
    }
  } catch {
    // Not JSON: a plain question.
  }
  return { question: line, thread: app.newId() };
}

async function ask(app: App, text: string, thread: string, model?: ModelChoice) {
  const replies = createCliReplies();
  const handled = await app.handlers.message(
    { sender: app.operator('cli'), thread, text, model, attachments: 0, eventId: null },
    replies,
  );
  return { handled, cards: replies.cards, files: replies.attachments };
}
