/** The command line: one file per command. */
import { Command } from 'commander';
import { UserError } from '../../tools/errors.ts';
import { ConfigError, parseConfig, processEnvironment } from '../config.ts';
import { askCommand } from './ask.ts';
import { briefCommand } from './brief.ts';
import { campaignCommand } from './campaign.ts';
import { demoCommand } from './demo.ts';
import { doctorCommand } from './doctor.ts';
import { evalCommand } from './eval.ts';
import { importCommand } from './import.ts';
import { logCommand } from './log.ts';
import { mcpCommand } from './mcp.ts';
import { outboxCommand } from './outbox.ts';
import { peopleCommand } from './people.ts';
import { personCommand } from './person.ts';
import { qualityCommand } from './quality.ts';
import { recordCommand } from './record.ts';
import { refreshCommand } from './refresh.ts';
import { segmentsCommand } from './segments.ts';
import { startCommand } from './start.ts';
import { onStopSignal } from './stop-signals.ts';
import type { Terminal } from './terminal.ts';
import { testCommand } from './test.ts';

/** Runs the command in `argv` and sets the exit code: 0 done, 1 refused or failed, 2 wrong settings or usage. */
export async function main(argv: readonly string[], terminal: Terminal = processTerminal()): Promise<void> {
  const program = new Command('walker')
    .description('Audience Walker: answers marketing questions and runs audience work.')
    .option('--workspace <slug>', 'the workspace to work in (default: WALKER_WORKSPACE or “main”)')
    .showSuggestionAfterError()
    .showHelpAfterError('“walker help” lists the commands, “walker help <command>” says what one takes.')
    .configureOutput({ writeOut: (text) => terminal.out(text), writeErr: (text) => terminal.err(text) });
  program.exitOverride();
  const config = () => {
    const slug = program.opts<{ workspace?: string }>().workspace;
    return parseConfig(slug ? { ...terminal.env, WALKER_WORKSPACE: slug } : terminal.env);
  };
  const commands = [
    startCommand,
    askCommand,
    briefCommand,
    importCommand,
    demoCommand,
    qualityCommand,
    refreshCommand,
    segmentsCommand,
    testCommand,
    campaignCommand,
    outboxCommand,
    peopleCommand,
    personCommand,
    logCommand,
    recordCommand,
    evalCommand,
    mcpCommand,
    doctorCommand,
  ];
  for (const make of commands)
    program.addCommand(make({ terminal, config }).exitOverride().copyInheritedSettings(program));
  try {
    await program.parseAsync(argv);
  } catch (error) {
    terminal.exit(explain(error, terminal));
  }
}

function explain(error: unknown, terminal: Terminal): number {
  if (isCommanderError(error)) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof ConfigError) {
    terminal.err(`${error.message}\n`);
    return 2;
  }
  if (error instanceof Error && (error instanceof UserError || isMeantForPeople(error))) {
    terminal.err(`${error.message}\n`);
    return 1;
  }
  terminal.err(`Something went wrong: ${error instanceof Error ? error.message : String(error)}\n`);
  if (terminal.env.LOG_LEVEL === 'debug' && error instanceof Error) terminal.err(`${error.stack}\n`);
  return 1;
}

/** Errors of the database, the import and the port carry a sentence for the operator and say so by their name. */
function isMeantForPeople(error: Error): boolean {
  return /^(Database|Import|Listen|Migration|Directory|Query|TooMany|Demo|Quality|Evaluation)/.test(
    error.name,
  );
}

function isCommanderError(error: unknown): error is Error & { exitCode: number } {
  return (
    error instanceof Error &&
    'exitCode' in error &&
    'code' in error &&
    String(error.code).startsWith('commander.')
  );
}

function processTerminal(): Terminal {
  // Whoever reads may have seen enough (`walker log | head`): the work goes on, nobody is shown a fault.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  return {
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
    env: processEnvironment(),
    stdin: process.stdin,
    isTty: process.stderr.isTTY === true,
    columns: process.stdout.columns ?? 100,
    exit: (code) => {
      process.exitCode = code;
    },
    onStop: onStopSignal,
  };
}
