import { z } from 'zod';
import type { Queryable } from '../../db/db.ts';
import { defineTool, type ToolContext } from '../define-tool.ts';
import { Refusal, refusing } from '../refusal.ts';
import { parseUnsubscribe, UNSUBSCRIBE_USAGE } from './command.ts';
import { where, withoutAddress } from './subscribe-tool.ts';
import { endSubscriptions, readStored, type StoredSubscription } from './subscription-store.ts';
import { whereTo } from './subscription-words.ts';
import { findTarget } from './target.ts';

const input = z.strictObject({ where: where.optional() });
type Input = z.infer<typeof input>;
const output = z.object({ sentence: z.string() });

/** `unsubscribe`: no brief any more. */
export const unsubscribe = defineTool<Input, z.infer<typeof output>>({
  name: 'unsubscribe',
  title: 'End the brief',
  description:
    'Ends the morning brief for whoever asks, or for a channel (analyst), an e-mail address or a WhatsApp number. Use it for “no more briefs” or “unsubscribe from the brief”.',
  effect: 'write',
  role: 'viewer',
  input,
  output,
  keptArguments: withoutAddress,
  command: { word: 'unsubscribe', usage: UNSUBSCRIBE_USAGE, parse: parseUnsubscribe },
  async run(args, context) {
    const { db } = context;
    return refusing(() =>
      db.write(async (tx) => {
        const meant = await meantBy(tx, args, context);
        const ended = await endSubscriptions(
          tx,
          db.tenantId,
          meant.map(({ id }) => id),
        );
        if (ended === 0)
          throw new Refusal(
            'There is no subscription to end there. “/walker subscriptions” shows which there are.',
          );
        return {
          kind: 'ok' as const,
          data: { sentence: `No more briefs ${meant.map(whereTo).join(', nor ')}.` },
        };
      }),
    );
  },
  card: ({ sentence }) => ({ tone: 'notice', title: 'Ended', text: [sentence], private: true }),
  summary: ({ sentence }) => sentence,
});

/** Without a place: one's own on the surface where one asks; where there is none there, all of one's own. */
async function meantBy(
  db: Queryable,
  { where: said }: Input,
  context: ToolContext,
): Promise<readonly StoredSubscription[]> {
  const { tenantId } = context.db;
  if (said) {
    const target = await findTarget(db, tenantId, said, context);
    return readStored(db, tenantId, target);
  }
  const own = (await readStored(db, tenantId)).filter(({ personId }) => personId === context.actor.personId);
  const here = own.filter(({ surface }) => surface === context.place?.surface);
  return here.length > 0 ? here : own;
}
