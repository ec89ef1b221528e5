/** The direct conversation with a person; opened once and remembered. */
import type { SlackCalls } from './calls.ts';
import { SlackRefusal } from './slack-error.ts';

export type OpenDirect = (user: string) => Promise<string>;

const MOST_REMEMBERED = 5_000;

export function createOpenDirect(calls: SlackCalls): OpenDirect {
  const known = new Map<string, string>();
  return async (user) => {
    const remembered = known.get(user);
    if (remembered) return remembered;
    const answer = await calls.call('conversations.open', { users: user });
    const channel = answer.channel;
    const id = typeof channel === 'object' && channel !== null && 'id' in channel ? String(channel.id) : '';
    if (id === '') throw new SlackRefusal('conversations.open', 'no_channel');
    if (known.size >= MOST_REMEMBERED) known.clear();
    known.set(user, id);
    return id;
  };
}
