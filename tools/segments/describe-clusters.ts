/** Names, descriptions and advice for the groups that were found. */
import type { Transaction } from '../../db/db.ts';
import { type ClusterTraits, nameClusters } from '../../statistics/name-clusters.ts';
import type { ClusterModel } from './cluster-model.ts';
import { DIMS } from './feature-matrix.ts';
import type { SegmentDraft } from './segment.ts';

/** What to do about a group, by the name it goes by before anything that tells alike ones apart. */
const STRATEGIES: Readonly<Record<string, string>> = {
  Champions: 'VIP treatment, early access, exclusive offers',
  'Everyday Customers': 'Regular communication, recommendations of related products',
  'Lapsed Big Spenders': 'Personal win-back, what is new in what they bought',
  'Big Spenders': 'Exclusive offers, a reason to come more often',
  'At Risk': 'Win-back campaigns, special incentives',
  Lost: 'Re-engagement campaigns, surveys',
  'Loyal Customers': 'Upsell, cross-sell, loyalty programmes',
  'Recent Newcomers': 'Welcome series, a reason for the second order',
  'Potential Loyalists': 'Nurture campaigns, educational content',
  'Occasional Customers': 'Reminders, seasonal offers',
};

/** This far from the mean, in standard deviations, names a larger group. */
const NOTABLE = 0.4;

/** Needs the transaction's `segment_labels`, which say who is in which group. */
export async function draftClusters(
  tx: Transaction,
  tenantId: string,
  model: ClusterModel,
): Promise<readonly SegmentDraft[]> {
  const tastes = await readTastes(tx, tenantId);
  const traits = model.keys.map((key, at) => ({ ...traitsAt(model.centres, at), ...tastes.get(key) }));
  const named = nameClusters(traits);
  const leaves = model.keys.map((key, at): SegmentDraft => {
    const { name = key, description = '' } = named[at] ?? {};
    const parentKey = model.parents[at];
    return {
      key,
      name,
      type: 'behavioral',
      description,
      strategy: STRATEGIES[name.split(',')[0] ?? ''] ?? 'Look at their interests before writing to them',
      criteria: { centre: centreAt(model.centres, at), foundOn: model.foundOn },
      ...(parentKey ? { parentKey } : {}),
    };
  });
  return [...groupDrafts(model, leaves), ...leaves];
}

function groupDrafts(model: ClusterModel, leaves: readonly SegmentDraft[]): readonly SegmentDraft[] {
  const taken = new Set<string>();
  return model.groupKeys.map((key, at) => {
    const { recency, monetary } = traitsAt(model.groupCentres, at);
    const plain = groupName(recency, monetary);
    let name = plain;
    for (let count = 2; taken.has(name); count++) name = `${plain} ${count}`;
    taken.add(name);
    const inside = leaves.filter(({ parentKey }) => parentKey === key).map((leaf) => leaf.name);
    return {
      key,
      name,
      type: 'behavioral',
      description: `Holds ${inside.join('; ')}.`,
      strategy: 'See the groups in it',
      criteria: { centre: centreAt(model.groupCentres, at), foundOn: model.foundOn },
    };
  });
}

function groupName(recency: number, monetary: number): string {
  if (monetary >= NOTABLE) return 'The valuable core';
  if (recency >= NOTABLE) return 'Away for long';
  return monetary <= -NOTABLE ? 'Light buyers' : 'The middle';
}

const centreAt = (centres: readonly number[], at: number): readonly number[] =>
  centres.slice(at * DIMS, (at + 1) * DIMS).map((value) => Math.round(value * 1000) / 1000);

function traitsAt(centres: readonly number[], at: number) {
  const [recency = 0, frequency = 0, monetary = 0, contentAffinity = 0, channelAffinity = 0] = centres.slice(
    at * DIMS,
    (at + 1) * DIMS,
  );
  return { recency, frequency, monetary, contentAffinity, channelAffinity } satisfies ClusterTraits;
}

/** An interest or channel of at least this share of a group is what most like or use. */
const MOST = 0.5;

/** What most members of a group like, and where most are met; absent where it is not most of them. */
async function readTastes(
  tx: Transaction,
  tenantId: string,
): Promise<ReadonlyMap<string, Pick<ClusterTraits, 'interest' | 'channel'>>> {
  const { rows } = await tx.query<{ key: string; kind: 'interest' | 'channel'; value: string }>(
    `with tastes as (
       select l.key, v.kind, v.value
       from segment_labels l join segment_features f using (n)
            join customer_profiles p on p.tenant_id = $1 and p.customer_id = f.customer_id
            cross join lateral (values ('interest', p.top_interest), ('channel', p.preferred_channel)) as v(kind, value)
       where v.value is not null)
     select distinct on (key, kind) key, kind, value
     from (select key, kind, value, count(*) as members, sum(count(*)) over (partition by key, kind) as everyone
           from tastes group by key, kind, value) counted
     where members >= $2 * everyone order by key, kind, members desc, value`,
    [tenantId, MOST],
  );
  const tastes = new Map<string, Pick<ClusterTraits, 'interest' | 'channel'>>();
  for (const { key, kind, value } of rows) tastes.set(key, { ...tastes.get(key), [kind]: value });
  return tastes;
}
