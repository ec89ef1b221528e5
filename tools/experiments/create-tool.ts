import { z } from 'zod';
import type { TenantDb, Transaction } from '../../db/db.ts';
import { readable } from '../../db/readable.ts';
import { defineTool, type Outcome, type ToolContext } from '../define-tool.ts';
import { messageKindOf } from '../messages/message-defaults.ts';
import { idFor, type Variation, variation } from '../messages/variations.ts';
import { Refusal, refusing } from '../refusal.ts';
import { METRIC_IDS, PRIMARY_METRICS } from './metrics.ts';
import { planSize, sizePlan } from './plan-size.ts';
import { planSentences } from './plan-words.ts';
import { ALLOCATIONS, abTest, readTest } from './read-tests.ts';

const input = z.object({
  name: z.string().trim().min(1).max(120),
  channel: z.string().trim().toLowerCase().min(1).max(50).default('email'),
  variations: z
    .array(
      z.object({
        name: z.string().trim().min(1).max(80),
        /** What is sent: a text, or the parts of a message. */
        content: variation.shape.content.default(null),
        /** Relative to the others. */
        weight: z.coerce.number().positive().default(1),
        /** The one that the others are compared with; without it the one called so, or the first. */
        control: z.boolean().default(false),
      }),
    )
    .min(2, 'needs at least two variations')
    .max(10),
  /** Name or id; without it all customers. */
  segment: z.string().trim().min(1).optional(),
  metric: z.enum(PRIMARY_METRICS).default('conversion_rate'),
  guardrails: z.array(z.enum(METRIC_IDS)).max(5).default([]),
  days: z.coerce.number().int().min(1).max(365).default(14),
  /** The smallest relative lift worth having: 0.1 is 10% more. */
  smallest_effect: z.coerce.number().min(0.001).max(10).default(0.1),
  /** Part of the audience that gets none of it, 0 to 0.9. */
  holdout: z.coerce.number().min(0).max(0.9).default(0),
  /** `thompson` moves new people to what seems best; `fixed` keeps the weights. */
  allocation: z.enum(ALLOCATIONS).default('fixed'),
  /** The least share of new people for each variation where shares move. */
  floor: z.coerce.number().min(0.01).max(0.45).default(0.1),
  /** Which messages it is about, such as “welcome email”; without it, messages of the test's own name. */
  message_kind: z.string().trim().min(1).max(120).optional(),
  /** The usual value of the metric, where it is known: 0.05 is 5%. */
  baseline: z.coerce.number().positive().optional(),
});
type Input = z.infer<typeof input>;

const created = z.object({ test: abTest, plan: sizePlan });
type Created = z.infer<typeof created>;

/** `create_ab_test`: a draft, with the sizes it needs and has. */
export const createAbTest = defineTool<Input, Created>({
  name: 'create_ab_test',
  title: 'New A/B test',
  description:
    'Drafts an A/B test of message variations (with weights, a control, a segment, a metric, guardrails, a hold-out; with shares that stay or that move to the better) and says how many people it needs and what the audience can show. Nothing is sent; start_ab_test starts it.',
  effect: 'write',
  role: 'analyst',
  input: input as z.ZodType<Input>,
  output: created,
  run: (asked, context) => refusing(() => create(asked, context)),
  card: ({ test, plan }) => ({
    tone: 'notice',
    title: `Draft: ${test.name}`,
    text: [...planSentences(test, plan)],
    buttons: [
      {
        label: 'Start',
        call: { tool: 'start_ab_test', args: { test: test.id } },
        style: 'primary',
        confirm: `Start “${test.name}”? From then on its variations cannot be changed.`,
      },
      { label: 'Show test', call: { tool: 'show_ab_test', args: { test: test.id } } },
    ],
    footnotes: [
      {
        kind: 'note',
        text: `The sizes are for a test that is looked at every day, with 5 false alarms in 100 at most. The control is “${test.variations[0]?.name}”${test.controlNamed ? '' : ', the first, because none is named control'}.`,
      },
    ],
  }),
  summary: ({ test, plan }) =>
    [`Drafted “${test.name}” (id ${test.id}).`, ...planSentences(test, plan)].join(' '),
});

