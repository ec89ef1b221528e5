import { z } from 'zod';
import { formatValue } from '../../cards/format.ts';
import { defineTool, type Outcome, type ToolContext } from '../define-tool.ts';
import { runClusters } from './run-clusters.ts';
import { runOutliers } from './run-outliers.ts';
import { runRfm } from './run-rfm.ts';
import { METHOD_LABELS } from './segment.ts';

const input = z.object({
  method: z.enum(['rfm', 'kmeans', 'outliers']),
  /** Of RFM: five segments or ten; kept for later runs. */
  scheme: z.enum(['five', 'ten']).optional(),
  /** Of k-means: how many groups; without it the data decides. Kept for later runs. */
  k: z.coerce.number().int().min(2).max(12).optional(),
});
type Input = z.infer<typeof input>;

const output = z.object({
  method: z.enum(['rfm', 'kmeans', 'outliers']),
  customers: z.number(),
  moved: z.number(),
  /** What came of it, in sentences. */
  notes: z.array(z.string()),
});
type Resegmented = z.infer<typeof output>;

/** `resegment`: segments all customers now. */
export const resegment = defineTool({
  name: 'resegment',
  title: 'Segment customers anew',
  description:
    'Segments all customers now: by RFM (scheme five or ten), by behaviour (k-means, k groups or as many as the data shows) or for unusual customers. Use it where somebody asks to recluster or to change the scheme; otherwise segments are kept current each night.',
  effect: 'write',
  role: 'analyst',
  input,
  output,
  run: (asked, context) => run(asked, context),
  card: (data) => ({
    tone: 'notice',
    title: `${METHOD_LABELS[data.method]}: done`,
    text: [sentence(data), ...data.notes],
    buttons: [
      { label: 'Show segments', call: { tool: 'segments', args: { method: data.method } } },
      { label: 'Who moved', call: { tool: 'segment_moves', args: { method: data.method } } },
    ],
  }),
  summary: (data) => [sentence(data), ...data.notes].join(' '),
});

function sentence({ customers, moved }: Resegmented): string {
  const count = (value: number) => formatValue(value, { kind: 'integer' });
  return `${count(customers)} customers were looked at; ${moved === 0 ? 'nobody' : count(moved)} moved.`;
}

async function run({ method, scheme, k }: Input, context: ToolContext): Promise<Outcome<Resegmented>> {
  context.progress('Looking at every customer');
  if (method === 'rfm') {
    const done = await runRfm(context.db, context, { scheme, reason: 'asked' });
    if (done.kind !== 'ok') return { ...done, what: 'customers who bought' };
    return ok({ method, customers: done.customers, moved: done.moved, notes: [...done.notes] });
  }
  const done =
    method === 'kmeans'
      ? await runClusters(context.db, context, { k })
      : await runOutliers(context.db, context, 'asked');
  if (done.kind === 'insufficient') return { ...done, what: 'customers' };
  if (done.kind === 'alike')
    return {
      kind: 'empty',
      because: `All ${done.customers} customers behave alike, so there is nothing to tell them apart by.`,
    };
  const notes = 'outliers' in done ? [`${done.outliers} customers behave like nobody else.`] : [done.why];
  return ok({ method, customers: done.customers, moved: done.moved, notes });
}

const ok = (data: Resegmented): Outcome<Resegmented> => ({ kind: 'ok', data });
