/** Saving an audience as a segment, renaming one, deleting one. */
import { z } from 'zod';
import { formatValue } from '../../cards/format.ts';
import type { Transaction } from '../../db/db.ts';
import { compileGate } from '../audience/compile-gate.ts';
import { describeAudience } from '../audience/describe-gate.ts';
import { gate } from '../audience/gate.ts';
import { defineTool, type Outcome, type ToolContext } from '../define-tool.ts';
import { UserError } from '../errors.ts';
import { findSegment } from './find-segment.ts';
import { type SavedCriteria, settleList, settleNewRule } from './run-saved.ts';
import { METHOD_LABELS } from './segment.ts';

const NAME_LENGTH = 80;
const LIST_LENGTH = 50_000;
const name = z.string().trim().min(1).max(NAME_LENGTH);

const saveInput = z.object({
  name,
  /** Alone: a rule that is kept current. With `customer_ids`: what the list was found by. */
  gate: gate.optional(),
  /** The people themselves: a list that stays as it is. */
  customer_ids: z.array(z.string().min(1)).min(1).max(LIST_LENGTH).optional(),
  /** What the list was found by besides the gate. */
  interest: z.string().trim().min(1).optional(),
});
type SaveInput = z.infer<typeof saveInput>;

const saved = z.object({
  id: z.string(),
  name: z.string(),
  isRule: z.boolean(),
  members: z.number(),
  asked: z.number().nullable(),
  rule: z.string().nullable(),
});
type Saved = z.infer<typeof saved>;

/** `save_segment`: a gate as a rule that is kept current, or people as a list. */
export const saveSegment = defineTool({
  name: 'save_segment',
  title: 'Save as segment',
  description:
    'Saves customers under a name: with a gate alone as a rule whose members are kept current each night, with customer_ids as a fixed list.',
  effect: 'write',
  role: 'analyst',
  input: saveInput,
  output: saved,
  run: save,
  card: (data) => ({
    tone: 'notice',
    title: `Saved: ${data.name}`,
    text: [savedSentence(data)],
    buttons: [
      { label: 'Show segment', call: { tool: 'show_segment', args: { segment: data.id } } },
      { label: 'Make-up', call: { tool: 'segment_makeup', args: { segment: data.id } } },
    ],
  }),
  summary: savedSentence,
});

async function save(asked: SaveInput, context: ToolContext): Promise<Outcome<Saved>> {
  const { db, workspace, actor } = context;
  const { gate: condition, customer_ids, interest } = asked;
  if (!customer_ids && (!condition || interest))
    return {
      kind: 'refused',
      because: interest
        ? 'An interest is a matter of more or less, so it cannot be a rule by itself: save the people you found as a list, with the button “Save as segment” under them.'
        : `A segment needs a rule or a list of customers.`,
      suggestions: interest ? [] : ['customers who bought socks in the last 60 days'],
    };
  // A gate that the data cannot answer is refused before anything is written.
  if (condition) compileGate(condition, { tenantId: db.tenantId, workspace });
  return db.write(async (tx) => {
    await assertFree(tx, db.tenantId, asked.name, null);
    const criteria: SavedCriteria = {
      ...(condition ? { gate: condition } : {}),
      ...(interest ? { interest } : {}),
    };
    const isRule = !customer_ids;
    const { rows } = await tx.query<{ id: string }>(
      `insert into audience_segments
         (tenant_id, method, segment_name, segment_type, description, criteria, user_count, created_by, created_at, updated_at)
       select $1, $2, $3, 'behavioral', $4, $5::jsonb, 0, (select person_id from people where tenant_id = $1 and person_id = $6), $7, $7
       returning id::text as id`,
      [
        db.tenantId,
        isRule ? 'rule' : 'static',
        asked.name,
        null,
        JSON.stringify(criteria),
        actor.personId,
        context.now(),
      ],
    );
    const id = rows[0]?.id ?? '';
    const { members } =
      isRule && condition
        ? await settleNewRule(tx, db.tenantId, context, { id, gate: condition })
        : await settleList(tx, db.tenantId, context, {
            id,
            customerIds: customer_ids ?? [],
            reason: 'asked',
          });
    return {
      kind: 'ok',
      data: {
        id,
        name: asked.name,
        isRule,
        members,
        asked: customer_ids ? new Set(customer_ids).size : null,
        rule: isRule && condition ? describeAudience(condition, workspace) : null,
      },
    };
  });
}

