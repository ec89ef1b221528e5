/** Rows of the log in words. Pure. */

/** “apply_test_winner” → “Apply test winner” */
export function toolWords(tool: string): string {
  const words = tool.replaceAll('_', ' ').replace(/\bab\b/g, 'A/B');
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

const ORIGINS: Readonly<Record<string, string>> = {
  question: 'a question',
  command: 'a command',
  button: 'a button',
  job: 'the schedule',
  cli: 'the command line',
  mcp: 'a connected program',
};
const SURFACES: Readonly<Record<string, string>> = {
  slack: 'in Slack',
  whatsapp: 'on WhatsApp',
  console: 'in the console',
  email: 'in an e-mail',
};

/** “a button in Slack”; on the command line the one says it all. */
export function fromWords(origin: string, surface: string | null): string {
  if (surface === 'cli') return 'the command line';
  const door = ORIGINS[origin] ?? origin;
  const place = surface === null ? undefined : SURFACES[surface];
  return place && origin !== 'job' ? `${door} ${place}` : door;
}

const RESULTS: Readonly<Record<string, string>> = {
  ok: 'Done',
  empty: 'Nothing to do',
  insufficient: 'Not enough data',
  clarify: 'Asked back',
  refused: 'Refused',
  forbidden: 'Refused: not allowed to',
  failed: 'Failed',
  partly: 'Arrived in part',
  unknown: 'Nobody knows whether it arrived',
  skipped: 'Not sent',
};

/** What came of it, with what was said about it where something was. */
export function resultWords(outcome: string, said: string | null): string {
  const result = RESULTS[outcome] ?? outcome;
  if (!said) return result;
  const why = withoutAddresses(said);
  return `${result}. ${why.charAt(0).toUpperCase()}${why.slice(1)}`;
}

const LONGEST = 120;

/** The arguments that name a thing; all others stay in the log, where nobody reads along. */
const NAMING = ['name', 'segment', 'test', 'campaign', 'message_kind', 'suggestion'] as const;

/** What it was about: the title that was found, else what the arguments call it. */
export function aboutWords(title: string | null, args: Readonly<Record<string, unknown>>): string | null {
  const named = title ?? NAMING.map((key) => args[key]).find((value) => typeof value === 'string');
  if (typeof named !== 'string' || named.trim() === '') return null;
  const text = withoutAddresses(named.trim());
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}

/** A text without e-mail addresses and telephone numbers. */
export function withoutAddresses(text: string): string {
  return text
    .replace(/[^\s@<>"“”(),;:]+@[^\s@<>"“”(),;:]+\.[\p{L}]{2,}/gu, '[address]')
    .replace(/\+\d[\d\s().-]{5,}\d/g, '[number]')
    .replace(/(?<![\p{L}\d._-])\d{9,15}(?![\p{L}\d])/gu, '[number]');
}
