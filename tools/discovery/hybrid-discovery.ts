/** Behaviour and taste together: the gate in SQL, the interest inside it, profiles ready for a campaign. */
import type { z } from 'zod';
import { defineTool, type ToolDefinition } from '../define-tool.ts';
import { discover } from './discover.ts';
import { type Discovered, discovered } from './discovered.ts';
import { discoveryCard, discoveryQueryCard } from './discovery-card.ts';
import { discoveryFacts } from './discovery-facts.ts';
import { type HybridInput, hybridInput } from './hybrid-input.ts';
import { mayNotSeeContacts } from './personal.ts';
import type { DiscoveryServices } from './services.ts';

/** `hybrid_discovery`. */
export function hybridDiscovery(services: DiscoveryServices): ToolDefinition<HybridInput, Discovered> {
  return defineTool({
    name: 'hybrid_discovery',
    title: 'Find an audience',
    description:
      'Finds customers by what they did or are (gate) and, among those, by what they like (interest), with profiles ready for a campaign. Use it for “customers who bought X and are interested in Y”; with the gate alone for who did something, with the interest alone for who likes something.',
    effect: 'read',
    role: 'viewer',
    followUps: true,
    input: hybridInput as z.ZodType<HybridInput>,
    output: discovered,
    async run({ gate, interest, limit, contacts, among }, context) {
      const refused = mayNotSeeContacts(contacts, context.actor.role);
      if (refused) return refused;
      return discover(
        {
          gate,
          limit,
          ...(interest === undefined ? {} : { interest }),
          ...(contacts === undefined ? {} : { contacts }),
          ...(among === undefined ? {} : { among }),
        },
        services,
        context,
      );
    },
    card: (data, asked) => (asked.view === 'query' ? discoveryQueryCard(data) : discoveryCard(data, asked)),
    summary: ({ answer, people }) =>
      `${answer} ${people.map(({ customerId, reasons }) => `${customerId}: ${reasons.join('; ')}`).join('\n')}`,
    facts: discoveryFacts,
  });
}
