import { z } from 'zod';
import { readable } from '../../db/readable.ts';
import { defineTool } from '../define-tool.ts';
import { roleAllows } from '../roles.ts';
import { parseSubscriptions } from './command.ts';
import { type BriefSurfaces, isReachable } from './reachable.ts';
import { readStored } from './subscription-store.ts';
import { whenAndWhat, whereTo } from './subscription-words.ts';

const output = z.object({
  subscriptions: z.array(z.object({ who: z.string(), where: z.string(), when: z.string() })),
});

/** `subscriptions`: who gets the brief, where and when. */
export const subscriptions = (surfaces: BriefSurfaces) =>
  defineTool({
    name: 'subscriptions',
    title: 'Who gets the brief',
    description:
      'Lists who gets the morning brief, where, when and about what: one’s own and those of channels, everybody’s for an admin.',
    effect: 'read',
    role: 'viewer',
    input: z.object({}),
    output,
    command: { word: 'subscriptions', usage: 'subscriptions', parse: parseSubscriptions },
    async run(_, { db, actor, place }) {
      const all = await readStored(readable(db), db.tenantId);
      const shown = all.filter(
        ({ personId }) => personId === null || personId === actor.personId || roleAllows(actor.role, 'admin'),
      );
      if (shown.length === 0)
        return {
          kind: 'empty',
          because: 'Nobody gets the brief yet. “/walker subscribe” sends it to you every morning.',
        };
      return {
        kind: 'ok',
        data: {
          subscriptions: shown.map((one) => ({
            who: one.personId === null ? 'Channel' : (one.person ?? 'Somebody who has left'),
            where: `${whereTo(one)}${isReachable(surfaces, one.surface, place) ? '' : ' (nothing comes: not set up here)'}`,
            when: whenAndWhat(one),
          })),
        },
      };
    },
    card: ({ subscriptions: shown }) => ({
      tone: 'notice',
      title: 'Who gets the brief',
      table: {
        caption: 'Who gets the brief',
        columns: [
          { key: 'who', label: 'Who', role: 'text', format: { kind: 'text' } },
          { key: 'where', label: 'Where', role: 'text', format: { kind: 'text' } },
          { key: 'when', label: 'When and what', role: 'text', format: { kind: 'text' } },
        ],
        rows: shown,
        omitted: 0,
      },
      private: true,
    }),
    summary: ({ subscriptions: shown }) =>
      shown.map(({ who, where, when }) => `${who}: ${where}, ${when}`).join('; '),
  });
