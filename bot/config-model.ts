/** The settings of the language model: whether there is one, which, at what price, and what one question may take. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import {
  MODEL_CHOICES,
  type ModelPrice,
  type ModelSettings,
  QUESTION_LIMITS,
} from '../agent/llm/settings.ts';
import { number, oneOf } from './config-values.ts';

const text = z.string().trim().min(1);
const positive = number.positive();

export const modelSettings = {
  OPENAI_CHAT_MODEL: text.optional(),
  OPENAI_FAST_MODEL: text.optional(),
  OPENAI_STREAM: oneOf(['on', 'off']).default('on'),
  OPENAI_TIMEOUT_SECONDS: positive.max(600).default(30),
  OPENAI_REQUESTS_PER_MINUTE: number.int().min(1).default(300),
  WALKER_MODEL: oneOf(MODEL_CHOICES).default('auto'),
  MODEL_PRICES: text.optional(),
  MODEL_MAX_STEPS: number.int().min(1).max(50).default(QUESTION_LIMITS.steps),
  MODEL_MAX_SECONDS: positive.max(600).default(QUESTION_LIMITS.seconds),
  MODEL_MAX_TOKENS: number.int().min(1_000).default(QUESTION_LIMITS.tokens),
  MODEL_MAX_DOLLARS: positive.default(QUESTION_LIMITS.dollars),
};

const shape = z.object({
  ...modelSettings,
  OPENAI_API_KEY: text.optional(),
  OPENAI_BASE_URL: text.optional(),
});
type Settings = z.infer<typeof shape>;

const dollars = z.number().min(0);
const priceTable = z.record(
  text,
  z.strictObject({
    prompt: dollars.optional(),
    completion: dollars.optional(),
    embedding: dollars.optional(),
  }),
);
/** US dollars for a million tokens, by name of model. */
type PriceTable = z.infer<typeof priceTable>;

/** Settings that only make sense together. */
export function checkModel(env: Settings, context: z.core.$RefinementCtx): void {
  const issue = (name: keyof Settings, message: string) =>
    context.addIssue({ code: 'custom', path: [name], message });
  if (env.OPENAI_CHAT_MODEL && !env.OPENAI_API_KEY)
    issue(
      'OPENAI_API_KEY',
      'is missing: OPENAI_CHAT_MODEL needs it (anything, where the server asks for no key)',
    );
  if (env.OPENAI_FAST_MODEL && !env.OPENAI_CHAT_MODEL)
    issue('OPENAI_CHAT_MODEL', 'is missing: OPENAI_FAST_MODEL stands beside it');
  try {
    readPrices(env.MODEL_PRICES);
  } catch (error) {
    issue('MODEL_PRICES', `cannot be read: ${error instanceof Error ? error.message.split('\n')[0] : error}`);
  }
}

/** JSON, or the path of a JSON or YAML file. Throws where it is neither. */
export function readPrices(given: string | undefined): PriceTable {
  if (given === undefined) return {};
  const source = given.trimStart().startsWith('{') ? given : readFileSync(given, 'utf8');
  return priceTable.parse(parse(source));
}

/** Undefined without a key, without a model, or where it is switched off: then everything is left to the rules. */
export function readModel(s: Settings): ModelSettings | undefined {
  if (!s.OPENAI_API_KEY || !s.OPENAI_CHAT_MODEL || s.WALKER_MODEL === 'off') return undefined;
  const prices = new Map<string, ModelPrice>();
  for (const [name, { prompt, completion }] of Object.entries(readPrices(s.MODEL_PRICES)))
    if (prompt !== undefined && completion !== undefined) prices.set(name, { prompt, completion });
  return {
    apiKey: s.OPENAI_API_KEY,
    ...(s.OPENAI_BASE_URL ? { baseUrl: s.OPENAI_BASE_URL } : {}),
    models: { strong: s.OPENAI_CHAT_MODEL, fast: s.OPENAI_FAST_MODEL ?? null },
    choice: s.WALKER_MODEL,
    prices,
    limits: {
      steps: s.MODEL_MAX_STEPS,
      seconds: s.MODEL_MAX_SECONDS,
      tokens: s.MODEL_MAX_TOKENS,
      dollars: s.MODEL_MAX_DOLLARS,
    },
    requestMs: s.OPENAI_TIMEOUT_SECONDS * 1_000,
    requestsPerMinute: s.OPENAI_REQUESTS_PER_MINUTE,
    stream: s.OPENAI_STREAM === 'on',
  };
}
