import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createEmbedders } from '../../../tools/discovery/embedding/embedders.ts';
import { loadLexicon } from '../../../tools/discovery/words/lexicon.ts';

const lexicon = loadLexicon();
const { current: embedder } = createEmbedders(lexicon);

const PROFILES = {
  sporty:
    'From PL, age 24, favorite color blue. Total spent: 120.00. Primary interests: sportswear, running shoes.',
  luxury:
    'From FR, age 51, favorite color black. Total spent: 2204.00. Primary interests: watches. This customer likes luxury items.',
  cook: 'From DE, age 38, favorite color white. Total spent: 310.00. Primary interests: kitchen, tableware.',
} as const;

async function similarity(query: string, profile: keyof typeof PROFILES): Promise<number> {
  const [asked] = (await embedder.embed([query], 'query')).vectors;
  const [known] = (await embedder.embed([PROFILES[profile]], 'document')).vectors;
  return [...(asked ?? [])].reduce((sum, value, at) => sum + value * (known?.[at] ?? 0), 0);
}

describe('the local embedder', () => {
  it.each([
    ['high-end lifestyle', 'luxury'],
    ['gym people', 'sporty'],
    ['home cooks', 'cook'],
    ['German customers', 'cook'],
    ['young people', 'sporty'],
  ] as const)('finds for “%s” the %s profile before the others', async (query, right) => {
    const wrong = (Object.keys(PROFILES) as (keyof typeof PROFILES)[]).filter((name) => name !== right);
    for (const other of wrong)
      expect(await similarity(query, right)).toBeGreaterThan(await similarity(query, other));
    expect(await similarity(query, right)).toBeGreaterThanOrEqual(embedder.relevance(query));
  });

  const another = createEmbedders(loadLexicon()).current;
  it('gives vectors of length 1 and the same dimensions, the same every time', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string(),
        fc.constantFrom('document' as const, 'query' as const),
        async (text, purpose) => {
          const [first] = (await embedder.embed([text], purpose)).vectors;
          const [again] = (await another.embed([text], purpose)).vectors;
          expect(first).toEqual(again);
          expect(first).toHaveLength(embedder.dimensions);
          const length = Math.hypot(...(first ?? []));
          expect(length === 0 || Math.abs(length - 1) < 1e-5).toBe(true);
        },
      ),
    );
  });

  it('asks for more the more is wished', () => {
    expect(embedder.relevance('red handbags')).toBeGreaterThan(embedder.relevance('handbags'));
  });

  it('has another id with another lexicon, so that profiles are read anew', () => {
    const other = createEmbedders(loadLexicon('socks: { same: [sock] }')).current;
    expect(other.id).not.toBe(embedder.id);
  });
});
