import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { publishedSchema, suggestionsPayload } from '../../../tools/proposals/payload.ts';

const root = resolve(import.meta.dirname, '../../..');
const read = (path: string) => JSON.parse(readFileSync(resolve(root, path), 'utf8'));
/** The example of the users' own document, word for word. */
const example = read('tests/unit/proposals/suggestions-of-the-document.json');
const schema = read('docs/schemas/suggestions.schema.json');
const validate = new Ajv2020({ validateFormats: false }).compile(schema);

describe('the schema of suggestions', () => {
  it('is published as it is', () => {
    expect(schema).toEqual(publishedSchema());
  });

  it('accepts the example of the document, unchanged', () => {
    expect(validate(example), JSON.stringify(validate.errors)).toBe(true);
    expect(suggestionsPayload.parse(example)).toEqual(example);
  });

  it.each([
    ['another agent', (p: typeof example) => ({ ...p, agent_type: 'weather' })],
    ['a field nobody knows', (p: typeof example) => ({ ...p, mood: 'good' })],
    ['no summary', ({ summary: _, ...p }: typeof example) => p],
    [
      'an unknown type',
      (p: typeof example) => ({ ...p, suggestions: [{ ...p.suggestions[0], type: 'horoscope' }] }),
    ],
    [
      'a segment without a segment',
      (p: typeof example) => ({ ...p, suggestions: [{ ...p.suggestions[0], segment: undefined }] }),
    ],
    [
      'an impact in words',
      (p: typeof example) => ({
        ...p,
        suggestions: [
          { ...p.suggestions[0], impact: { ...p.suggestions[0].impact, potential_revenue: 'much' } },
        ],
      }),
    ],
    [
      'a confidence above one',
      (p: typeof example) => ({
        ...p,
        suggestions: [{ ...p.suggestions[0], impact: { ...p.suggestions[0].impact, confidence_score: 87 } }],
      }),
    ],
    [
      'a campaign without a channel',
      (p: typeof example) => ({
        ...p,
        suggestions: [
          {
            ...p.suggestions[0],
            recommended_actions: [{ action_type: 'create_campaign', campaign_name: 'Hello' }],
          },
        ],
      }),
    ],
  ])('refuses %s', (_, change) => {
    const changed = JSON.parse(JSON.stringify(change(example)));
    expect(validate(changed)).toBe(false);
    expect(suggestionsPayload.safeParse(changed).success).toBe(false);
  });
});
