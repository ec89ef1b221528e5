import { z } from 'zod';
import type { Card } from '../../cards/card.ts';
import type { TenantDb } from '../../db/db.ts';
import { readable } from '../../db/readable.ts';
import { defineTool, type ToolContext } from '../define-tool.ts';
import { VALUE_DAYS } from '../proposal.ts';
import { wasAnalysed } from './analysed.ts';
import { dayOf } from './as-of.ts';
import { parseProposals, routeProposals } from './command.ts';
import { worthOf } from './rank.ts';
import { readSuggestions, STATES, storedSuggestion } from './stored.ts';
import { confidenceWords } from './suggestion-card.ts';

const SHOWN_BUTTONS = 5;

const input = z.object({
  /** Without it, those that can be acted on. */
  state: z.enum(STATES).optional(),
});
const output = z.object({ state: z.enum(STATES).nullable(), suggestions: z.array(storedSuggestion) });
type Data = z.infer<typeof output>;

/** `suggestions`: what the walker proposes at the moment, or has proposed. */
export const suggestions = defineTool<z.infer<typeof input>, Data>({
  name: 'suggestions',
  title: 'Proposals',
  description:
    'Lists what the walker proposes to do, the most important first, with expected impact and confidence; or those that were accepted, dismissed, snoozed, superseded or expired. Use it for “what should I do today?” or “any suggestions?”.',
  effect: 'read',
  role: 'viewer',
  input,
  output,
  command: {
    word: 'proposals',
    usage: 'proposals [accepted | dismissed | snoozed | <id> | accept|dismiss|snooze <id>]',
    parse: parseProposals,
    route: routeProposals,
  },
  async run({ state }, { db }) {
    const found = await readSuggestions(readable(db), db.tenantId, [state ?? 'open']);
    if (found.length > 0) return { kind: 'ok', data: { state: state ?? null, suggestions: [...found] } };
    return { kind: 'empty', because: state ? `No proposal is ${state}.` : await whyNone(db) };
  },
  card: listCard,
  summary: ({ suggestions: all }) =>
    all.map(({ id, payload, priority }) => `${id} (${priority}): ${payload.title}`).join('; '),
  facts: ({ suggestions: all }) => ({
    answer: `There ${all.length === 1 ? 'is 1 proposal' : `are ${all.length} proposals`}.`,
    columns: [
      { key: 'id', label: 'Id', role: 'dimension', format: { kind: 'text' } },
      { key: 'type', label: 'Type', role: 'text', format: { kind: 'text' } },
      { key: 'title', label: 'Proposal', role: 'text', format: { kind: 'text' } },
      { key: 'priority', label: 'Priority', role: 'text', format: { kind: 'text' } },
      { key: 'expected', label: 'Expected', role: 'metric', format: { kind: 'number', decimals: 2 } },
      { key: 'confidence', label: 'Confidence', role: 'metric', format: { kind: 'percent' } },
    ],
    rows: all.map(({ id, type, payload, priority, value, confidence }) => ({
      id,
      type,
      title: payload.title,
      priority,
      expected: value?.expected ?? null,
      confidence,
    })),
    period: null,
    sql: null,
    params: [],
    definition: null,
  }),
});

async function whyNone(db: TenantDb): Promise<string> {
  return (await wasAnalysed(readable(db), db.tenantId))
    ? 'There is nothing to propose at the moment: nothing in the data stands out beyond chance, or it was decided already.'
    : 'The data have not been analysed yet: that begins a minute or two after they came, and then every morning. Ask again shortly.';
}

function listCard({ state, suggestions: all }: Data, _: unknown, { workspace }: ToolContext): Card {
  const money = { kind: 'currency', currency: workspace.currency, decimals: 0 } as const;
  const total = all.reduce((sum, suggestion) => sum + worthOf(suggestion), 0);
  const title = state ? `Proposals: ${state}` : 'Proposals';
  return {
    tone: 'answer',
    title,
    headlines: [
      { label: 'Proposals', value: all.length, format: { kind: 'integer' } },
      ...(total > 0
        ? [{ label: `Worth in ${VALUE_DAYS} days, by confidence`, value: total, format: money }]
        : []),
    ],
    table: {
      caption: title,
      columns: [
        { key: 'title', label: 'Proposal', role: 'dimension', format: { kind: 'text' } },
        { key: 'priority', label: 'Priority', role: 'text', format: { kind: 'text' } },
        { key: 'expected', label: `Expected in ${VALUE_DAYS} days`, role: 'metric', format: money },
        { key: 'asOf', label: 'As of', role: 'time', format: { kind: 'date' }, extra: true },
        {
          key: 'confidence',
          label: 'Confidence',
          role: 'text',
          format: { kind: 'text' },
          extra: true,
        },
      ],
      rows: all.map(({ payload, priority, value, confidence, proposedAt }) => ({
        asOf: dayOf(proposedAt, workspace.timezone),
        title: payload.title,
        priority,
        expected: value?.expected ?? null,
        confidence: confidenceWords(confidence),
      })),
      omitted: 0,
    },
    buttons: all.slice(0, SHOWN_BUTTONS).map(({ id, payload }) => ({
      label: payload.title,
      call: { tool: 'show_suggestion', args: { suggestion: id } },
    })),
  };
}
