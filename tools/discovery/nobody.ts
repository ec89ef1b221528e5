/** What is said where nobody is found: why, and what is there instead. */
import type { TenantDb } from '../../db/db.ts';
import { compileGate } from '../audience/compile-gate.ts';
import { describeAudience } from '../audience/describe-gate.ts';
import { explainGate } from '../audience/explain-gate.ts';
import type { Gate } from '../audience/gate.ts';
import type { Outcome, ToolContext } from '../define-tool.ts';
import type { Workspace } from '../workspace.ts';
import type { DiscoveryRequest } from './discovery-request.ts';
import type { Members } from './gate-members.ts';
import type { Refined } from './refine.ts';
import type { Interest } from './words/interest.ts';
import type { Lexicon } from './words/lexicon.ts';

type Nobody = Extract<Outcome<never>, { kind: 'empty' | 'refused' }>;

const SHOWN = 5;

/** No customer passes the gate: which of its conditions is to blame. */
export async function nobodyPasses(gate: Gate, { db, workspace, signal }: ToolContext): Promise<Nobody> {
  const explained = await explainGate(gate, db, { tenantId: db.tenantId, workspace }, signal);
  if (explained.everyone === 0)
    return { kind: 'empty', because: 'There are no customers yet. Import some first.' };
  const alone =
    explained.conditions.length > 1
      ? ` By themselves: ${explained.conditions.map(({ words, passing }) => `“${words}” ${passing.toLocaleString('en')}`).join(', ')}.`
      : '';
  return {
    kind: 'empty',
    because: `None of ${explained.everyone.toLocaleString('en')} customers passes: ${describeAudience(gate, workspace).replace(/^C/, 'c')}.${alone}`,
  };
}

/** Nobody in the gate is interested: what its members are interested in. */
export async function nobodyInterested(
  { gate, interest: said, like }: DiscoveryRequest,
  interest: Interest | null,
  members: Members,
  { wordsBecause }: Refined,
  lexicon: Lexicon,
  { db, workspace }: ToolContext,
): Promise<Nobody> {
  if (like) return { kind: 'empty', because: `There is nobody besides customer ${like.customerId}.` };
  const known = await knownTastes(gate, db, workspace);
  if (known.profiles === 0)
    return {
      kind: 'empty',
      because: `${describeAudience(gate, workspace)}: ${members.count.toLocaleString('en')}. Their profiles have not been made yet; “walker refresh” makes them.`,
    };
  const which = interest?.wanted === '' ? `is left after “${said}”` : `is interested in “${said}”`;
  const who =
    members.count === 1
      ? 'The one customer who passes is not among them'
      : `None of ${members.count.toLocaleString('en')} customers ${which}`;
  const sentence = members.count === 1 ? `Nobody ${which}. ${who}` : who;
  const parts = [
    known.interests.length > 0 ? `What they like most: ${known.interests.join(', ')}` : '',
    known.colors.length > 0 ? `colours: ${known.colors.join(', ')}` : '',
  ].filter(Boolean);
  const how = wordsBecause ? ` (Ranked by words, because ${wordsBecause}.)` : '';
  const wider = widerWords(interest, lexicon);
  const hint = wider.length > 0 ? ` A wider word may find some: ${wider.join(', ')}.` : '';
  return {
    kind: 'empty',
    because: `${sentence}.${hint}${parts.length > 0 ? ` ${parts.join('; ')}.` : ''}${how}`,
  };
}

/** What the lexicon knows above the words: “sport” for running. */
function widerWords(interest: Interest | null, lexicon: Lexicon): readonly string[] {
  const above = (interest?.wishes.flat() ?? []).flatMap(({ senses }) =>
    senses.flatMap(({ concept }) => lexicon.above(concept).map((wider) => `“${wider.concept}”`)),
  );
  return [...new Set(above)];
}

/** No word of the interest says anything. */
export function unreadable(interest: string): Nobody {
  return {
    kind: 'refused',
    because: `I cannot tell what “${interest}” looks for.`,
    suggestions: [
      'Name what people like: “sporty”, “high-end fashion”, “home cooking, but no luxury”, a product or a colour.',
    ],
  };
}

async function knownTastes(
  gate: Gate,
  db: TenantDb,
  workspace: Workspace,
): Promise<{
  readonly profiles: number;
  readonly interests: readonly string[];
  readonly colors: readonly string[];
}> {
  const compiled = compileGate(gate, { tenantId: db.tenantId, workspace }, 3);
  const { rows } = await db.read<{ profiles: number; interests: string[] | null; colors: string[] | null }>(
    `with members as materialized (
       select p.interests, p.colors from customer_profiles p
        where p.tenant_id = $1 and p.customer_id in (${compiled.text}))
     select (select count(*) from members)::int as profiles,
       (select array_agg(name) from (
          select taste->>'name' as name from members, jsonb_array_elements(interests) taste
           group by 1 order by count(*) desc, 1 limit $2) i) as interests,
       (select array_agg(name) from (
          select taste->>'name' as name from members, jsonb_array_elements(colors) taste
           group by 1 order by count(*) desc, 1 limit $2) c) as colors`,
    [db.tenantId, SHOWN, ...compiled.values],
  );
  const [row] = rows;
  return { profiles: row?.profiles ?? 0, interests: row?.interests ?? [], colors: row?.colors ?? [] };
}
