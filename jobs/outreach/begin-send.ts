import type { Db, Transaction } from '../../db/db.ts';
import { addressLock, hashAddress } from '../../db/suppressions.ts';
import { type ChannelName, channelAddress, type ReadyMessage } from '../../tools/campaigns/index.ts';
import { type Decision, decide, type SendFacts, type SendRules } from './decide.ts';

export interface BeginRules extends Pick<SendRules, 'settings' | 'timezone'> {
  readonly claimId: string;
  /** Who will be asked to deliver it. */
  readonly provider: string;
  readonly now: Date;
}

/** Written to by two campaigns at once, a person would get both: whoever is first is counted before the other asks. */
const LOCKS = `select pg_advisory_xact_lock(hashtextextended('person:' || $1 || ':' || $2, 0)), ${addressLock('$3')}`;

/** Teams send from one number and one domain: who stops that, or calls it spam, stops them all. Leaving a team's list does not. */
const SENDER_WIDE = `'reply', 'carrier', 'bounce', 'complaint'`;

const FACTS = (channel: ChannelName) => {
  const { address, consent } = channelAddress(channel);
  return `
select o.state = 'queued' and o.claim_id = $3 as mine, g.status as campaign,
       exists (select from erased_people e
                where e.tenant_id = $1 and e.id_hash = walker_person_hash(o.tenant_id, o.customer_id)) as erased,
       ${address('c')} as address, ${consent ? `c.${consent}` : 'true'} as consent,
       exists (select from suppressions s where s.address_hash = $4 and s.channel = o.channel
                  and (s.tenant_id = $1 or s.reason in (${SENDER_WIDE}))) as suppressed,
       (select count(*)::int from outbox r
         where r.tenant_id = $1 and r.customer_id = o.customer_id and r.outbox_id <> o.outbox_id
           and r.state in ('sending', 'sent', 'unknown') and r.sent_at > $5::timestamptz - interval '7 days') as reached
  from outbox o
  join outreach_campaigns g on g.tenant_id = $1 and g.id = o.campaign_id
  left join dim_customer c on c.tenant_id = $1 and c.customer_id = o.customer_id
 where o.tenant_id = $1 and o.outbox_id = $2::bigint
   for update of o`;
};

/**
 * Asks, in one transaction, whether the message may leave now, and marks it as leaving before anybody is told to deliver
 * it: a process that dies after that has left a row that is never sent again. What was decided and done.
 */
export async function beginSend(
  db: Db,
  tenantId: string,
  message: ReadyMessage,
  rules: BeginRules,
): Promise<Decision['kind']> {
  const { channel } = message;
  const hash = message.address === null ? '' : hashAddress(channel, message.address);
  return db.transaction(async (tx) => {
    await tx.query(LOCKS, [tenantId, message.customerId, hash]);
    // A statement of its own, after the locks: it sees what those who held them have done.
    const { rows } = await tx.query<SendFacts>(FACTS(channel), [
      ...[tenantId, message.outboxId, rules.claimId, hash, rules.now],
    ]);
    const [facts] = rows;
    if (!facts) return 'leave';
    const known = { ...rules, address: message.address, needs: channelAddress(channel).needs };
    const decision = decide(facts, known, rules.now);
    await act(tx, tenantId, message.outboxId, decision, { ...rules, hash });
    return decision.kind;
  });
}

async function act(
  tx: Transaction,
  tenantId: string,
  outboxId: string,
  decision: Decision,
  { now, provider, hash }: BeginRules & { readonly hash: string },
): Promise<void> {
  const row = [tenantId, outboxId];
  const where = 'where tenant_id = $1 and outbox_id = $2::bigint';
  switch (decision.kind) {
    case 'send':
      await tx.query(
        `update outbox set state = 'sending', attempts = attempts + 1, claimed_at = $3, sent_at = $3, provider = $4,
           address_hash = $5, reason = null ${where}`,
        [...row, now, provider, hash],
      );
      return;
    case 'skip':
      await tx.query(
        `update outbox set state = 'skipped', reason = $3, settled_at = $4, claim_id = null ${where}`,
        [...row, decision.reason, now],
      );
      return;
    case 'wait':
      await tx.query(`update outbox set send_after = $3, claim_id = null, claimed_at = null ${where}`, [
        ...row,
        decision.until,
      ]);
  }
}
