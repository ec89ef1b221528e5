import { pino } from 'pino';
import type { Log } from '../handlers/log.ts';
import type { Config } from './config.ts';
import { readableLine } from './readable-log.ts';

/** Fields that must never reach a log, wherever they hang. */
const SECRETS = [
  'token',
  'botToken',
  'signingSecret',
  'appToken',
  'authToken',
  'authorization',
  'password',
  'cookie',
  'connectionString',
  'phone',
  'email',
  'text',
  'body',
  'Body',
  'From',
  'WaId',
];

/** A log on standard error, secrets and personal data cut out: JSON lines, or plain ones on a terminal. */
export function createLog(level: Config['logLevel'], isTty = process.stderr.isTTY === true): Log {
  const paths = SECRETS.flatMap((name) => [name, `*.${name}`, `*.*.${name}`, `*.*.*.${name}`]);
  return pino(
    { level, redact: { paths, censor: '[redacted]' }, serializers: { err: seriousError } },
    isTty ? { write: (line) => process.stderr.write(readableLine(line)) } : pino.destination(2),
  );
}

/** An error as name, code, message and stack. Client libraries hang requests, with their headers, on errors. */
function seriousError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { name, message, stack, cause } = error;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  return {
    name,
    code,
    message: mask(message),
    stack: mask(stack ?? ''),
    ...(cause ? { cause: seriousError(cause) } : {}),
  };
}

/** A text without tokens, telephone numbers and the password inside a database address. */
export function mask(text: string): string {
  return (
    text
      .replace(/\bxox[a-z]-[\w-]+/g, '[redacted]')
      .replace(/\bxapp-[\w-]+/g, '[redacted]')
      .replace(/\bsk-[\w-]{8,}/g, '[redacted]')
      // Up to the last @: a password may hold one that nobody encoded.
      .replace(/(postgres(?:ql)?:\/\/[^:/\s]+):\S+@/g, '$1:[redacted]@')
      .replace(/\+\d{7,15}\b/g, '[number]')
  );
}