async function create(asked: Input, context: ToolContext): Promise<Outcome<Created>> {
  const { db, actor, now, newId } = context;
  const variations = named(asked.variations);
  const control = variations[asked.variations.findIndex((each) => each.control)]?.id ?? null;
  const metricsTwice = asked.guardrails.includes(asked.metric);
  if (metricsTwice)
    throw new Refusal('A metric cannot both decide the test and guard it.', [
      'Leave it out of the guardrails.',
    ]);
  if (asked.allocation === 'thompson' && asked.floor * variations.length > 1)
    throw new Refusal(
      `${variations.length} variations cannot have at least ${Math.round(100 * asked.floor)}% of the people each.`,
      ['Lower the floor.'],
    );
  const segmentId = asked.segment ? await segmentOf(db, asked.segment) : null;
  const plan = await planSize(readable(db), db.tenantId, {
    channel: asked.channel,
    metric: asked.metric,
    segmentId,
    variations,
    holdout: asked.holdout,
    smallestEffect: asked.smallest_effect,
    baseline: asked.baseline ?? null,
  });
  const test = await db.write(async (tx) => {
    await assertFree(tx, db.tenantId, asked.name);
    const { rows } = await tx.query<{ id: string }>(
      `insert into ab_tests
         (tenant_id, test_name, channel, variations, control_variation, primary_metric, guardrails, segment_id, salt,
          holdout_share, allocation, allocation_floor, planned_days, planned_per_arm, smallest_effect, message_kind, audience_size, created_by, created_at)
       select $1, $2, $3, $4::jsonb, $5, $6, $7::jsonb, $8::bigint, $9, $10, $11, $12, $13, $14, $15, $16, $17,
              (select person_id from people where tenant_id = $1 and person_id = $18), $19
       returning id::text as id`,
      [
        db.tenantId,
        asked.name,
        asked.channel,
        JSON.stringify(variations),
        control,
        asked.metric,
        JSON.stringify(asked.guardrails),
        segmentId,
        newId(),
        asked.holdout,
        asked.allocation,
        asked.floor,
        asked.days,
        plan.needed ?? (plan.perArm > 0 ? plan.perArm : null),
        asked.smallest_effect,
        messageKindOf(asked.message_kind ?? asked.name),
        plan.audience,
        actor.personId,
        now(),
      ],
    );
    return readTest(tx, db.tenantId, rows[0]?.id ?? '');
  });
  if (!test) throw new Error('a test went while it was made');
  return { kind: 'ok', data: { test, plan } };
}

function named(asked: Input['variations']): readonly Variation[] {
  const names = asked.map(({ name }) => name.toLowerCase());
  const twice = asked.find(({ name }, at) => names.indexOf(name.toLowerCase()) !== at);
  if (twice)
    throw new Refusal(`Two variations are called “${twice.name}”.`, ['Give each a name of its own.']);
  if (asked.filter(({ control }) => control).length > 1)
    throw new Refusal('Only one variation can be the control.');
  const taken = new Set<string>();
  return asked.map(({ name, content, weight }) => {
    const id = idFor(name, taken);
    taken.add(id);
    return { id, name, content, weight };
  });
}

/** Throws where another test has the name. */
async function assertFree(tx: Transaction, tenantId: string, name: string): Promise<void> {
  const { rowCount } = await tx.query(
    'select from ab_tests where tenant_id = $1 and lower(test_name) = lower($2)',
    [tenantId, name],
  );
  if (rowCount > 0) throw new Refusal(`There is a test called “${name}” already.`, ['Choose another name.']);
}

async function segmentOf(db: TenantDb, said: string): Promise<string> {
  const { rows } = await db.read<{ id: string; name: string }>(
    `select id::text as id, segment_name as name from audience_segments
      where tenant_id = $1 and is_active order by user_count desc nulls last, id`,
    [db.tenantId],
  );
  const found = rows.find(({ id, name }) => id === said || name.toLowerCase() === said.toLowerCase());
  if (found) return found.id;
  throw new Refusal(
    `There is no segment called “${said}”.`,
    rows.length > 0
      ? [`There are: ${rows.map(({ name }) => name).join(', ')}.`]
      : ['No segments have been made yet.'],
  );
}
