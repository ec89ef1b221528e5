import { z } from 'zod';
import type { Card } from '../../cards/card.ts';
import { formatValue } from '../../cards/format.ts';
import { describeAudience } from '../audience/describe-gate.ts';
import { type Gate, gate } from '../audience/gate.ts';
import { defineTool, type Outcome, type ToolContext } from '../define-tool.ts';
import { findSegment } from './find-segment.ts';
import { FAIR, type KindShare, makeupOf } from './makeup.ts';
import { readMakeup } from './read-makeup.ts';

const LISTED = 40;
/** Genders as they are stored most often. */
const GENDERS: Readonly<Record<string, string>> = { F: 'Female', M: 'Male', X: 'Other' };

const input = z.object({
  segment: z.string().min(1).optional(),
  gate: gate.optional(),
  /** Of the gate's customers, those who like this. */
  interest: z.string().trim().min(1).max(200).optional(),
});
const kind = z.object({
  dimension: z.string(),
  kind: z.string(),
  everyone: z.number(),
  members: z.number(),
  share: z.number(),
  everywhere: z.number(),
  ratio: z.number().nullable(),
  flag: z.enum(['over', 'under']).nullable(),
});
const output = z.object({ of: z.string(), kinds: z.array(kind) });

/** Finds who of a gate's customers likes something; null where they are too many to be named. */
export type FindInterested = (
  gate: Gate,
  interest: string,
  context: ToolContext,
) => Promise<Outcome<{ readonly customerIds: readonly string[] | null }>>;

/** `segment_makeup`: age, gender and place of a segment or audience beside those of all customers. */
export const segmentMakeup = (findInterested: FindInterested) =>
  defineTool({
    name: 'segment_makeup',
    title: 'Make-up',
    description:
      'Compares the ages, genders and places in a segment, or among the customers of a gate, with all customers, and flags kinds that are far over- or under-represented beyond chance. Use it for questions about fairness, bias or who is left out.',
    effect: 'read',
    role: 'viewer',
    input,
    output,
    async run({ segment, gate: asked, interest }, context) {
      const { db, workspace } = context;
      if (segment !== undefined) {
        const found = await findSegment(db, segment, (id) => ({
          tool: 'segment_makeup',
          args: { segment: id },
        }));
        if (found.kind !== 'found') return found;
        return outcomeOf(
          found.segment.name,
          makeupOf(await readMakeup(db, workspace, { segmentId: found.segment.id })),
        );
      }
      if (interest !== undefined) {
        const found = await findInterested(asked ?? { kind: 'everyone' }, interest, context);
        if (found.kind === 'empty') return { kind: 'empty', because: found.because };
        if (found.kind !== 'ok') return found;
        const { customerIds } = found.data;
        if (!customerIds)
          return {
            kind: 'refused',
            because: 'They are too many to look at by name. Narrow them down, for example to one city.',
            suggestions: [],
          };
        const of = `${describeAudience(asked ?? { kind: 'everyone' }, workspace)}, interested in “${interest}”`;
        return outcomeOf(of, makeupOf(await readMakeup(db, workspace, { customerIds })));
      }
      if (asked) {
        const counts = await readMakeup(db, workspace, { gate: asked });
        return outcomeOf(describeAudience(asked, workspace), makeupOf(counts));
      }
      return {
        kind: 'refused',
        because: 'I need a segment or an audience to look at.',
        suggestions: ['For example: /walker segments makeup Champions.'],
      };
    },
    card: makeupCard,
    summary: ({ of, kinds }) => `${of}: ${portrait(kinds)} ${verdict(kinds)}`,
  });

function outcomeOf(of: string, kinds: readonly KindShare[]) {
  if (kinds.length === 0)
    return {
      kind: 'empty' as const,
      because: 'No customer has an age, a gender or a place on file, so there is nothing to compare.',
    };
  if (kinds.every(({ members }) => members === 0))
    return {
      kind: 'empty' as const,
      because: `Nobody is in “${of}” of whom an age, a gender or a place is on file.`,
    };
  return { kind: 'ok' as const, data: { of, kinds: [...kinds] } };
}

function makeupCard({ of, kinds }: z.infer<typeof output>): Card {
  const flagged = kinds.filter(({ flag }) => flag !== null);
  const share = { role: 'metric', format: { kind: 'percent' } } as const;
  const text = { role: 'dimension', format: { kind: 'text' } } as const;
  return {
    tone: 'answer',
    title: `Make-up: ${of}`,
    text: [portrait(kinds), verdict(kinds)],
    table: {
      caption: `Make-up of ${of} beside all customers`,
      columns: [
        { key: 'dimension', label: 'By', ...text },
        { key: 'kind', label: 'Kind', ...text },
        { key: 'members', label: 'Members', role: 'metric', format: { kind: 'integer' } },
        { key: 'share', label: 'Share', ...share },
        { key: 'everywhere', label: 'All customers', ...share },
        { key: 'ratio', label: 'Ratio', role: 'metric', format: { kind: 'number', decimals: 2 } },
        { key: 'flag', label: 'Flag', role: 'text', format: { kind: 'text' } },
      ],
      // What is flagged must not be cut off.
      rows: [...flagged, ...kinds.filter(({ flag }) => flag === null)].slice(0, LISTED).map((each) => ({
        ...each,
        kind: words(each),
        flag: each.flag === null ? '' : each.flag === 'over' ? 'far over' : 'far under',
      })),
      omitted: Math.max(0, kinds.length - LISTED),
    },
    footnotes: [
      {
        kind: 'definition',
        text: `Flagged where the share is under ${FAIR.least} or over ${FAIR.most} times that of all customers and further off than chance would make it (95% sure over all kinds). Kinds of which fewer than 10 members would be expected are not flagged. Shares are of those whose age, gender or place is known.`,
      },
    ],
  };
}

const words = ({ dimension, kind: value }: { dimension: string; kind: string }): string =>
  dimension === 'Gender' ? (GENDERS[value] ?? value) : value;

const PORTRAYED = 3;

/** “Gender: Female 56%, Male 43%. Age: 35 to 44 35%, …”: the commonest kinds of each. */
function portrait(kinds: readonly KindShare[]): string {
  const dimensions = [...new Set(kinds.map(({ dimension }) => dimension))];
  return dimensions
    .map((dimension) => {
      const common = kinds
        .filter((each) => each.dimension === dimension && each.members > 0)
        .sort((a, b) => b.members - a.members)
        .slice(0, PORTRAYED)
        .map((each) => `${words(each)} ${formatValue(each.share, { kind: 'percent' })}`);
      return `${dimension}: ${common.length > 0 ? common.join(', ') : 'not known of anybody'}.`;
    })
    .join(' ');
}

function verdict(kinds: readonly KindShare[]): string {
  const flagged = kinds.filter(({ flag }) => flag !== null);
  if (flagged.length === 0) return 'No age, gender or place is far over- or under-represented beyond chance.';
  const said = flagged.map((each) => {
    const times = formatValue(each.ratio, { kind: 'number', decimals: 1 });
    return `${each.dimension.toLowerCase()} ${words(each)} ${times} times the usual share`;
  });
  return `Not made up like all customers: ${said.join('; ')}. Ask whether that is meant before you write to them.`;
}
