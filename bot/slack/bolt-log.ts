/** Bolt's log lines in ours. Its debug lines hold whole payloads, so they are dropped. */
import { type Logger, LogLevel } from '@slack/bolt';
import type { Log } from '../../handlers/log.ts';

export function createBoltLog(log: Log): Logger {
  const say =
    (level: 'info' | 'warn' | 'error') =>
    (...parts: unknown[]) =>
      log[level]({ from: 'slack' }, parts.map(sentence).join(' '));
  return {
    debug: () => undefined,
    // What Bolt finds worth saying (connections, retries) is detail to an operator.
    info: (...parts) => log.debug({ from: 'slack' }, parts.map(sentence).join(' ')),
    warn: say('warn'),
    error: say('error'),
    setLevel: () => undefined,
    getLevel: () => LogLevel.INFO,
    setName: () => undefined,
  };
}

function sentence(part: unknown): string {
  if (part instanceof Error) return `${part.name}: ${part.message}`;
  return typeof part === 'string' ? part : typeof part;
}
