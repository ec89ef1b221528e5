/** Lines of the log as a person at a terminal reads them; whatever else reads the log gets JSON. */

const LEVELS: Readonly<Record<number, string>> = {
  10: 'trace',
  20: 'debug',
  30: 'info',
  40: 'warn',
  50: 'error',
  60: 'fatal',
};

/** "18:04:05 info  audiences: phase done  phase=profiles ms=1473", the time in UTC; an error's stack below it. */
export function readableLine(json: string): string {
  const { level, time, pid, hostname, msg, err, ...facts } = JSON.parse(json) as Record<string, unknown>;
  const at = new Date(Number(time)).toISOString().slice(11, 19);
  const said = Object.entries(facts).map(([name, value]) => ` ${name}=${plain(value)}`);
  const head = `${at} ${(LEVELS[Number(level)] ?? 'log').padEnd(5)} ${oneLine(String(msg ?? ''))}`;
  return `${head}${said.length > 0 ? ` ${said.join('')}` : ''}\n${err === undefined ? '' : errorLines(err)}`;
}

function plain(value: unknown): string {
  return typeof value === 'string' && /^[\w.:/-]+$/.test(value) ? value : JSON.stringify(value);
}

function errorLines(err: unknown): string {
  const { stack, message } = (err ?? {}) as { stack?: unknown; message?: unknown };
  return String(stack || message || plain(err))
    .split('\n')
    .map((line) => `  ${oneLine(line)}\n`)
    .join('');
}

/** Nothing that a terminal would take for an order. */
function oneLine(text: string): string {
  return text.replace(/\p{Cc}/gu, ' ');
}
