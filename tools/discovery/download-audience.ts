/** An audience as a file for a campaign. */
import { z } from 'zod';
import type { Cell } from '../../cards/card.ts';
import { SEPARATORS, toCsv } from '../../cards/csv.ts';
import { describeAudience } from '../audience/describe-gate.ts';
import { defineTool, type Outcome, type ToolDefinition } from '../define-tool.ts';
import { audienceInput } from './audience-input.ts';
import { countText } from './discovery-words.ts';
import { type Enriched, enrich, namesOf } from './enrich.ts';
import { gateMembers } from './gate-members.ts';
import { nobodyInterested, nobodyPasses, unreadable } from './nobody.ts';
import { refine } from './refine.ts';
import type { DiscoveryServices } from './services.ts';
import { sampleOfMembers } from './top-members.ts';
import { readInterest } from './words/interest.ts';

/** Rows of a file. The reader role refuses more than 50,000. */
const MAX_ROWS = 49_999;

const input = audienceInput.extend({
  separator: z.enum(Object.keys(SEPARATORS) as [keyof typeof SEPARATORS]).default('comma'),
});
type Input = z.infer<typeof input>;
const output = z.object({
  audience: z.string(),
  header: z.array(z.string()),
  rows: z.array(z.array(z.union([z.string(), z.number(), z.boolean(), z.null()]))),
  /** Found beyond those in the file. */
  omitted: z.number(),
});
type Download = z.infer<typeof output>;

/** `download_audience`: always to the asker alone, for it holds names and addresses. */
export function downloadAudience(services: DiscoveryServices): ToolDefinition<Input, Download> {
  return defineTool({
    name: 'download_audience',
    title: 'Download audience',
    description:
      'Sends an audience (a gate, an interest or both) as a CSV file with names, e-mail addresses and consents, to the asker alone.',
    effect: 'read',
    role: 'analyst',
    input: input as z.ZodType<Input>,
    output,
    async run({ gate, interest: said }, context): Promise<Outcome<Download>> {
      const { db, workspace, signal, progress, actor, now } = context;
      const asker = { personId: actor.personId, now };
      progress('Writing the file');
      const members = await gateMembers(gate, db, workspace, signal);
      if (members.count === 0) return nobodyPasses(gate, context);
      const interest = said === undefined ? null : readInterest(said, services.lexicon);
      if (
        interest &&
        interest.wishes.length === 0 &&
        interest.unwantedQuery === null &&
        !services.embedders.current.remote
      )
        return unreadable(said ?? '');
      const found = interest
        ? await refine(
            { members, interest, limit: MAX_ROWS, depth: 'all', asker },
            services,
            db,
            workspace,
            signal,
          )
        : await sampleOfMembers(members, MAX_ROWS, db, workspace);
      if (found.people.length === 0)
        return nobodyInterested(
          { gate, limit: 1, ...(said ? { interest: said } : {}) },
          interest,
          members,
          found,
          services.lexicon,
          context,
        );
      const people = await enrich(
        found.people.map(({ customerId }) => customerId),
        db,
        { personal: true },
      );
      const data = {
        audience: describeAudience(gate, workspace) + (said ? `, interested in ${said}` : ''),
        header: COLUMNS.map(([label]) => label),
        rows: people.map((person) => COLUMNS.map(([, cell]) => cell(person))),
        omitted: Math.max(0, found.interested - people.length),
      };
      return { kind: 'ok', data };
    },
    card: (data) => ({ tone: 'notice', title: 'Download audience', text: [sentence(data)], private: true }),
    summary: sentence,
    attachments: ({ header, rows }, { separator }) => [
      {
        name: 'audience.csv',
        mime: 'text/csv; charset=utf-8',
        // Excel takes a file with semicolons for UTF-8 only where it is marked so.
        bytes: Buffer.from(
          `${separator === 'semicolon' ? '\uFEFF' : ''}${toCsv([header, ...rows], separator)}`,
          'utf8',
        ),
        private: true,
      },
    ],
  });
}

const COLUMNS: readonly (readonly [label: string, cell: (person: Enriched) => Cell])[] = [
  ['customer_id', ({ customerId }) => customerId],
  ['name', ({ name }) => name],
  ['email', ({ email }) => email],
  ['agreed_to', ({ consents }) => consents.join(', ')],
  ['location', ({ location }) => location],
  ['country', ({ country }) => country],
  ['age', ({ age }) => age],
  ['interests', ({ interests }) => namesOf(interests).join(', ')],
  ['colors', ({ colors }) => namesOf(colors).join(', ')],
  ['orders', ({ orders }) => orders],
  ['total_spent', ({ totalSpent }) => totalSpent],
  ['last_order', ({ lastOrder }) => lastOrder],
  ['likes_luxury', ({ likesLuxury }) => likesLuxury],
];

function sentence({ audience, rows, omitted }: Download): string {
  const more = omitted > 0 ? `; ${countText(omitted, 'more person')} do not fit` : '';
  return `audience.csv has ${countText(rows.length, 'row')}${more}: ${audience}. It holds personal data and goes to you alone.`;
}
