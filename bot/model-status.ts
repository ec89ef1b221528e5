/** Whether a language model is on, and whether its server answers as it is configured. */
import { z } from 'zod';
import type { ModelSettings } from '../agent/llm/settings.ts';

const DEFAULT_URL = 'https://api.openai.com/v1';
const PATIENCE_MS = 3_000;

interface ModelStatus {
  /** One line for people; without the key and without what the server said, which may quote it. */
  readonly line: string;
  /** False where it is on and will not answer. */
  readonly works: boolean;
}

/** Asks the server for its models, which costs nothing. Never throws. */
export async function modelStatus(settings: ModelSettings | undefined): Promise<ModelStatus> {
  if (!settings)
    return {
      line: 'off: the rules answer alone; set OPENAI_CHAT_MODEL and OPENAI_API_KEY (and WALKER_MODEL not to off)',
      works: true,
    };
  const { works, because } = await look(settings);
  const names = namesOf(settings);
  const unpriced = names.filter((name) => !settings.prices.has(name));
  const parts = [
    `${works ? 'on' : 'NOT WORKING'}: ${names.join(', ')} at ${new URL(settings.baseUrl ?? DEFAULT_URL).host}`,
    because,
    ...(unpriced.length > 0 ? [`what ${unpriced.join(' and ')} costs is unknown without MODEL_PRICES`] : []),
  ];
  return { line: parts.join('; '), works };
}

const listing = z.object({ data: z.array(z.object({ id: z.string() })) });

async function look(settings: ModelSettings): Promise<{ readonly works: boolean; readonly because: string }> {
  try {
    const answer = await fetch(`${(settings.baseUrl ?? DEFAULT_URL).replace(/\/+$/, '')}/models`, {
      headers: { authorization: `Bearer ${settings.apiKey}` },
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    if (answer.status === 401 || answer.status === 403)
      return { works: false, because: `the server refuses OPENAI_API_KEY (${answer.status})` };
    if (answer.status >= 500) return { works: false, because: `the server has a fault (${answer.status})` };
    const listed = listing.safeParse(await answer.json().catch(() => null));
    // Not every server that speaks the interface lists its models: that it answers is all there is to know.
    if (!answer.ok || !listed.success)
      return { works: true, because: 'the server answers, and does not list its models' };
    const known = new Set(listed.data.data.map(({ id }) => id));
    const missing = namesOf(settings).filter((name) => !known.has(name));
    return missing.length === 0
      ? { works: true, because: 'the server answers' }
      : { works: false, because: `the server answers, and does not list ${missing.join(' and ')}` };
  } catch {
    return { works: false, because: 'the server cannot be reached (OPENAI_BASE_URL)' };
  }
}

const namesOf = ({ models }: ModelSettings): string[] => [
  ...new Set([models.strong, ...(models.fast === null ? [] : [models.fast])]),
];
