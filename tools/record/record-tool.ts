import { z } from 'zod';
import { defineTool } from '../define-tool.ts';
import { measureHeading } from './measures.ts';
import { readRecord } from './read-record.ts';
import { recordCard, recordSentences } from './record-card.ts';
import { type RecordData, recordData, SHOWN } from './record-data.ts';
import { summarise } from './summarise.ts';

const LISTED = 30;

const input = z.object({ show: z.enum(SHOWN).default('types') });

/** `walker_record`: what was predicted beside what happened. */
export const walkerRecord = defineTool<z.infer<typeof input>, RecordData>({
  name: 'walker_record',
  title: 'The walker’s record',
  description:
    'Shows how good the walker’s proposals have been: predicted against realised by type, how often acting on them brought anything, and whether its confidence can be trusted. Use it for “how good are your proposals?”.',
  effect: 'read',
  role: 'viewer',
  input: input as z.ZodType<z.infer<typeof input>>,
  output: recordData,
  command: {
    word: 'record',
    usage: 'record [proposals]',
    parse: (text) => {
      const word = text.trim().toLowerCase();
      if (word === '') return {};
      return /^(?:proposals?|each|list)$/.test(word) ? { show: 'proposals' } : null;
    },
  },
  async run({ show }, { db, workspace }) {
    const rows = await readRecord(db);
    if (rows.length === 0)
      return { kind: 'empty', because: 'There is no record yet: nothing has been proposed so far.' };
    const scored = rows.filter(({ realised }) => realised !== null);
    return {
      kind: 'ok',
      data: {
        show,
        currency: workspace.currency,
        summary: summarise(rows),
        scored: scored.slice(0, LISTED),
        omitted: Math.max(0, scored.length - LISTED),
      },
    };
  },
  card: recordCard,
  summary: ({ summary, currency }) => recordSentences(summary, currency).join(' '),
  facts: ({ summary, currency }) => ({
    answer: recordSentences(summary, currency).join(' '),
    columns: [
      { key: 'type', label: 'Type', role: 'dimension', format: { kind: 'text' } },
      { key: 'accepted', label: 'Proposals accepted', role: 'metric', format: { kind: 'integer' } },
      { key: 'unit', label: 'Counted in', role: 'text', format: { kind: 'text' } },
      { key: 'predicted', label: 'Predicted', role: 'metric', format: { kind: 'number', decimals: 2 } },
      { key: 'realised', label: 'Realised', role: 'metric', format: { kind: 'number', decimals: 2 } },
      { key: 'hits', label: 'Brought something', role: 'metric', format: { kind: 'percent' } },
    ],
    rows: summary.types.map(({ type, accepted, measure, predicted, realised, hits }) => ({
      type,
      accepted,
      unit: measureHeading(type, measure, currency),
      predicted: predicted?.expected ?? null,
      realised: realised?.expected ?? null,
      hits: hits?.share ?? null,
    })),
    period: null,
    sql: null,
    params: [],
    definition: null,
  }),
});
