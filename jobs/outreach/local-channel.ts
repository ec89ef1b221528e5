import type { Db } from '../../db/db.ts';
import type { Channel, ChannelName } from './channel.ts';

/** Keeps what would have been sent, where a channel has no provider or nothing may leave: the console shows it. */
export function createLocalChannel(name: ChannelName, db: Db, now: () => Date): Channel {
  return {
    name,
    provider: 'local',
    async send({ tenantId, token, address, subject, body, template, unsubscribeUrl }) {
      const parts = [
        body,
        template && `Template ${template.id}: ${JSON.stringify(template.variables)}`,
        unsubscribeUrl && `Unsubscribe: ${unsubscribeUrl}`,
      ];
      const { rows } = await db.query<{ id: number }>(
        `insert into local_messages (tenant_id, outbox_id, channel, address, subject, body, at)
         values ($1, (select outbox_id from outbox where tenant_id = $1 and token = $2), $3, $4, $5, $6, $7)
         returning message_id as id`,
        [tenantId, token, name, address, subject, parts.filter(Boolean).join('\n\n'), now()],
      );
      return { kind: 'accepted', providerId: `local-${rows[0]?.id}` };
    },
  };
}
