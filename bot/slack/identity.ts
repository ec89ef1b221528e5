/** Who the bot is in Slack, asked at start. */
import type { SlackCalls } from './send/calls.ts';
import { isAboutToken, refusalCode } from './send/slack-error.ts';

export interface BotIdentity {
  readonly teamId: string;
  readonly userId: string;
  readonly botId: string;
}

/** Throws a sentence for the operator where Slack does not know the token or cannot be reached. */
export async function askIdentity(calls: SlackCalls, apiUrl: string): Promise<BotIdentity> {
  try {
    const answer = await calls.call('auth.test', {}, { attempts: 3 });
    return {
      teamId: String(answer.team_id ?? ''),
      userId: String(answer.user_id ?? ''),
      botId: String(answer.bot_id ?? ''),
    };
  } catch (error) {
    if (isAboutToken(error)) {
      throw new SlackStartError(
        `Slack does not accept SLACK_BOT_TOKEN (${refusalCode(error)}). Copy the Bot User OAuth Token from the app's “OAuth & Permissions” page, where it begins with xoxb-.`,
        { cause: error },
      );
    }
    throw new SlackStartError(
      `Slack could not be reached at ${apiUrl} (${refusalCode(error) || 'no answer'}). Check the network, a proxy, or SLACK_API_URL.`,
      {
        cause: error,
      },
    );
  }
}

/** Slack cannot be started; the message says what to mend. */
export class SlackStartError extends Error {
  override readonly name = 'SlackStartError';
}