function savedSentence({ name: called, isRule, members, asked, rule }: Saved): string {
  const count = formatValue(members, { kind: 'integer' });
  const people = members === 1 ? 'customer' : 'customers';
  if (isRule) return `“${called}” holds ${count} ${people} now and is kept current: ${rule}.`;
  const missing = (asked ?? members) - members;
  return `“${called}” holds ${count} ${people}, and stays as it is.${missing > 0 ? ` ${missing} of the numbers given are no customers here.` : ''}`;
}

/** Throws where another active segment has the name. */
async function assertFree(
  tx: Transaction,
  tenantId: string,
  wanted: string,
  except: string | null,
): Promise<void> {
  const { rowCount } = await tx.query(
    `select from audience_segments
     where tenant_id = $1 and is_active and lower(segment_name) = lower($2) and ($3::bigint is null or id <> $3)`,
    [tenantId, wanted, except],
  );
  if (rowCount > 0)
    throw new UserError(
      'name_taken',
      `There is a segment called “${wanted}” already. Please choose another name.`,
    );
}

const renamed = z.object({ before: z.string(), after: z.string(), id: z.string() });

/** `rename_segment`: another name for a segment; its members and history stay. */
export const renameSegment = defineTool({
  name: 'rename_segment',
  title: 'Rename segment',
  description: 'Gives a segment another name; its members and history stay. RFM segments keep their names.',
  effect: 'write',
  role: 'analyst',
  input: z.object({ segment: z.string().min(1), name }),
  output: renamed,
  async run({ segment, name: wanted }, { db, now }) {
    const found = await findSegment(db, segment, (id) => ({
      tool: 'rename_segment',
      args: { segment: id, name: wanted },
    }));
    if (found.kind !== 'found') return found;
    const { id, name: before, method } = found.segment;
    if (method === 'rfm')
      return {
        kind: 'refused',
        because: `“${before}” is one of the RFM segments, which questions know by their names.`,
        suggestions: ['Save its members as a list under the name you like.'],
      };
    await db.write(async (tx) => {
      await assertFree(tx, db.tenantId, wanted, id);
      await tx.query(
        'update audience_segments set segment_name = $3, updated_at = $4 where tenant_id = $1 and id = $2',
        [db.tenantId, id, wanted, now()],
      );
    });
    return { kind: 'ok', data: { before, after: wanted, id } };
  },
  card: ({ before, after, id }) => ({
    tone: 'notice',
    title: 'Segment renamed',
    text: [`“${before}” is called “${after}” now.`],
    buttons: [{ label: 'Show segment', call: { tool: 'show_segment', args: { segment: id } } }],
  }),
  summary: ({ before, after }) => `“${before}” is called “${after}” now.`,
});

const deleted = z.object({ name: z.string() });

/** `delete_segment`: a saved segment is shown and kept no more; nobody is deleted. */
export const deleteSegment = defineTool({
  name: 'delete_segment',
  title: 'Delete segment',
  description: 'Retires a saved segment (rule or list). Its members stay customers; its history is kept.',
  effect: 'write',
  role: 'analyst',
  input: z.object({ segment: z.string().min(1) }),
  output: deleted,
  async run({ segment }, { db, now }) {
    const found = await findSegment(db, segment, (id) => ({ tool: 'delete_segment', args: { segment: id } }));
    if (found.kind !== 'found') return found;
    const { id, name: called, method } = found.segment;
    if (method !== 'rule' && method !== 'static')
      return {
        kind: 'refused',
        because: `“${called}” is found anew each night (${METHOD_LABELS[method]}), so deleting it would not last.`,
        suggestions: ['Only segments that somebody saved can be deleted.'],
      };
    await db.write((tx) =>
      tx.query(
        'update audience_segments set is_active = false, updated_at = $3 where tenant_id = $1 and id = $2',
        [db.tenantId, id, now()],
      ),
    );
    return { kind: 'ok', data: { name: called } };
  },
  card: ({ name: called }) => ({
    tone: 'notice',
    title: 'Segment deleted',
    text: [`“${called}” is deleted. Nobody in it was.`],
  }),
  summary: ({ name: called }) => `The segment “${called}” is deleted.`,
});
