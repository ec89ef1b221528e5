/** `/walker test …` as words. */
import type { Call } from '../../cards/card.ts';
import { metricCalled, PRIMARY_METRICS } from './metrics.ts';
import { STATUSES } from './read-tests.ts';

/** Nothing, “list” or a state lists tests. Null where the words are for another tool, or a question. */
export function parseTests(text: string): Record<string, unknown> | null {
  const word = text.trim().toLowerCase();
  if (word === '' || word === 'list' || word === 'results') return {};
  const status = STATUSES.find((each) => each === word);
  return status ? { status } : null;
}

const VERBS: Readonly<Record<string, string>> = {
  show: 'show_ab_test',
  start: 'start_ab_test',
  stop: 'stop_ab_test',
  apply: 'apply_test_winner',
  undo: 'undo_apply_winner',
  split: 'download_test_split',
};

/** `Tone | 500` → the test, and how many people to assign. */
function readAssign(text: string): Record<string, unknown> {
  const [test = '', people] = text.split('|').map((part) => part.trim());
  return people ? { test, people } : { test };
}

/** The sub-commands, each a tool of its own. Null for words that are none of them. */
export function routeTests(text: string): Call | null {
  const [verb = ''] = text.trim().split(/\s+/, 1);
  const rest = text.trim().slice(verb.length).trim();
  if (rest === '') return null;
  if (verb.toLowerCase() === 'create') return { tool: 'create_ab_test', args: readCreate(rest) };
  if (verb.toLowerCase() === 'assign') return { tool: 'assign_next_people', args: readAssign(rest) };
  const tool = VERBS[verb.toLowerCase()];
  if (tool === 'show_ab_test') return { tool, args: readShow(rest) };
  return tool ? { tool, args: { test: rest } } : null;
}

/** `Welcome email by visits` → the test, and the metric to look at where the last words name one. */
export function readShow(text: string): { readonly test: string; readonly metric?: string } {
  const [, test, words = ''] = /^(.+)\s+by\s+(.+)$/i.exec(text) ?? [];
  const metric = PRIMARY_METRICS.find((id) => id === metricCalled(words));
  return test && metric ? { test, metric } : { test: text };
}

/** How options are written → the argument. */
const OPTIONS: Readonly<Record<string, string>> = {
  channel: 'channel',
  segment: 'segment',
  audience: 'segment',
  metric: 'metric',
  days: 'days',
  effect: 'smallest_effect',
  holdout: 'holdout',
  allocation: 'allocation',
  floor: 'floor',
  kind: 'message_kind',
  baseline: 'baseline',
  guardrails: 'guardrails',
  guardrail: 'guardrails',
};
const SHARES = new Set(['smallest_effect', 'holdout', 'floor', 'baseline']);

const OPTION = new RegExp(`(?:^|\\s)(${Object.keys(OPTIONS).join('|')})\\s*=`, 'i');

/**
 * `Spring subject | Control: Hello | B 60%: Hello {{first_name}} | metric=clicks days=7 segment=Champions effect=5%`.
 * Parts are divided by “|” or new lines: the name, variations (`name weight%: text`), options.
 */
function readCreate(text: string): Record<string, unknown> {
  const [name = '', ...parts] = text.split(/[|\n]/).map((part) => part.trim());
  const variations = withRest(parts.flatMap((part) => variationIn(part) ?? []));
  return { name, variations, ...optionsIn(parts.filter((part) => variationIn(part) === null).join(' ')) };
}

interface SaidVariation {
  readonly name: string;
  readonly content: string;
  /** Of 100. */
  readonly weight?: number;
}

/** Those without a percentage share what the others leave. */
function withRest(said: readonly SaidVariation[]): readonly SaidVariation[] {
  const open = said.filter(({ weight }) => weight === undefined);
  if (open.length === 0 || open.length === said.length) return said;
  const rest = 100 - said.reduce((sum, { weight = 0 }) => sum + weight, 0);
  return said.map((one) => ({ ...one, weight: one.weight ?? rest / open.length }));
}

function variationIn(part: string): SaidVariation | null {
  const [, name, weight, content] = /^([^:=]+?)(?:\s+(\d+(?:\.\d+)?)\s*%)?\s*:\s*(.+)$/s.exec(part) ?? [];
  return name && content ? { name, content, ...(weight ? { weight: Number(weight) } : {}) } : null;
}

function optionsIn(text: string): Record<string, unknown> {
  const found: Record<string, unknown> = {};
  const pieces = text.split(OPTION).slice(1);
  for (let at = 0; at + 1 < pieces.length; at += 2) {
    const key = OPTIONS[(pieces[at] ?? '').toLowerCase()] ?? '';
    found[key] = optionValue(key, (pieces[at + 1] ?? '').trim());
  }
  return found;
}

function optionValue(key: string, text: string): unknown {
  if (key === 'allocation') return text.toLowerCase();
  if (key === 'metric') return metricCalled(text) ?? text;
  if (key === 'guardrails') return text.split(',').map((one) => metricCalled(one) ?? one.trim());
  if (SHARES.has(key) && text.endsWith('%')) return Number(text.slice(0, -1)) / 100;
  return text;
}
