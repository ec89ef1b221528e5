/** The Home tab, and the prompts offered where a conversation begins. */
import type { App } from '@slack/bolt';
import { z } from 'zod';
import { cut, literalLine } from '../escape.ts';
import { PROMPT_TEXT, PROMPTS } from '../limits.ts';
import { renderHome } from '../render/home.ts';
import { refusalCode } from '../send/slack-error.ts';
import type { ListenerDeps } from './deps.ts';

const opened = z.object({
  team_id: z.string().default(''),
  event: z.object({ user: z.string().min(1), channel: z.string().optional(), tab: z.string().optional() }),
});

/** How workspaces without the agent view tell of a new conversation. */
const started = z.object({
  team_id: z.string().default(''),
  event: z.object({
    assistant_thread: z.object({ user_id: z.string(), channel_id: z.string(), thread_ts: z.string() }),
  }),
});

export function listenToHome(app: App, deps: ListenerDeps): void {
  app.event('app_home_opened', async ({ body }) => {
    const parsed = opened.safeParse(body);
    if (!parsed.success) return;
    const { team_id, event } = parsed.data;
    await deps.work.take('home', async () => {
      if (event.tab === 'messages') {
        if (event.channel) await offerPrompts(deps, team_id, event.user, { channel_id: event.channel });
      } else await showHome(deps, team_id, event.user);
    });
  });
  app.event('assistant_thread_started', async ({ body }) => {
    const parsed = started.safeParse(body);
    if (!parsed.success) return;
    const { user_id, channel_id, thread_ts } = parsed.data.event.assistant_thread;
    await deps.work.take('prompts', () =>
      offerPrompts(deps, parsed.data.team_id, user_id, { channel_id, thread_ts }),
    );
  });
}

async function showHome(deps: ListenerDeps, team: string, user: string): Promise<void> {
  const cards = await deps.handlers.home(await deps.senders.describe(team, user));
  await deps.calls.call('views.publish', { user_id: user, view: renderHome(cards) });
}

async function offerPrompts(
  deps: ListenerDeps,
  team: string,
  user: string,
  where: { readonly channel_id: string; readonly thread_ts?: string },
): Promise<void> {
  const prompts = await deps.handlers.prompts(await deps.senders.describe(team, user));
  const offered = prompts.slice(0, PROMPTS).map((prompt) => ({
    title: cut(literalLine(prompt.title), PROMPT_TEXT),
    message: prompt.message,
  }));
  if (offered.length === 0) return;
  try {
    await deps.calls.call(
      'assistant.threads.setSuggestedPrompts',
      { ...where, title: 'You could ask', prompts: offered },
      { attempts: 2 },
    );
  } catch (error) {
    deps.log.debug({ code: refusalCode(error) }, 'prompts were not offered');
  }
}
