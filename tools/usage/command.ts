/** `/walker usage …` as words. */
import type { Call } from '../../cards/card.ts';

const STRETCHES: Readonly<Record<string, string>> = { today: 'today', week: 'week', month: 'month' };
const GROUPINGS: Readonly<Record<string, string>> = {
  person: 'person',
  people: 'person',
  day: 'day',
  days: 'day',
  model: 'model',
  models: 'model',
};

/** `[today | this week | this month] [by person | day | model] [mine]`; null where the words are a question. */
export function parseUsage(text: string): Record<string, unknown> | null {
  const found: Record<string, unknown> = {};
  const words = text.toLowerCase().trim().split(/\s+/).filter(Boolean);
  for (const word of words) {
    if (word === 'this' || word === 'by') continue;
    if (STRETCHES[word]) found.period = STRETCHES[word];
    else if (GROUPINGS[word]) found.by = GROUPINGS[word];
    else if (word === 'mine' || word === 'me' || word === 'my') found.mine = true;
    else return null;
  }
  return found;
}

/** `usage budget …` is a tool of its own. */
export function routeUsage(text: string): Call | null {
  const [word = '', ...rest] = text.trim().split(/\s+/);
  if (word.toLowerCase() !== 'budget') return null;
  return { tool: 'model_budget', args: parseBudget(rest.join(' ')) };
}

const CAPS = {
  person: { key: 'person', unit: 'day' },
  team: { key: 'team', unit: 'month' },
  'person-tokens': { key: 'personTokens', unit: 'day' },
  'team-tokens': { key: 'teamTokens', unit: 'month' },
} as const;

/** `person=0.50/day team=50/month person-tokens=100k/day team-tokens=off`; what cannot be read stays as it is, for the tool to say so. */
export function parseBudget(text: string): Record<string, unknown> {
  const found: Record<string, unknown> = {};
  for (const word of text.toLowerCase().split(/\s+/).filter(Boolean)) {
    const [name = '', said = ''] = word.split('=');
    const cap = (CAPS as Partial<Record<string, (typeof CAPS)[keyof typeof CAPS]>>)[name];
    if (cap) found[cap.key] = readCap(said, cap.unit);
    else found[name] = said;
  }
  return found;
}

const TIMES: Readonly<Record<string, number>> = { '': 1, k: 1e3, m: 1e6 };

function readCap(said: string, unit: 'day' | 'month'): number | string {
  if (/^(?:off|none|no)$/.test(said)) return 'off';
  const [, amount, times = '', per = unit] =
    /^\$?(\d[\d,]*(?:\.\d+)?|\.\d+)([km]?)(?:\/(day|month))?$/.exec(said) ?? [];
  if (amount === undefined || per !== unit) return said;
  return Number(amount.replaceAll(',', '')) * (TIMES[times] ?? 1);
}
