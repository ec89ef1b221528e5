/** From what was asked to rows of the log. */
import { z } from 'zod';
import type { Outcome, ToolContext } from '../define-tool.ts';
import { bestFits } from '../find-named.ts';
import { entry } from './entry.ts';
import { day, type Period, periodOf } from './period.ts';
import { readLog, readNames } from './read-log.ts';
import { toolsThat } from './verbs.ts';

export const logInput = z.object({
  day: day.optional(),
  /** What was decided about proposals. */
  about: z.enum(['proposals']).optional(),
  /** A person, a tool, or what was done: “Ann”, “apply_test_winner”, “approved”. */
  find: z.string().trim().min(1).max(100).optional(),
  /** Part of the name of the test, campaign, segment or proposal that it was about. */
  named: z.string().trim().min(1).max(100).optional(),
});
export type LogInput = z.infer<typeof logInput>;

export const found = z.object({
  /** Whose or what, in words: “Ann”, “approved”; null for everything. */
  whose: z.string().nullable(),
  period: z.string(),
  entries: z.array(entry),
  omitted: z.number(),
});
export type Found = z.infer<typeof found>;

const PROPOSAL_TOOLS = ['accept_suggestion', 'dismiss_suggestion', 'snooze_suggestion'];
const NO_WORDS = /(?!)/g;

/** Without a day: the last week; of somebody or something, as far back as the log goes. */
export async function findEntries(
  { day: said, about, find, named }: LogInput,
  { db, workspace, now }: ToolContext,
  limit: number,
): Promise<Outcome<Found>> {
  const whose = find === undefined ? EVERYTHING : await meant(find, db);
  if (whose === null)
    return {
      kind: 'refused',
      because: `Nobody is called “${find}”, and nothing in the log is.`,
      suggestions: ['Try a name, “approved”, “applied”, “proposals”, “today” or “yesterday”.'],
    };
  const period: Period | null =
    said === undefined && [about, find, named].some((each) => each !== undefined)
      ? null
      : periodOf(said ?? 'week', now(), workspace.timezone);
  const log = await readLog(db, {
    from: period?.from ?? null,
    to: period?.to ?? null,
    personId: whose.personId,
    tools: about === 'proposals' ? PROPOSAL_TOOLS : whose.tools,
    named: named ?? null,
    limit,
  });
  const data: Found = {
    whose:
      [whose.name ?? about, named].filter((each) => each !== undefined && each !== null).join(', ') || null,
    period: period?.label ?? 'all that is kept',
    entries: [...log.entries],
    omitted: log.found - log.entries.length,
  };
  if (data.entries.length > 0) return { kind: 'ok', data };
  return {
    kind: 'empty',
    because: `Nothing is in the log for ${data.period}${data.whose ? ` and “${data.whose}”` : ''}.`,
  };
}

interface Meant {
  readonly name: string | null;
  readonly personId: string | null;
  readonly tools: readonly string[];
}

const EVERYTHING: Meant = { name: null, personId: null, tools: [] };

async function meant(said: string, db: ToolContext['db']): Promise<Meant | null> {
  const tools = toolsThat(said);
  const names = await readNames(db);
  const [person] = bestFits(names.people, said, NO_WORDS);
  if (person && person.name.toLowerCase() === said.toLowerCase())
    return { name: person.name, personId: person.id, tools: [] };
  if (tools) return { name: said, personId: null, tools };
  const [tool] = bestFits(names.tools, said, NO_WORDS);
  if (tool && (!person || tool.name === said)) return { name: tool.name, personId: null, tools: [tool.name] };
  return person ? { name: person.name, personId: person.id, tools: [] } : null;
}
