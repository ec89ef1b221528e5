/** The only file that reads the environment. Everything else is given a `Config`. */
import { z } from 'zod';
import type { ModelSettings } from '../agent/llm/settings.ts';
import { isListedModel, type OpenAiSettings } from '../tools/discovery/index.ts';
import { checkModel, modelSettings, readModel, readPrices } from './config-model.ts';
import { checkOutreach, type OutreachConfig, outreachSettings, readOutreach } from './config-outreach.ts';
import { readTelemetry, telemetrySettings } from './config-telemetry.ts';
import { number, oneOf, url } from './config-values.ts';
import type { TelemetryConfig } from './telemetry/settings.ts';
import { isTimezone } from './timezone.ts';

const text = z.string().trim().min(1);

const settings = z
  .object({
    DATABASE_URL: z
      .string()
      .regex(/^postgres(ql)?:\/\//, 'must start with postgres:// or postgresql://')
      .optional(),
    DATA_DIR: text.default('data'),
    HOST: text.default('127.0.0.1'),
    PORT: number.int().min(0).max(65_535).default(3000),
    PUBLIC_URL: url.optional(),
    LOG_LEVEL: oneOf(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
    WALKER_TIMEZONE: text.refine(isTimezone, 'is not an IANA timezone such as Europe/Berlin').default('UTC'),
    WALKER_WORKSPACE: text.regex(/^[a-z0-9][a-z0-9-]*$/, 'may hold a-z, 0-9 and dashes').default('main'),
    CONSOLE_TOKEN: text.min(16, 'must have at least 16 characters').optional(),
    SLACK_BOT_TOKEN: text.startsWith('xoxb-', 'must start with xoxb-').optional(),
    SLACK_SIGNING_SECRET: text.optional(),
    SLACK_APP_TOKEN: text.startsWith('xapp-', 'must start with xapp-').optional(),
    SLACK_API_URL: url.optional(),
    TWILIO_ACCOUNT_SID: text.startsWith('AC', 'must start with AC').optional(),
    TWILIO_AUTH_TOKEN: text.optional(),
    TWILIO_WHATSAPP_FROM: text.regex(/^whatsapp:\+\d+$/, 'must look like whatsapp:+14155238886').optional(),
    TWILIO_API_URL: url.optional(),
    OPENAI_API_KEY: text.optional(),
    OPENAI_BASE_URL: url.optional(),
    OPENAI_EMBEDDING_MODEL: text.optional(),
    OPENAI_EMBEDDING_DIMENSIONS: number.int().min(1).max(4_000).optional(),
    OPENAI_EMBEDDING_PRICE: number.min(0).optional(),
    ...modelSettings,
    ...outreachSettings,
    ...telemetrySettings,
  })
  .superRefine((env, context) => {
    const together = (names: (keyof typeof env)[], why: string) => {
      const missing = names.filter((name) => env[name] === undefined);
      if (missing.length > 0 && missing.length < names.length) {
        for (const name of missing)
          context.addIssue({ code: 'custom', path: [name], message: `is missing: ${why}` });
      }
    };
    if (env.SLACK_BOT_TOKEN && !env.SLACK_SIGNING_SECRET && !env.SLACK_APP_TOKEN) {
      context.addIssue({
        code: 'custom',
        path: ['SLACK_SIGNING_SECRET'],
        message: 'is missing: Slack needs it (HTTP), or SLACK_APP_TOKEN (Socket Mode)',
      });
    }
    if (!env.SLACK_BOT_TOKEN && (env.SLACK_SIGNING_SECRET || env.SLACK_APP_TOKEN)) {
      context.addIssue({ code: 'custom', path: ['SLACK_BOT_TOKEN'], message: 'is missing: Slack needs it' });
    }
    together(
      ['TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN', 'TWILIO_WHATSAPP_FROM'],
      'WhatsApp needs TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN and TWILIO_WHATSAPP_FROM',
    );
    if (env.OPENAI_EMBEDDING_MODEL && !env.OPENAI_API_KEY) {
      context.addIssue({
        code: 'custom',
        path: ['OPENAI_API_KEY'],
        message: 'is missing: OPENAI_EMBEDDING_MODEL needs it (anything, where the server asks for no key)',
      });
    }
    if (
      env.OPENAI_EMBEDDING_MODEL &&
      !env.OPENAI_EMBEDDING_DIMENSIONS &&
      !isListedModel(env.OPENAI_EMBEDDING_MODEL)
    ) {
      context.addIssue({
        code: 'custom',
        path: ['OPENAI_EMBEDDING_DIMENSIONS'],
        message: `is missing: how long the vectors of ${env.OPENAI_EMBEDDING_MODEL} are is not known`,
      });
    }
    checkModel(env, context);
    checkOutreach(env, context);
    if (env.TWILIO_ACCOUNT_SID && !env.PUBLIC_URL) {
      context.addIssue({
        code: 'custom',
        path: ['PUBLIC_URL'],
        message: 'is missing: WhatsApp signatures are made over the public address',
      });
    }
  });

export interface SlackConfig {
  readonly botToken: string;
  /** HTTP where set. */
  readonly signingSecret?: string;
  /** Socket Mode where set. */
  readonly appToken?: string;
  readonly apiUrl?: string;
}

export interface WhatsAppConfig {
  readonly accountSid: string;
  readonly authToken: string;
  /** `whatsapp:+…` */
  readonly from: string;
  readonly apiUrl?: string;
  readonly publicUrl: string;
}

export interface Config {
  readonly database:
    | { readonly kind: 'postgres'; readonly url: string }
    | { readonly kind: 'embedded'; readonly dataDir: string };
  readonly dataDir: string;
  readonly host: string;
  readonly port: number;
  readonly publicUrl?: string;
  readonly logLevel: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'silent';
  readonly timezone: string;
  /** Slug of the workspace the console and the command line speak to. */
  readonly workspace: string;
  readonly consoleToken?: string;
  readonly slack?: SlackConfig;
  readonly whatsapp?: WhatsAppConfig;
  /** Embeddings of a service; the local embedder where absent. */
  readonly openai?: OpenAiSettings;
  /** The language model for what the rules cannot answer; absent: rules only. */
  readonly model?: ModelSettings;
  /** E-mail, messages to customers, and where proposals go besides the chat. */
  readonly outreach: OutreachConfig;
  /** Numbers and spans for whoever operates the process. */
  readonly telemetry: TelemetryConfig;
}

/** Whether something outside is meant to call the process: then a proxy or tunnel leads to it, wherever it listens. */
export function takesWebhooks({ publicUrl, slack, whatsapp }: Config): boolean {
  return (
    publicUrl !== undefined || whatsapp !== undefined || (slack !== undefined && slack.appToken === undefined)
  );
}

/** Everything that is wrong with the settings, in one message. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(`These settings need mending:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
    this.problems = problems;
  }
}

/** The settings as the process was given them. */
export function processEnvironment(): Readonly<Record<string, string | undefined>> {
  return process.env;
}

/** Reads settings from `env` (the process's by default). Empty values count as absent. Throws `ConfigError`. */
export function parseConfig(
  env: Readonly<Record<string, string | undefined>> = processEnvironment(),
): Config {
  const present = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value.trim() !== ''),
  );
  const parsed = settings.safeParse(present);
  if (!parsed.success)
    throw new ConfigError(parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`));
  const s = parsed.data;
  return {
    database: s.DATABASE_URL
      ? { kind: 'postgres', url: s.DATABASE_URL }
      : { kind: 'embedded', dataDir: s.DATA_DIR },
    dataDir: s.DATA_DIR,
    host: s.HOST,
    port: s.PORT,
    publicUrl: s.PUBLIC_URL?.replace(/\/$/, ''),
    logLevel: s.LOG_LEVEL,
    timezone: s.WALKER_TIMEZONE,
    workspace: s.WALKER_WORKSPACE,
    consoleToken: s.CONSOLE_TOKEN,
    slack: s.SLACK_BOT_TOKEN
      ? {
          botToken: s.SLACK_BOT_TOKEN,
          signingSecret: s.SLACK_SIGNING_SECRET,
          appToken: s.SLACK_APP_TOKEN,
          apiUrl: s.SLACK_API_URL,
        }
      : undefined,
    whatsapp:
      s.TWILIO_ACCOUNT_SID && s.TWILIO_AUTH_TOKEN && s.TWILIO_WHATSAPP_FROM && s.PUBLIC_URL
        ? {
            accountSid: s.TWILIO_ACCOUNT_SID,
            authToken: s.TWILIO_AUTH_TOKEN,
            from: s.TWILIO_WHATSAPP_FROM,
            apiUrl: s.TWILIO_API_URL,
            publicUrl: s.PUBLIC_URL.replace(/\/$/, ''),
          }
        : undefined,
    openai:
      s.OPENAI_API_KEY && s.OPENAI_EMBEDDING_MODEL
        ? {
            apiKey: s.OPENAI_API_KEY,
            baseUrl: s.OPENAI_BASE_URL,
            model: s.OPENAI_EMBEDDING_MODEL,
            dimensions: s.OPENAI_EMBEDDING_DIMENSIONS,
            pricePerMillion:
              s.OPENAI_EMBEDDING_PRICE ?? readPrices(s.MODEL_PRICES)[s.OPENAI_EMBEDDING_MODEL]?.embedding,
          }
        : undefined,
    model: readModel(s),
    outreach: readOutreach(s),
    telemetry: readTelemetry(s),
  };
}
