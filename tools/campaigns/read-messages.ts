/** Messages on their way, filled in with what is known of each person at the moment of sending. */
import type { Queryable } from '../../db/db.ts';
import { readVariations } from '../messages/variations.ts';
import { CHANNELS, type ChannelName, channelAddress } from './channels.ts';
import { FIELD_COLUMNS, type PersonalFields } from './fields.ts';
import { type Message, messageOf, readMessage } from './message.ts';
import { fillTemplate } from './template.ts';

export interface ReadyMessage {
  readonly outboxId: string;
  readonly campaignId: string;
  readonly token: string;
  readonly customerId: string;
  readonly channel: ChannelName;
  readonly variationId: string | null;
  /** Null where the customer has none that the channel can use, or is not known any more. */
  readonly address: string | null;
  /** Whether they agreed to the channel; true where nobody is asked. */
  readonly consents: boolean;
  readonly subject: string | null;
  readonly body: string;
  readonly template: { readonly id: string; readonly variables: Readonly<Record<string, string>> } | null;
}

interface Row extends PersonalFields {
  readonly outbox_id: string;
  readonly campaign_id: string;
  readonly token: string;
  readonly customer_id: string;
  readonly channel: ChannelName;
  readonly variation_id: string | null;
  readonly address: string | null;
  readonly consents: boolean;
  readonly message_template: unknown;
  readonly variations: unknown;
  readonly control_variation: string | null;
}

const byChannel = (sql: (channel: ChannelName) => string) =>
  `case o.channel ${CHANNELS.map((channel) => `when '${channel}' then ${sql(channel)}`).join(' ')} end`;

const SELECT = `
select o.outbox_id::text as outbox_id, o.campaign_id::text as campaign_id, o.token, o.customer_id, o.channel,
       o.variation_id, g.message_template, t.variations, t.control_variation,
       ${byChannel((channel) => channelAddress(channel).address('c'))} as address,
       coalesce(${byChannel((channel) => {
         const { consent } = channelAddress(channel);
         return consent ? `c.${consent}` : 'true';
       })}, false) as consents,
       ${FIELD_COLUMNS}
  from outbox o
  join outreach_campaigns g on g.tenant_id = o.tenant_id and g.id = o.campaign_id
  left join ab_tests t on t.tenant_id = g.tenant_id and t.id = g.test_id
  left join dim_customer c on c.tenant_id = o.tenant_id and c.customer_id = o.customer_id
  left join customer_profiles p on p.tenant_id = o.tenant_id and p.customer_id = o.customer_id
 where o.tenant_id = $1 and o.outbox_id = any($2::bigint[])
 order by o.outbox_id`;

/**
 * The messages of these outbox rows as they read now. It says nothing of suppression, erasure, caps and quiet hours: who
 * sends asks for those in the sending transaction.
 */
export async function readMessages(
  db: Queryable,
  tenantId: string,
  outboxIds: readonly string[],
): Promise<readonly ReadyMessage[]> {
  const { rows } = await db.query<Row>(SELECT, [tenantId, [...outboxIds]]);
  return rows.map((row) => ({
    outboxId: row.outbox_id,
    campaignId: row.campaign_id,
    token: row.token,
    customerId: row.customer_id,
    channel: row.channel,
    variationId: row.variation_id,
    address: row.address,
    consents: row.consents,
    ...filled(messageIn(row), row),
  }));
}

function messageIn({ message_template, variation_id, variations, control_variation }: Row): Message {
  const base = readMessage(message_template);
  const variation = readVariations(variations, control_variation).find(({ id }) => id === variation_id);
  return variation ? messageOf(base, variation) : base;
}

/** The message for one person. */
export function filled(
  { subject, body, template_id, variables }: Message,
  person: PersonalFields,
): Pick<ReadyMessage, 'subject' | 'body' | 'template'> {
  return {
    subject: subject === null ? null : fillTemplate(subject, person),
    body: fillTemplate(body, person),
    template: template_id
      ? {
          id: template_id,
          variables: Object.fromEntries(
            Object.entries(variables).map(([name, value]) => [name, fillTemplate(value, person)]),
          ),
        }
      : null,
  };
}
