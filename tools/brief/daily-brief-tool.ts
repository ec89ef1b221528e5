import { z } from 'zod';
import type { Queryable } from '../../db/db.ts';
import { readable } from '../../db/readable.ts';
import { defineTool } from '../define-tool.ts';
import type { BriefItem } from './brief.ts';
import { parseBrief } from './command.ts';
import { digestCard } from './digest.ts';
import { phaseReport, readMorning } from './morning.ts';
import { summaryCard } from './summary-card.ts';

const item = z.object({
  id: z.string(),
  type: z.string(),
  subject: z.string(),
  title: z.string(),
  priority: z.string(),
  expected: z.number().nullable(),
  worth: z.number(),
  told: z.boolean(),
});

const output = z.object({
  morning: z.object({ at: z.date(), finishedAt: z.date(), phases: z.array(phaseReport) }),
  items: z.array(item),
});

/** Reads the proposals that can be acted on. */
export type ReadItems = (db: Queryable, tenantId: string) => Promise<readonly BriefItem[]>;

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
    async run(_, { db }) {
      const morning = await readMorning(readable(db), db.tenantId);
      if (!morning)
        return {
          kind: 'empty',
          because:
            'There is no brief yet. The first is made in the morning at 08:00, once there is data; an operator can make one now with “walker brief --now”.',
        };
      const items = await readItems(readable(db), db.tenantId);
      return {
        kind: 'ok',
        data: { morning: { ...morning, phases: [...morning.phases] }, items: [...items] },
      };
    },
    card: ({ morning, items }, _, { workspace }) =>
      digestCard(summaryCard(morning, items, workspace), items, workspace),
    summary: ({ items }) =>
      items.length > 0
        ? `The brief has ${items.length} proposals: ${items.map(({ id, title }) => `${id}: ${title}`).join('; ')}`
        : 'The brief has no proposals today.',
  });
