/** The three stages: a gate in SQL, an interest inside it, the profiles of those found. */
import { hasOtherRisk, riskMeant } from '../audience/at-risk.ts';
import { describeAudience } from '../audience/describe-gate.ts';
import type { Gate } from '../audience/gate.ts';
import type { Outcome, ToolContext } from '../define-tool.ts';
import { roleAllows } from '../roles.ts';
import { describeDeeds } from './deeds.ts';
import type { Discovered } from './discovered.ts';
import type { DiscoveryRequest } from './discovery-request.ts';
import { countText, discoveryWords } from './discovery-words.ts';
import { enrich, namesOf } from './enrich.ts';
import { gateMembers, type Members } from './gate-members.ts';
import { nobodyInterested, nobodyPasses, unreadable } from './nobody.ts';
import { reasonsOf } from './reasons.ts';
import { type Refined, refine } from './refine.ts';
import type { DiscoveryServices } from './services.ts';
import { sampleOfMembers } from './top-members.ts';
import { type Interest, readInterest } from './words/interest.ts';

/** A list of people that a button can carry into a segment. */
const MOST_LISTED = 5_000;

/** Finds an audience. Everything that is not one is an outcome in words. */
export async function discover(
  request: DiscoveryRequest,
  services: DiscoveryServices,
  context: ToolContext,
): Promise<Outcome<Discovered>> {
  const { db, workspace, signal, progress, now } = context;
  const clock = stopwatch(now);
  progress('Looking for who passes the gate');
  const members = await gateMembers(request.gate, db, workspace, signal);
  const gateMs = clock();
  if (members.count === 0) return nobodyPasses(request.gate, context);
  const said = request.like?.words ?? request.interest;
  const interest = said === undefined ? null : readInterest(said, services.lexicon);
  if (interest) progress('Looking for who is interested');
  const found = interest
    ? await interestedMembers(members, interest, request, services, context)
    : await sampleOfMembers(members, MOST_LISTED, db, workspace);
  if (found === 'unreadable') return unreadable(said ?? '');
  const refineMs = clock();
  if (found.people.length === 0)
    return nobodyInterested(request, interest, members, found, services.lexicon, context);
  progress('Reading their profiles');
  const personal = request.contacts ?? roleAllows(context.actor.role, 'analyst');
  const ids = found.people.map(({ customerId }) => customerId);
  const shown = ids.slice(0, request.limit);
  const people = await enrich(shown, db, { personal });
  const deeds = await describeDeeds(request.gate, shown, db, workspace);
  const risk = riskMeant(request.gate);
  const isAll = !found.approximate && found.interested <= ids.length;
  const whole = await sizeOf(request.among, context);
  const words = discoveryWords(request, members.count, interest ? found : null, workspace, whole);
  const data: Discovered = {
    audience: describeAudience(request.gate, workspace),
    interest: request.interest ?? null,
    like: request.like?.customerId ?? null,
    answer: words.answer,
    passed: members.count,
    interested: interest ? found.interested : null,
    approximate: found.approximate,
    wordsBecause: interest ? found.wordsBecause : null,
    relevance: request.like ? null : found.relevance,
    people: people.map((person) => ({
      ...person,
      interests: namesOf(person.interests),
      colors: namesOf(person.colors),
      reasons: [
        ...(deeds.get(person.customerId) ?? []),
        ...(interest ? reasonsOf(person, interest, services.lexicon, workspace.currency) : []),
      ],
    })),
    customerIds: isAll ? ids : null,
    risk: risk && { meant: risk, other: await hasOtherRisk(risk, db) },
    personal: personal && people.some(({ name, email }) => name !== null || email !== null),
    currency: workspace.currency,
    tokens: found.tokens,
    cost: found.cost,
    stages: [
      { title: 'Gate', detail: words.gate, durationMs: gateMs },
      { title: 'Interest', detail: words.interest, durationMs: refineMs },
      { title: 'Profiles', detail: `${countText(people.length, 'profile')} read`, durationMs: clock() },
    ],
    gateSql: { text: members.sql, values: [...members.values] },
    refineSql: interest ? { text: found.statement.text, values: [...found.statement.values] } : null,
  };
  return { kind: 'ok', data };
}

async function interestedMembers(
  members: Members,
  interest: Interest,
  request: DiscoveryRequest,
  services: DiscoveryServices,
  { db, workspace, signal, actor, now }: ToolContext,
): Promise<Refined | 'unreadable'> {
  const isSilent = interest.wishes.length === 0 && interest.unwantedQuery === null;
  // A service may read what the lexicon does not; the local embedder does not either.
  if (isSilent && !request.like && !services.embedders.current.remote) return 'unreadable';
  const { like } = request;
  const alike = like ? { besides: like.customerId, meaning: like.meaning } : {};
  const asker = { personId: actor.personId, now };
  const asked = { members, interest, limit: MOST_LISTED, ranked: request.limit, asker, ...alike };
  const found = await refine(asked, services, db, workspace, signal);
  return isSilent && !like && found.relevance === null ? 'unreadable' : found;
}

/** How many people pass a gate; null where there is none. */
async function sizeOf(
  gate: Gate | undefined,
  { db, workspace, signal }: ToolContext,
): Promise<number | null> {
  return gate === undefined ? null : (await gateMembers(gate, db, workspace, signal)).count;
}

/** Milliseconds since it was last asked. */
function stopwatch(now: () => Date): () => number {
  let last = now().getTime();
  return () => {
    const since = now().getTime() - last;
    last += since;
    return since;
  };
}
