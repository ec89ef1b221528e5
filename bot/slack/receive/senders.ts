/** Who wrote: name and timezone, asked of Slack once an hour. */
import type { Log } from '../../../handlers/log.ts';
import type { Sender } from '../../../handlers/surface.ts';
import type { SlackCalls } from '../send/calls.ts';
import { refusalCode } from '../send/slack-error.ts';

export interface Senders {
  /** Only ids; for what must be quick. */
  bare(team: string, user: string): Sender;
  /** With name and timezone where Slack tells them. Never throws. */
  describe(team: string, user: string): Promise<Sender>;
}

interface Profile {
  readonly displayName?: string;
  readonly timezone?: string;
}

const FRESH_MS = 3_600_000;
const MOST_REMEMBERED = 5_000;

export function createSenders(deps: {
  readonly calls: SlackCalls;
  readonly now: () => Date;
  readonly log: Log;
}): Senders {
  const known = new Map<string, { readonly at: number; readonly profile: Promise<Profile> }>();
  const bare = (team: string, user: string): Sender => ({
    surface: 'slack',
    account: team,
    externalId: user,
  });

  async function ask(user: string): Promise<Profile> {
    try {
      return readProfile(await deps.calls.call('users.info', { user }, { attempts: 2 }));
    } catch (error) {
      // People of other companies in a shared channel, or a workspace that withholds the scope.
      deps.log.debug({ code: refusalCode(error) }, 'a profile could not be read');
      return {};
    }
  }

  return {
    bare,
    async describe(team, user) {
      const at = deps.now().getTime();
      let entry = known.get(user);
      if (!entry || at - entry.at > FRESH_MS) {
        if (known.size >= MOST_REMEMBERED) known.clear();
        entry = { at, profile: ask(user) };
        known.set(user, entry);
      }
      return { ...bare(team, user), ...(await entry.profile) };
    },
  };
}

function readProfile(answer: Readonly<Record<string, unknown>>): Profile {
  const user = record(answer.user);
  const profile = record(user.profile);
  const name = [profile.display_name, profile.real_name, user.real_name, user.name].find(isFilled);
  return { ...(name ? { displayName: name } : {}), ...(isFilled(user.tz) ? { timezone: user.tz } : {}) };
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function isFilled(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '';
}
