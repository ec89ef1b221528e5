/** Whether a proposal is told again: cool-down, growth, and what people have decided. Pure; docs/walker.md has it in words. */
import type { Proposal } from '../proposal.ts';
import type { SuggestionState } from './stored.ts';

const DAY_MS = 86_400_000;
/**
 * Severity has grown where it is this much of what it was. What is lost grows by a fifth every few days while nobody has
 * had time to do anything about it: in three simulated months that brought six win-back campaigns to the same people.
 */
const WORSE = 1.5;
/** The same for what somebody has taken in hand: it needs its time to get better. */
const WORSE_IN_HAND = 2;

/** What is known of an earlier suggestion about the same thing. */
export interface Earlier {
  readonly id: string;
  readonly type: string;
  readonly state: SuggestionState;
  readonly severity: number;
  readonly proposedAt: Date;
  readonly decidedAt: Date | null;
  readonly snoozedUntil: Date | null;
}

/**
 * - `new`: told, and takes the place of one about the same thing that is still open.
 * - `kept`: the open one still holds; it is not told again.
 * - `reopened`: it had expired within its cool-down and holds again.
 * - `quiet`: not told.
 */
type Fate = 'new' | 'kept' | 'reopened' | 'quiet';

/**
 * `live` is the one about the subject that is open or snoozed, of any type; `last` the newest one of the subject and type.
 */
export function fateOf(
  proposal: Pick<Proposal, 'type' | 'severity' | 'coolDownDays'>,
  live: Earlier | null,
  last: Earlier | null,
  now: Date,
): Fate {
  if (live?.type === proposal.type) return fateOfLive(proposal, live, now);
  if (!last) return 'new';
  const fate = fateAfter(proposal, last, now);
  // Only one about a thing is open: what replaces one of another type is told.
  return fate === 'reopened' && live ? 'new' : fate;
}

function fateOfLive(proposal: Pick<Proposal, 'severity' | 'coolDownDays'>, live: Earlier, now: Date): Fate {
  // Whoever snoozed it has asked not to see it until then, however bad it gets.
  if (live.state === 'snoozed') return live.snoozedUntil && live.snoozedUntil > now ? 'kept' : 'new';
  return isWorse(proposal, live) || !cools(proposal, live.proposedAt, now) ? 'new' : 'kept';
}

function fateAfter(proposal: Pick<Proposal, 'severity' | 'coolDownDays'>, last: Earlier, now: Date): Fate {
  const cooling = cools(proposal, last.decidedAt ?? last.proposedAt, now);
  const worse = isWorse(proposal, last, last.state === 'accepted' ? WORSE_IN_HAND : WORSE);
  // Dismissed means dismissed: time alone does not bring it back, and nothing brings it back at once.
  if (last.state === 'dismissed') return !cooling && worse ? 'new' : 'quiet';
  if (!cooling || worse) return 'new';
  return last.state === 'expired' ? 'reopened' : 'quiet';
}

const cools = ({ coolDownDays }: { coolDownDays: number }, since: Date, now: Date): boolean =>
  now.getTime() - since.getTime() < coolDownDays * DAY_MS;

function isWorse({ severity }: { severity: number }, before: Earlier, factor = WORSE): boolean {
  return before.severity > 0 ? severity >= factor * before.severity : severity > before.severity;
}
