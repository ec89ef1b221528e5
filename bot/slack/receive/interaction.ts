/** Presses, submitted forms and slash commands, read out of Slack's payloads. Pure; null for what is not ours. */
import { z } from 'zod';
import { FEEDBACK, FORM, PRESS } from '../render/buttons.ts';
import { FIELD_ACTION } from '../render/form.ts';

/** Where a press happened and where its answer goes; travels through a modal as JSON. */
const origin = z.object({
  token: z.string().min(1),
  label: z.string(),
  /** Null in App Home. */
  channel: z.string().nullable(),
  root: z.string().nullable(),
  message: z.string().nullable(),
  ephemeral: z.boolean(),
  responseUrl: z.string().nullable(),
});
export type PressOrigin = z.infer<typeof origin>;

const user = z.object({ id: z.string().min(1), team_id: z.string().optional() });
const team = z.object({ id: z.string() }).nullish();

const actionBody = z.object({
  trigger_id: z.string().min(1),
  user,
  team,
  channel: z.object({ id: z.string() }).nullish(),
  message: z.object({ ts: z.string(), thread_ts: z.string().optional() }).nullish(),
  container: z
    .object({
      message_ts: z.string().optional(),
      thread_ts: z.string().optional(),
      channel_id: z.string().optional(),
      is_ephemeral: z.boolean().optional(),
    })
    .nullish(),
  response_url: z.string().optional(),
  actions: z
    .array(
      z.object({
        action_id: z.string(),
        value: z.string().optional(),
        text: z.object({ text: z.string() }).nullish(),
      }),
    )
    .min(1),
});

export interface PressRead {
  readonly user: string;
  readonly team: string;
  readonly triggerId: string;
  readonly opensForm: boolean;
  readonly origin: PressOrigin;
}

export function readPress(body: unknown): PressRead | null {
  const parsed = actionBody.safeParse(body);
  if (!parsed.success) return null;
  const { data } = parsed;
  const [action] = data.actions;
  if (!action?.value || ![PRESS, FORM, FEEDBACK].some((prefix) => action.action_id.startsWith(prefix)))
    return null;
  const message = data.message?.ts ?? data.container?.message_ts ?? null;
  return {
    user: data.user.id,
    team: data.user.team_id ?? data.team?.id ?? '',
    triggerId: data.trigger_id,
    opensForm: action.action_id.startsWith(FORM),
    origin: {
      token: action.value,
      label: action.text?.text ?? '',
      channel: data.channel?.id ?? data.container?.channel_id ?? null,
      root: data.message?.thread_ts ?? data.container?.thread_ts ?? message,
      message,
      ephemeral: data.container?.is_ephemeral ?? false,
      responseUrl: data.response_url ?? null,
    },
  };
}

const viewBody = z.object({
  user,
  team,
  view: z.object({
    id: z.string().min(1),
    private_metadata: z.string(),
    state: z.object({
      values: z.record(
        z.string(),
        z.record(
          z.string(),
          z.object({
            /** Of a choice. */
            selected_option: z.object({ value: z.string() }).nullish(),
            /** Of a line to type. */
            value: z.string().nullish(),
          }),
        ),
      ),
    }),
  }),
});

export interface SubmissionRead {
  readonly user: string;
  readonly team: string;
  readonly viewId: string;
  readonly origin: PressOrigin;
  readonly values: Readonly<Record<string, string>>;
}

export function readSubmission(body: unknown): SubmissionRead | null {
  const parsed = viewBody.safeParse(body);
  if (!parsed.success) return null;
  const { view, ...data } = parsed.data;
  const from = origin.safeParse(parseJson(view.private_metadata));
  if (!from.success) return null;
  const values: Record<string, string> = {};
  for (const [key, fields] of Object.entries(view.state.values)) {
    const field = fields[FIELD_ACTION];
    const value = field?.selected_option?.value ?? field?.value;
    if (typeof value === 'string') values[key] = value;
  }
  return {
    user: data.user.id,
    team: data.user.team_id ?? data.team?.id ?? '',
    viewId: view.id,
    origin: from.data,
    values,
  };
}

const commandBody = z.object({
  trigger_id: z.string().min(1),
  team_id: z.string(),
  channel_id: z.string().min(1),
  user_id: z.string().min(1),
  text: z.string().default(''),
  response_url: z.string().optional(),
});

export interface CommandRead {
  readonly user: string;
  readonly team: string;
  readonly channel: string;
  readonly triggerId: string;
  readonly text: string;
  readonly responseUrl: string | null;
}

export function readCommand(body: unknown): CommandRead | null {
  const parsed = commandBody.safeParse(body);
  if (!parsed.success) return null;
  const { data } = parsed;
  return {
    user: data.user_id,
    team: data.team_id,
    channel: data.channel_id,
    triggerId: data.trigger_id,
    text: data.text,
    responseUrl: data.response_url ?? null,
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
