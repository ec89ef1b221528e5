/** What the bot says in Slack without having been asked: a card at the top of a channel, or to a person directly. */
import type { Log } from '../../../handlers/log.ts';
import { NotDelivered, type Outbound } from '../../surface.ts';
import type { OpenDirect } from './direct-messages.ts';
import { whyUnreachable } from './explain.ts';
import type { Poster } from './post.ts';
import { inLooks } from './replies.ts';
import { isAboutPlace, isAboutToken, refusalCode } from './slack-error.ts';

export function createOutbound(deps: {
  readonly poster: Poster;
  readonly openDirect: OpenDirect;
  readonly log: Log;
}): Outbound {
  const { poster, openDirect, log } = deps;
  const channelOf = async (address: string) => (isPerson(address) ? openDirect(address) : address);
  return {
    shape: 'parts',
    // Each message is a thread of its own; what is pressed on it is found by its token.
    conversation: (address) => ({ account: '', thread: `${address}:brief` }),
    async post(address, id, card) {
      try {
        const channel = await channelOf(address);
        const posted = await inLooks(await card(), { chart: 'text' }, (message) =>
          poster.post(channel, null, message, { id }),
        );
        return { ref: { kind: 'message', ...posted }, announced: false };
      } catch (error) {
        const code = refusalCode(error);
        if (code === '') throw error;
        if (isAboutToken(error))
          log.error(
            { code },
            'Slack no longer accepts the bot token: install the app again and set SLACK_BOT_TOKEN',
          );
        throw new NotDelivered(isAboutPlace(error) ? whyUnreachable(code) : `Slack refused it (${code})`, {
          cause: error,
        });
      }
    },
    async find(address, id, since) {
      const found = await poster.find(await channelOf(address), id, since);
      return found ? { kind: 'message', ...found } : null;
    },
  };
}

/** Ids of people begin with U, or W in large organisations; channels with C, G or D. */
const isPerson = (address: string): boolean => /^[UW]/.test(address);
