import type { HandlerDeps } from './deps.ts';
import type { Replies, Sender } from './surface.ts';

/** Tells somebody whom nobody knows, once, how to get access. */
export async function turnAway(deps: HandlerDeps, sender: Sender, replies: Replies): Promise<void> {
  const first = await deps.db.query(
    'insert into strangers (surface, account, external_id, told_at) values ($1, $2, $3, $4) on conflict do nothing',
    [sender.surface, sender.account, sender.externalId, deps.now()],
  );
  if (first.rowCount === 0) return;
  const how =
    sender.surface === 'whatsapp'
      ? 'I don’t know this number yet. Ask an admin of your team to add it: in Slack, “/walker people add <your name> <this number>”.'
      : 'I don’t know you here yet. Ask an admin of the team that installed me to let you in with “/walker people”.';
  await replies.send({ tone: 'refusal', title: 'No access yet', text: [how], private: true });
}
