/** What is worth doing today: asks every capability, ranks, keeps. */
import type { TenantDb } from '../../db/db.ts';
import { readable } from '../../db/readable.ts';
import type { Proposal, ProposalContext, ProposalType, Propose } from '../proposal.ts';
import { type Candidate, keepCandidates } from './keep.ts';
import { payloadOf } from './make-payload.ts';
import { byRank, priorityOf } from './rank.ts';
import { readSuggestion, readSuggestions, type StoredSuggestion } from './stored.ts';

/** From the confidence of a type as computed to the one that earlier proposals bear out. */
export type Calibration = (type: ProposalType, raw: number) => number;

export interface ProposalDeps {
  readonly proposers: readonly Propose[];
  /** Reads what earlier proposals brought; without it confidence stays as computed. */
  readonly calibrate?: (db: TenantDb) => Promise<Calibration>;
  /** Where suggestions are shown, without a slash at the end: `<address>/s/<id>`. */
  readonly address: string;
  readonly newId: () => string;
}

interface FailedContribution {
  readonly name: string;
  readonly error: unknown;
}

export interface ProposedToday {
  /** To be told now, the most important first. */
  readonly fresh: readonly StoredSuggestion[];
  /** Told before and still open. */
  readonly open: readonly StoredSuggestion[];
  /** Told before, and no longer true. */
  readonly expired: readonly StoredSuggestion[];
  /** How many hold and are not told: in their cool-down, dismissed, accepted lately. */
  readonly quiet: number;
  /** Contributions that went wrong; the others are not affected. */
  readonly failed: readonly FailedContribution[];
}

interface Options {
  /** What was stored at or after this instant counts as fresh, for a brief that is taken up again. Default: now. */
  readonly since?: Date;
}

/**
 * Runs every contribution, ranks and keeps what they propose, and says what is to be told. Safe to run twice and from two
 * processes at once. Throws where the signal is aborted or the database is gone.
 */
export async function proposeToday(
  deps: ProposalDeps,
  context: ProposalContext,
  { since = context.now }: Options = {},
): Promise<ProposedToday> {
  const { db, now } = context;
  const { proposed, sources, failed } = await askEverybody(deps, context);
  const calibration = deps.calibrate ? await deps.calibrate(db) : (_type: ProposalType, raw: number) => raw;
  const revenue = await monthlyRevenue(context);
  const candidates: Candidate[] = [];
  const wrong: FailedContribution[] = [];
  for (const { source, proposal } of proposed) {
    try {
      candidates.push(candidateOf(proposal, source, calibration, revenue, deps));
    } catch (error) {
      wrong.push({ name: source, error });
    }
  }
  const unsound = new Set(wrong.map(({ name }) => name));
  const kept = await keepCandidates(
    db,
    onePerSubject(candidates),
    sources.filter((source) => !unsound.has(source)),
    now,
  );
  const open = await readSuggestions(readable(db), db.tenantId, ['open']);
  const expired: StoredSuggestion[] = [];
  for (const id of kept.expired) {
    const suggestion = await readSuggestion(readable(db), db.tenantId, id);
    if (suggestion) expired.push(suggestion);
  }
  const isFresh = ({ proposedAt }: StoredSuggestion) => Date.parse(proposedAt) >= since.getTime();
  return {
    fresh: open.filter(isFresh),
    open: open.filter((suggestion) => !isFresh(suggestion)),
    expired,
    quiet: kept.quiet,
    failed: [...failed, ...wrong],
  };
}

interface FromSource {
  readonly source: string;
  readonly proposal: Proposal;
}

async function askEverybody({ proposers }: ProposalDeps, context: ProposalContext) {
  const proposed: FromSource[] = [];
  const sources: string[] = [];
  const failed: FailedContribution[] = [];
  for (const { name, run } of proposers) {
    context.signal.throwIfAborted();
    try {
      const found = await run(context);
      proposed.push(...found.map((proposal) => ({ source: name, proposal })));
      sources.push(name);
    } catch (error) {
      context.signal.throwIfAborted();
      failed.push({ name, error });
    }
  }
  return { proposed, sources, failed };
}

const ID_LENGTH = 12;

function candidateOf(
  proposal: Proposal,
  source: string,
  calibration: Calibration,
  revenue: number,
  { newId, address }: ProposalDeps,
): Candidate {
  const id = `sg_${proposal.type}_${newId().replaceAll('-', '').slice(0, ID_LENGTH)}`;
  const confidence = Math.min(1, Math.max(0, calibration(proposal.type, proposal.confidence)));
  return {
    id,
    proposal,
    source,
    confidence,
    priority: priorityOf({ ...proposal, confidence }, revenue),
    payload: payloadOf(proposal, { id, confidence, url: `${address}/s/${id}` }),
  };
}

/** Where two speak of the same thing, the more important one is told. */
function onePerSubject(candidates: readonly Candidate[]): readonly Candidate[] {
  const ranked = [...candidates].sort((a, b) => byRank(rankOf(a), rankOf(b)));
  const bySubject = new Map<string, Candidate>();
  for (const candidate of ranked)
    if (!bySubject.has(candidate.proposal.subject)) bySubject.set(candidate.proposal.subject, candidate);
  return [...bySubject.values()];
}

const rankOf = ({ id, proposal, confidence, priority }: Candidate) => ({
  id,
  value: proposal.value,
  urgent: proposal.urgent,
  confidence,
  priority,
});

/** Revenue of the 30 days before today. */
async function monthlyRevenue({ db, workspace, signal }: ProposalContext): Promise<number> {
  const { rows } = await db.read<{ revenue: number }>(
    `select coalesce(sum(total_amount), 0)::float8 as revenue from fct_sales
      where tenant_id = $1 and transaction_date >= $2::date - 30 and transaction_date < $2::date`,
    [db.tenantId, workspace.today],
    { signal },
  );
  return rows[0]?.revenue ?? 0;
}
