/** Proposes segments: people who are taking to something, more than chance and the others explain. */
import { monthlyGrowth } from '../../statistics/monthly-growth.ts';
import type { Gate } from '../audience/gate.ts';
import { campaignActions } from '../impact/campaign-actions.ts';
import { type CampaignImpact, campaignImpact, revenueFigures } from '../impact/campaign-impact.ts';
import { peopleOf } from '../impact/people.ts';
import { count, howOften, percent, round } from '../impact/words.ts';
import { daysFromTo } from '../periods/calendar.ts';
import type { Proposal, ProposalContext, Propose } from '../proposal.ts';
import { findGrowingGroup, type GrowingGroup } from './find-growing-groups.ts';
import {
  AGE_BANDS,
  type Cell,
  PERIOD_DAYS,
  readGroupActivity,
  readShopActivity,
} from './read-group-activity.ts';

/** Periods of 30 days looked at: as many as there are, within these. */
const FEWEST_PERIODS = 6;
const MOST_PERIODS = 12;
/** More new segments in a morning nobody would look at. */
const MOST = 3;
/** Who counts as one of them now. */
const ACTIVE_DAYS = 90;
const COOL_DOWN_DAYS = 21;
const HORIZON_DAYS = 30;
const KIND = 'growing interest';

/** Groups by place, age and gender whose buyers of a category become more. */
export const proposeGrowingGroups: Propose = {
  name: 'growing groups',
  async run(context) {
    const { db, workspace } = context;
    if (!workspace.data) return [];
    const days = daysFromTo(workspace.data.from, workspace.today);
    const periods = Math.min(MOST_PERIODS, Math.floor(days / PERIOD_DAYS));
    if (periods < FEWEST_PERIODS) return [];
    const shop = await readShopActivity(db, workspace, periods);
    const found: GrowingGroup[] = [];
    // Whom one group explains is left out of the search for the next.
    while (found.length < MOST) {
      const group = findGrowingGroup(await readGroupActivity(db, workspace, periods, found), shop);
      if (!group) break;
      found.push(group);
    }
    const proposals: Proposal[] = [];
    for (const group of found) proposals.push(await proposalOf(group, periods, context));
    return proposals;
  },
};

const partsOf = ({ location, band, gender }: Cell) => [location, band, gender].map((part) => part ?? '');

/**
 * What it is about. A wider or narrower cut of a group that was told lately, or turned down, is the same thing: it takes the
 * subject of that one, so that its cool-down holds.
 */
async function subjectOf(group: GrowingGroup, { db, now }: ProposalContext): Promise<string> {
  const own = partsOf(group);
  const { rows } = await db.read<{ subject: string }>(
    `select subject from suggestions
      where tenant_id = $1 and type = 'segment_opportunity' and starts_with(subject, $2)
        and (state = 'dismissed' or state in ('open', 'snoozed', 'accepted')
             and coalesce(decided_at, proposed_at) > $3::timestamptz - make_interval(days => ${COOL_DOWN_DAYS}))
      order by proposed_at desc, subject limit 100`,
    [db.tenantId, `group:${group.category}|`, now],
  );
  const subject = `group:${[group.category, ...own].join('|')}`;
  const overlapping = rows.find(({ subject: earlier }) =>
    earlier
      .split('|')
      .slice(-own.length)
      .every((part, at) => part === '' || own[at] === '' || part === own[at]),
  );
  return rows.some((row) => row.subject === subject) ? subject : (overlapping?.subject ?? subject);
}

