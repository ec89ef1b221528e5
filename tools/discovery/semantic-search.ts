/** Taste alone: everybody who is interested in something, or is like somebody. */
import { z } from 'zod';
import type { TenantDb } from '../../db/db.ts';
import type { Taste } from '../audience/profile-payload.ts';
import { defineTool, type Outcome, type ToolDefinition } from '../define-tool.ts';
import { discover } from './discover.ts';
import { type Discovered, discovered } from './discovered.ts';
import { discoveryCard } from './discovery-card.ts';
import { discoveryFacts } from './discovery-facts.ts';
import type { Likeness } from './discovery-request.ts';
import { namesOf } from './enrich.ts';
import type { Meaning, WordsOnly } from './meaning.ts';
import type { DiscoveryServices } from './services.ts';

const input = z
  .object({
    /** What they like, in anybody's words. */
    query: z.string().trim().min(1).max(500).optional(),
    /** A customer that the others are to be like. */
    like: z.string().trim().min(1).max(255).optional(),
    limit: z.coerce.number().int().min(1).max(1000).default(10),
  })
  .refine(({ query, like }) => (query === undefined) !== (like === undefined), {
    message: 'either a query, or a customer that others are to be like',
    path: ['query'],
  });
type SearchInput = z.infer<typeof input>;

const EVERYONE = { kind: 'everyone' } as const;

/** `semantic_search`. */
export function semanticSearch(services: DiscoveryServices): ToolDefinition<SearchInput, Discovered> {
  return defineTool({
    name: 'semantic_search',
    title: 'Search customers by interest',
    description:
      'Finds, among all customers, those interested in something said in any words (query: “luxury red-themed fashion”), or those most like one customer (like: a customer id).',
    effect: 'read',
    role: 'viewer',
    input: input as z.ZodType<SearchInput>,
    output: discovered,
    command: {
      word: 'similar',
      usage: 'similar [to <customer id> | <what they like>]',
      parse: (text) => {
        const like = /^to (\S+)$/i.exec(text.trim())?.[1];
        if (like) return { like };
        return text.trim() ? { query: text.trim() } : null;
      },
    },
    async run({ query, like, limit }, context): Promise<Outcome<Discovered>> {
      if (like === undefined)
        return discover({ gate: EVERYONE, interest: query ?? '', limit }, services, context);
      const known = await likenessTo(like, services, context.db);
      if (!known)
        return {
          kind: 'empty',
          because: `Customer ${like} has no profile here, so nobody can be compared with them.`,
        };
      return discover({ gate: EVERYONE, limit, like: known }, services, context);
    },
    card: (data, { query, limit }) => {
      const card = discoveryCard(data, { gate: EVERYONE, interest: query, limit, view: 'people' });
      return data.like ? { ...card, buttons: [] } : card;
    },
    summary: ({ answer, people }) => `${answer} ${people.map(({ customerId }) => customerId).join(', ')}`,
    facts: discoveryFacts,
  });
}

interface LikeRow {
  readonly interests: readonly Taste[];
  readonly colors: readonly Taste[];
  readonly likes_luxury: boolean;
}

async function likenessTo(id: string, services: DiscoveryServices, db: TenantDb): Promise<Likeness | null> {
  const { rows } = await db.read<LikeRow>(
    'select interests, colors, likes_luxury from customer_profiles where tenant_id = $1 and customer_id = $2',
    [db.tenantId, id],
  );
  const [row] = rows;
  if (!row) return null;
  const words = [...namesOf(row.interests), ...namesOf(row.colors), ...(row.likes_luxury ? ['luxury'] : [])];
  return { customerId: id, words: words.join(', '), meaning: await storedMeaning(id, services, db) };
}

/** The vector of the customer's own profile; everybody else is as near as they are. */
async function storedMeaning(
  id: string,
  { vectors }: DiscoveryServices,
  db: TenantDb,
): Promise<Meaning | WordsOnly> {
  if (vectors.kind === 'absent') return { kind: 'words', because: vectors.because };
  const { rows } = await db.read<{ model: string; dimensions: number; embedding: string }>(
    `select m.model, m.dimensions, v.embedding::text as embedding
       from embedding_models m join customer_vectors v on v.tenant_id = $1 and v.model = m.model and v.customer_id = $2
      where m.tenant_id = $1 and m.ready_at is not null order by m.ready_at desc limit 1`,
    [db.tenantId, id],
  );
  const [row] = rows;
  if (!row) return { kind: 'words', because: 'the profiles have not been read for their meaning yet' };
  const vector = Float32Array.from(JSON.parse(row.embedding) as number[]);
  const nearest = { vector, relevance: -1 };
  const { model, dimensions } = row;
  return {
    kind: 'meaning',
    model,
    dimensions,
    hashed: false,
    wanted: nearest,
    unwanted: null,
    tokens: 0,
    cost: 0,
  };
}
