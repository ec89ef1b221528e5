import { z } from 'zod';
import type { Queryable } from '../../db/db.ts';
import { readable } from '../../db/readable.ts';
import { defineTool } from '../define-tool.ts';
import type { BriefItem } from './brief.ts';
import { parseBrief } from './command.ts';
import { digestCard } from './digest.ts';
import { phaseReport, readMorning } from './morning.ts';
import { notArrivedSentences, readNotArrived } from './not-arrived.ts';
import { summaryCard } from './summary-card.ts';

const item = z.object({
  id: z.string(),
  type: z.string(),
  subject: z.string(),
  title: z.string(),
  priority: z.string(),
  expected: z.number().nullable(),
  worth: z.number(),
  asOf: z.iso.date().nullable(),
  told: z.boolean(),
});

/** What was told in a brief of yesterday is not news. */
const TROUBLES_MS = 86_400_000;

const output = z.object({
  morning: z.object({ at: z.date(), finishedAt: z.date(), phases: z.array(phaseReport) }),
  items: z.array(item),
  /** What did not reach people; for admins alone. */
  troubles: z.array(z.string()),
});

/** Reads the proposals that can be acted on. */
export type ReadItems = (
  db: Queryable,
  tenantId: string,
  when: { readonly timezone: string; readonly now: Date },
) => Promise<readonly BriefItem[]>;

/** `daily_brief`: the newest brief, with the proposals that are open now. */
export const dailyBrief = (readItems: ReadItems) =>
  defineTool({
    name: 'daily_brief',
    title: 'Today’s brief',
    description:
      'Shows this morning’s brief: yesterday’s numbers beside what is usual, segments that changed, tests, campaigns, what could not be read, and what the walker proposes. Use it for “show brief”, “today’s brief” or “what changed overnight?”.',
    effect: 'read',
    role: 'viewer',
    input: z.object({}),
    output,
    command: { word: 'brief', usage: 'brief', parse: parseBrief },
    async run(_, { db, actor, workspace, now }) {
      const morning = await readMorning(readable(db), db.tenantId);
      if (!morning)
        return {
          kind: 'empty',
          because:
            'There is no brief yet. The first is made a minute or two after the first data have come, and then one every morning; an operator can make one now with “walker brief --now”.',
        };
      const items = await readItems(readable(db), db.tenantId, {
        timezone: workspace.timezone,
        now: now(),
      });
      const since = new Date(now().getTime() - TROUBLES_MS);
      const troubles =
        actor.role === 'admin'
          ? notArrivedSentences(await readNotArrived(readable(db), db.tenantId, since))
          : [];
      return {
        kind: 'ok',
        data: {
          morning: { ...morning, phases: [...morning.phases] },
          items: [...items],
          troubles: [...troubles],
        },
      };
    },
    card: ({ morning, items, troubles }, _, { workspace }) => {
      const summary = summaryCard(morning, items, workspace);
      return digestCard({ ...summary, text: [...(summary.text ?? []), ...troubles] }, items, workspace);
    },
    summary: ({ items }) =>
      items.length > 0
        ? `The brief has ${items.length} proposals: ${items.map(({ id, title }) => `${id}: ${title}`).join('; ')}`
        : 'The brief has no proposals today.',
  });
