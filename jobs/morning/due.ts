/** Which briefs and which analyses are due. Pure. */
import { dayAfter, dayIn, instantOf, weekdayOf } from './local-time.ts';

/** When the walker works for a team to which nobody has said when. */
const USUAL_TIME = '08:00';
/** A morning that was missed is made up for until then, in the zone of whoever gets the brief. */
const EVENING = '20:00';
/** A brief that is wanted in the evening may be late by so much. */
const LATE_MS = 60 * 60_000;

/** Somebody's wish for a brief, as far as it matters for when. */
export interface Wish {
  readonly subscriptionId: string;
  /** `HH:MM` or `HH:MM:SS` in `timezone`. */
  readonly sendAt: string;
  readonly timezone: string;
  readonly quietDays: readonly number[];
  /** Since when it holds: a time of day before is no missed morning. */
  readonly since: Date;
  /** The slot of the last brief; null where there was none. */
  readonly lastAt: Date | null;
}

export interface Team {
  readonly tenantId: string;
  readonly timezone: string;
  readonly hasData: boolean;
  /** An analysis has found numbers before. */
  readonly analysed: boolean;
  readonly wishes: readonly Wish[];
}

interface BriefSlot {
  readonly at: Date;
  /** Who gets it still. */
  readonly subscriptionIds: readonly string[];
  /** It is too late for everybody. */
  readonly missed: boolean;
  /** The analysis that it tells of. */
  readonly walkerAt: Date;
}

export interface Due {
  /** Slots of the analysis: the beginning of the team's day. One analysis a day, whoever wants a brief when. */
  readonly walker: readonly Date[];
  /** Oldest first. */
  readonly briefs: readonly BriefSlot[];
}

/** What is due for a team at `now`. What of it is done already, the slots' rows tell. */
export function dueFor(team: Team, now: Date): Due {
  const slots = new Map<number, string[]>();
  for (const wish of team.wishes) {
    const moment = momentOf(wish, now);
    if (!moment) continue;
    const inTime = slots.get(moment.at.getTime()) ?? [];
    if (!moment.missed) inTime.push(wish.subscriptionId);
    slots.set(moment.at.getTime(), inTime);
  }
  const briefs = [...slots]
    .sort(([a], [b]) => a - b)
    .map(([at, inTime]) => ({
      at: new Date(at),
      subscriptionIds: inTime.sort(),
      missed: inTime.length === 0,
      walkerAt: walkerSlot(team.timezone, new Date(at)),
    }));
  const wanted = briefs.filter(({ missed }) => !missed).map(({ walkerAt }) => walkerAt.getTime());
  if (worksNow(team, now)) wanted.push(walkerSlot(team.timezone, now).getTime());
  return { walker: [...new Set(wanted)].sort((a, b) => a - b).map((at) => new Date(at)), briefs };
}

/** The slot of the analysis that a brief at `at` tells of: the beginning of that day where the team is. */
function walkerSlot(timezone: string, at: Date): Date {
  return instantOf(dayIn(timezone, at), '00:00', timezone);
}

/** Today's moment of a wish, where it has come; null before it, on a quiet day, or where today's brief has been. */
function momentOf(wish: Wish, now: Date): { readonly at: Date; readonly missed: boolean } | null {
  const day = dayIn(wish.timezone, now);
  const at = instantOf(day, wish.sendAt, wish.timezone);
  if (at > now || at < wish.since || wish.quietDays.includes(weekdayOf(day))) return null;
  // One a day, even where the time was changed after the brief had come. The slot itself may be only half done.
  const had = wish.lastAt !== null && dayIn(wish.timezone, wish.lastAt) === day;
  if (had && wish.lastAt?.getTime() !== at.getTime()) return null;
  const latest = Math.max(instantOf(day, EVENING, wish.timezone).getTime(), at.getTime() + LATE_MS);
  return { at, missed: now.getTime() > latest };
}

/**
 * Between the first brief of the team's day, or the usual time, and its evening. The first analysis waits for no morning:
 * whoever has just brought data asks what to do with them.
 */
function worksNow({ timezone, hasData, analysed, wishes }: Team, now: Date): boolean {
  if (hasData && !analysed) return true;
  const today = dayIn(timezone, now);
  const first = [
    ...(hasData ? [instantOf(today, USUAL_TIME, timezone)] : []),
    ...wishes.flatMap((wish) => momentsOn(today, timezone, wish)),
  ];
  return first.some((at) => at <= now) && now <= instantOf(today, EVENING, timezone);
}

/** The moments of a wish that fall on the team's day: whoever gets the brief may live in another zone. */
function momentsOn(day: string, timezone: string, wish: Wish): readonly Date[] {
  return [-1, 0, 1]
    .map((days) => dayAfter(day, days))
    .filter((local) => !wish.quietDays.includes(weekdayOf(local)))
    .map((local) => instantOf(local, wish.sendAt, wish.timezone))
    .filter((at) => dayIn(timezone, at) === day && at >= wish.since);
}
