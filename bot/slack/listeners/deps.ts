import type { Log } from '../../../handlers/log.ts';
import type { Handlers } from '../../../handlers/surface.ts';
import type { BotIdentity } from '../identity.ts';
import type { Senders } from '../receive/senders.ts';
import type { SlackCalls } from '../send/calls.ts';
import type { OpenDirect } from '../send/direct-messages.ts';
import type { Place } from '../send/place.ts';
import type { Poster } from '../send/post.ts';
import type { SlackReplies } from '../send/replies.ts';
import type { WorkInHand } from '../work-in-hand.ts';

/** What listeners work with. */
export interface ListenerDeps {
  readonly handlers: Handlers;
  readonly calls: SlackCalls;
  readonly poster: Poster;
  readonly openDirect: OpenDirect;
  readonly senders: Senders;
  readonly log: Log;
  readonly work: WorkInHand;
  /** Resolves once Slack has told who the bot is. */
  readonly identity: () => Promise<BotIdentity>;
  readonly replies: (place: Place) => SlackReplies;
}

/** Names a conversation: unique within a team. */
export function threadName(channel: string, root: string): string {
  return `${channel}:${root}`;
}

/** One memory for a person's commands in a channel, so that "/walker only Chicago" follows up. */
export function commandThread(channel: string, user: string): string {
  return threadName(channel, `command:${user}`);
}

/** Runs a handler with replies and waits until pictures are sent, too. */
export async function answering(replies: SlackReplies, handle: () => Promise<unknown>): Promise<void> {
  try {
    await handle();
  } finally {
    await replies.settled();
  }
}

/** The channel as a place where others read along; null for a conversation of two. */
export function channelOf(channel: string): string | null {
  return channel.startsWith('D') ? null : channel;
}
