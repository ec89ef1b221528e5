/** Putting a proposal off, and turning it down. */
import { z } from 'zod';
import { readable } from '../../db/readable.ts';
import { defineTool, type Outcome, type ToolContext } from '../define-tool.ts';
import { findSuggestion, whyClosed } from './closed.ts';
import { decide } from './decide.ts';
import { quoted } from './quoted.ts';
import { SNOOZE_VALUES, snoozedUntil } from './snooze.ts';
import { type StoredSuggestion, storedSuggestion } from './stored.ts';
import { isOpen, when } from './suggestion-card.ts';

const suggestion = z.string().trim().min(1);

const dismissInput = z.object({ suggestion, reason: z.string().trim().min(1).max(300).optional() });

/** `dismiss_suggestion`: turned down; it is not proposed again unless it gets worse after its cool-down. */
export const dismissSuggestion = defineTool<z.infer<typeof dismissInput>, StoredSuggestion>({
  name: 'dismiss_suggestion',
  title: 'Dismiss a proposal',
  description:
    'Turns a proposal down. The same thing is not proposed again unless it gets clearly worse, and not before its cool-down is over.',
  effect: 'write',
  role: 'analyst',
  input: dismissInput,
  output: storedSuggestion,
  run: ({ suggestion: id, reason }, context) =>
    settle(id, context, { state: 'dismissed', ...(reason ? { outcome: { reason } } : {}) }),
  card: ({ payload, coolDownDays }) => ({
    tone: 'notice',
    title: 'Dismissed',
    text: [
      `${quoted(payload.title)} is not proposed again, unless it gets a fifth worse after ${coolDownDays} days.`,
    ],
  }),
  summary: ({ payload }) => `Dismissed ${quoted(payload.title)}.`,
});

const snoozeInput = z.object({ suggestion, until: z.enum(SNOOZE_VALUES).default('tomorrow') });

/** `snooze_suggestion`: put off; it comes back if it is still true then. */
export const snoozeSuggestion = defineTool<z.infer<typeof snoozeInput>, StoredSuggestion>({
  name: 'snooze_suggestion',
  title: 'Snooze a proposal',
  description:
    'Puts a proposal off until tomorrow, for three days, or until Monday. It comes back if it is still true then.',
  effect: 'write',
  role: 'analyst',
  input: snoozeInput as z.ZodType<z.infer<typeof snoozeInput>>,
  output: storedSuggestion,
  run: ({ suggestion: id, until }, context) =>
    settle(id, context, {
      state: 'snoozed',
      snoozedUntil: snoozedUntil(until, context.now(), context.workspace.timezone),
    }),
  card: ({ payload, snoozedUntil: until }, _, { workspace }) => ({
    tone: 'notice',
    title: 'Snoozed',
    text: [
      `${quoted(payload.title)} comes back on ${until ? when(until, workspace.timezone) : 'its day'} if it is still true then.`,
    ],
  }),
  summary: ({ payload, snoozedUntil: until }) => `Snoozed ${quoted(payload.title)} until ${until}.`,
});

async function settle(
  id: string,
  context: ToolContext,
  decision: Parameters<typeof decide>[3],
): Promise<Outcome<StoredSuggestion>> {
  const { db, workspace, actor } = context;
  const settled = await db.write(async (tx) => {
    const current = await findSuggestion(tx, db.tenantId, id, { lock: true });
    if (!isOpen(current)) return { done: false, current };
    await decide(tx, context, current, decision);
    return { done: true, current: await findSuggestion(tx, db.tenantId, id) };
  });
  return settled.done
    ? { kind: 'ok', data: settled.current }
    : whyClosed(readable(db), workspace, settled.current, actor.timezone);
}