async function proposalOf(group: GrowingGroup, periods: number, context: ProposalContext): Promise<Proposal> {
  const { db, workspace } = context;
  const gate = gateOf(group);
  const people = peopleOf(gate, workspace);
  const impact = await campaignImpact(context, people, { kind: KIND });
  const size = impact?.people ?? group.buyers.slice(0, ACTIVE_DAYS / PERIOD_DAYS).reduce((a, b) => a + b, 0);
  const who = whoOf(group);
  const name = `${group.category}: ${who}`;
  const growth = monthlyGrowth(group.buyers);
  const [now = 0] = group.buyers;
  const before = group.buyers[FEWEST_PERIODS - 1] ?? 0;
  return {
    type: 'segment_opportunity',
    subject: await subjectOf(group, context),
    title: `${upper(who)} are taking to ${group.category}`,
    description: `${count(now)} of them bought ${group.category} in the last 30 days; ${count(before)} did five months before. That is ${percent(growth)} more a month, and others do not grow like this.`,
    impact: revenueFigures(impact),
    value: impact?.revenue ?? null,
    people: size,
    confidence: (1 - group.adjusted) * (impact?.chanceOfAny ?? 0),
    reasons: reasonsOf(group, periods, impact),
    severity: now,
    coolDownDays: COOL_DOWN_DAYS,
    urgent: false,
    detail: {
      key: 'segment',
      fields: {
        segment_id: `new:${name}`,
        name,
        size,
        characteristics: {
          avg_engagement_growth: Math.round(growth * 1000) / 1000,
          avg_current_value: round(impact?.orderValue.mean ?? 0),
          top_interests: [group.category],
          buyers_by_month: [...group.buyers].reverse(),
          ...(group.location === null ? {} : { location: group.location }),
          ...(group.band === null ? {} : { age: group.band }),
          ...(group.gender === null ? {} : { gender: group.gender }),
        },
      },
    },
    actions: await campaignActions(
      db,
      { segment: name, gate, campaign: `${name} – more of it`, template: 'educational_series', kind: KIND },
      impact,
    ),
    prediction: impact && {
      measure: 'conversions',
      value: impact.conversions,
      horizonDays: HORIZON_DAYS,
      about: { segment: name, channel: impact.channel },
    },
  };
}

function reasonsOf(group: GrowingGroup, periods: number, impact: CampaignImpact | null): readonly string[] {
  const { later, looked, adjusted, growth, buyers } = group;
  return [
    `Their buyers by 30 days, oldest first: ${[...buyers].reverse().join(', ')}. The last 90 days had ${growth.toFixed(1)} times those of the 90 before.`,
    `Counting each person once, they bought ${later.by.toFixed(1)} months later on average than the other buyers of ${group.category} and the shop as a whole within the ${periods} months looked at. Of ${count(looked)} groups looked at together, chance alone would bring one this far ${howOften(adjusted)}.`,
    ...(impact
      ? impact.reasons
      : ['None of them has agreed to be written to, so a campaign would reach nobody yet.']),
  ];
}

function gateOf({ category, ...cell }: GrowingGroup): Gate {
  return {
    kind: 'all',
    of: [
      {
        kind: 'did',
        action: 'purchase',
        targets: [{ of: 'category', op: 'in', values: [category] }],
        within: { kind: 'last', count: ACTIVE_DAYS, unit: 'day' },
      },
      ...traitsOf(cell),
    ],
  };
}

function traitsOf({ location, band, gender }: Cell): Gate[] {
  const trait = (fields: Partial<Extract<Gate, { kind: 'trait' }>>): Gate => ({
    kind: 'trait',
    trait: 'age',
    op: 'in',
    values: [],
    ...fields,
  });
  const ages = AGE_BANDS.find(({ key }) => key === band);
  return [
    ...(location === null ? [] : [trait({ trait: 'location', values: [location] })]),
    ...(ages ? [trait({ trait: 'age', op: 'between', value: ages.from, upper: ages.to })] : []),
    ...(gender === null ? [] : [trait({ trait: 'gender', values: [gender] })]),
  ];
}

const GENDER_WORDS: Readonly<Record<string, string>> = { f: 'women', female: 'women', m: 'men', male: 'men' };

/** “women of 18–24 in Berlin”. */
function whoOf({ location, band, gender }: Cell): string {
  const people = gender === null ? 'people' : (GENDER_WORDS[gender.toLowerCase()] ?? `people (${gender})`);
  return [
    people,
    band === null ? '' : `of ${band.replace('-', '–')}`,
    location === null ? '' : `in ${location}`,
  ]
    .filter((part) => part !== '')
    .join(' ');
}

const upper = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
