/** An audience as it was found: the output of `hybrid_discovery` and `semantic_search`. */
import { z } from 'zod';

const person = z.object({
  customerId: z.string(),
  /** Null for whom personal data is not shown. */
  name: z.string().nullable(),
  email: z.string().nullable(),
  /** Channels that the person agreed to. */
  consents: z.array(z.string()),
  location: z.string().nullable(),
  country: z.string().nullable(),
  age: z.number().nullable(),
  interests: z.array(z.string()),
  colors: z.array(z.string()),
  orders: z.number(),
  totalSpent: z.number(),
  lastOrder: z.string().nullable(),
  likesLuxury: z.boolean(),
  /** Why this person: "bought Socks 3 times, the last 4 days ago". */
  reasons: z.array(z.string()),
});
export type Person = z.infer<typeof person>;

const statement = z.object({ text: z.string(), values: z.array(z.unknown()) });

export const discovered = z.object({
  /** "Customers who bought Socks in the last 60 days". */
  audience: z.string(),
  interest: z.string().nullable(),
  /** A customer that the others are to be like. */
  like: z.string().nullable(),
  answer: z.string(),
  passed: z.number(),
  /** Null where no interest was asked for. */
  interested: z.number().nullable(),
  approximate: z.boolean(),
  /** Why words alone ranked; null where meaning did. */
  wordsBecause: z.string().nullable(),
  /** The similarity that counts as interested. */
  relevance: z.number().nullable(),
  people: z.array(person),
  /** Everybody found, most interested first; null where they are too many for a list. */
  customerIds: z.array(z.string()).nullable(),
  /** Which meaning of “at risk” the gate has, and whether the other can be asked for; null where it has none. */
  risk: z.object({ meant: z.enum(['segment', 'churn']), other: z.boolean() }).nullable(),
  personal: z.boolean(),
  currency: z.string(),
  tokens: z.number(),
  cost: z.number().nullable(),
  stages: z.array(z.object({ title: z.string(), detail: z.string(), durationMs: z.number() })),
  gateSql: statement,
  refineSql: statement.nullable(),
});
export type Discovered = z.infer<typeof discovered>;
