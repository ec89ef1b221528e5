import { z } from 'zod';
import type { Card } from '../../cards/card.ts';
import { readable } from '../../db/readable.ts';
import { defineTool, type ToolContext } from '../define-tool.ts';
import { findSuggestion } from './closed.ts';
import { type StoredSuggestion, storedSuggestion } from './stored.ts';
import { confidenceWords, expectation, suggestionCard } from './suggestion-card.ts';

/** `show_suggestion`: one proposal with every reason behind it. */
export const showSuggestion = defineTool({
  name: 'show_suggestion',
  title: 'Why this proposal',
  description:
    'Shows one proposal: what it is about, how its impact and confidence were computed and what they assume, what can be done about it, and who decided what.',
  effect: 'read',
  role: 'viewer',
  input: z.object({ suggestion: z.string().trim().min(1) }),
  output: storedSuggestion,
  run: async ({ suggestion: id }, { db }) => ({
    kind: 'ok' as const,
    data: await findSuggestion(readable(db), db.tenantId, id),
  }),
  card: whyCard,
  summary: ({ id, payload, reasons, state }) =>
    `${id} (${state}): ${payload.title}. ${payload.description} ${reasons.join(' ')}`,
});

function whyCard(suggestion: StoredSuggestion, _: unknown, { workspace, now }: ToolContext): Card {
  const card = suggestionCard(suggestion, { workspace, now: now() });
  const { payload, reasons } = suggestion;
  return {
    ...card,
    text: [
      payload.description,
      ...expectation(suggestion, workspace),
      ...reasons.map((reason) => `• ${reason}`),
      ...confidenceSentences(suggestion),
    ],
    buttons: card.buttons?.filter(({ call }) => call.tool !== 'show_suggestion') ?? [],
  };
}

function confidenceSentences({ confidence, rawConfidence }: StoredSuggestion): readonly string[] {
  const calibrated = Math.abs(confidence - rawConfidence) >= 0.005;
  return [
    calibrated
      ? `Confidence: computed ${confidenceWords(rawConfidence)}; what earlier proposals of this type brought makes it ${confidenceWords(confidence)}.`
      : `Confidence: ${confidenceWords(confidence)}, the probability that acting on it brings anything.`,
  ];
}
