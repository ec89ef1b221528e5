/** Proposes to write to segments that grow faster than they used to, beyond chance. */
import type { TenantDb } from '../../db/db.ts';
import { adjustByHolm } from '../../statistics/experiments/holm.ts';
import { normalCdf } from '../../statistics/normal.ts';
import type { Gate } from '../audience/gate.ts';
import { campaignActions } from '../impact/campaign-actions.ts';
import { campaignImpact, revenueFigures } from '../impact/campaign-impact.ts';
import { peopleOf } from '../impact/people.ts';
import { count, howOften, percent, round } from '../impact/words.ts';
import type { Proposal, ProposalContext, Propose } from '../proposal.ts';

/** The days that are judged, and those before that they are judged by. */
const RECENT_DAYS = 28;
const BASE_DAYS = 84;
/** Of all segments looked at in a morning together: so often chance alone brings one forward. */
const ALPHA = 0.01;
const LEAST_GROWTH = 0.1;
const FEWEST = 30;
const COOL_DOWN_DAYS = 28;
const HORIZON_DAYS = 30;
const KIND = 'growing segment';
/** RFM segments of any scheme whose growth is bad news; it is told as customers who leave. */
const UNWELCOME = ['at-risk', 'lost', 'cant-lose-them', 'about-to-sleep', 'need-attention', 'others'];

interface Counted {
  readonly id: string;
  readonly name: string;
  readonly size: number;
  readonly joined: number;
  readonly departed: number;
  readonly joinedBefore: number;
  readonly departedBefore: number;
  /** Days of history before the judged ones. */
  readonly daysBefore: number;
}

/** RFM segments and saved rules; groups found anew each time have no steady history. */
export const proposeGrowingSegments: Propose = {
  name: 'growing segments',
  async run(context) {
    const counted = (await readGrowth(context.db, context.workspace.today)).filter(
      ({ daysBefore, size }) => daysBefore >= RECENT_DAYS && size >= FEWEST,
    );
    const adjusted = adjustByHolm(counted.map((segment) => normalCdf(-faster(segment))));
    const proposals: Proposal[] = [];
    for (const [at, segment] of counted.entries()) {
      const net = segment.joined - segment.departed;
      const grown = net / Math.max(1, segment.size - net);
      if ((adjusted[at] ?? 1) > ALPHA || grown < LEAST_GROWTH) continue;
      proposals.push(
        await proposalOf(segment, { grown, adjusted: adjusted[at] ?? 1, looked: counted.length }, context),
      );
    }
    return proposals;
  },
};

/**
 * How far the net growth lies above that of the days before, in standard deviations. Comings and goings are counts, so each
 * adds its own number to the variance; who comes and goes again and again only makes it larger.
 */
function faster(segment: Counted): number {
  const scale = RECENT_DAYS / segment.daysBefore;
  const { joined, departed, joinedBefore, departedBefore } = segment;
  const variance = joined + departed + scale ** 2 * (joinedBefore + departedBefore);
  const difference = joined - departed - scale * (joinedBefore - departedBefore);
  return variance > 0 ? difference / Math.sqrt(variance) : 0;
}

/**
 * Days on which the fifths of RFM moved: numbers of orders are whole, so an edge jumps from 2 to 3 in a night, and a hundred
 * people change their segment without having done anything.
 */
const REDRAWN = `redrawn as (
  select as_of from (
    select as_of, frequency, lag(frequency) over (order by as_of) as before
      from (select distinct on (as_of) as_of, parameters->'edges'->'frequency' as frequency from segment_runs
             where tenant_id = $1 and method = 'rfm' order by as_of, ran_at desc) runs) edges
   where before is not null and frequency is distinct from before)`;

async function readGrowth(db: TenantDb, today: string): Promise<readonly Counted[]> {
  const { rows } = await db.read<Counted>(
    `with ${REDRAWN}
     select s.id::text as id, s.segment_name as name, coalesce(s.user_count, 0) as size,
            coalesce(sum(h.joined) filter (where recent), 0)::int as joined,
            coalesce(sum(h.departed) filter (where recent), 0)::int as departed,
            coalesce(sum(h.joined) filter (where not recent), 0)::int as "joinedBefore",
            coalesce(sum(h.departed) filter (where not recent), 0)::int as "departedBefore",
            coalesce($2::date - ${RECENT_DAYS} - min(h.as_of), 0)::int as "daysBefore"
       from audience_segments s
       join lateral (
         select h.*, h.as_of > $2::date - ${RECENT_DAYS} as recent from segment_history h
          where h.tenant_id = s.tenant_id and h.segment_id = s.id
            and h.as_of > $2::date - ${RECENT_DAYS + BASE_DAYS} and h.as_of <= $2::date
            and not (s.method = 'rfm' and h.as_of in (select as_of from redrawn))) h on true
      where s.tenant_id = $1 and s.is_active and s.method in ('rfm', 'rule')
        and not (s.method = 'rfm' and split_part(s.segment_key, ':', 2) = any($3))
      group by s.id, s.segment_name, s.user_count order by s.id`,
    [db.tenantId, today, UNWELCOME],
  );
  return rows;
}

async function proposalOf(
  segment: Counted,
  { grown, adjusted, looked }: { readonly grown: number; readonly adjusted: number; readonly looked: number },
  context: ProposalContext,
): Promise<Proposal> {
  const { db, workspace } = context;
  const { id, name, size, joined, departed, joinedBefore, departedBefore, daysBefore } = segment;
  const gate: Gate = { kind: 'trait', trait: 'segment', op: 'in', values: [id] };
  const impact = await campaignImpact(context, peopleOf(gate, workspace), { kind: KIND });
  const before = ((joinedBefore - departedBefore) * RECENT_DAYS) / daysBefore;
  return {
    type: 'segment_opportunity',
    subject: `segment:${id}`,
    title: `“${name}” grew by ${percent(grown)} in four weeks`,
    description: `${count(joined)} came and ${count(departed)} left; before, it changed by ${count(before)} in as many days. It has ${count(size)} people now.`,
    impact: revenueFigures(impact),
    value: impact?.revenue ?? null,
    people: size,
    confidence: (1 - adjusted) * (impact?.chanceOfAny ?? 0),
    reasons: [
      `Of ${count(looked)} segments looked at together, chance alone makes one grow so much faster than before ${howOften(adjusted)}.`,
      ...(impact ? impact.reasons : ['None of its people has agreed to be written to.']),
    ],
    severity: joined - departed,
    coolDownDays: COOL_DOWN_DAYS,
    urgent: false,
    detail: {
      key: 'segment',
      fields: {
        segment_id: id,
        name,
        size,
        characteristics: {
          avg_engagement_growth: Math.round(grown * 1000) / 1000,
          avg_current_value: round(impact?.orderValue.mean ?? 0),
          joined,
          departed,
        },
      },
    },
    actions: await campaignActions(
      db,
      { segment: name, gate, campaign: `${name} – welcome`, template: 'announcement', kind: KIND },
      impact,
    ),
    prediction: impact && {
      measure: 'conversions',
      value: impact.conversions,
      horizonDays: HORIZON_DAYS,
      about: { segment: id, channel: impact.channel },
    },
  };
}
