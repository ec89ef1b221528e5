/** From what a person calls a campaign, a segment or a test to what it is. */
import type { Call } from '../../cards/card.ts';
import type { Queryable, TenantDb } from '../../db/db.ts';
import { readable } from '../../db/readable.ts';
import type { Outcome } from '../define-tool.ts';
import { bestFits } from '../find-named.ts';
import { Refusal } from '../refusal.ts';
import { type Campaign, readCampaigns } from './read-campaigns.ts';

type NotFound = Extract<Outcome<never>, { kind: 'clarify' | 'refused' }>;

const OFFERED = 5;
const NAMED = 12;
const FILLER =
  /\b(the|our|my|a|an|of|for|to|campaign|campaigns|mailing|mailings|message|messages|segment|segments|customers?|people|test|tests)\b/g;

/**
 * The campaign of this id or name. Where several or none fit, a question with the nearest, each as the call that `again`
 * makes of its id.
 */
export async function findCampaign(
  db: TenantDb,
  said: string,
  again: (id: string) => Call,
): Promise<{ readonly kind: 'found'; readonly campaign: Campaign } | NotFound> {
  const all = await readCampaigns(readable(db), db.tenantId);
  if (all.length === 0)
    return {
      kind: 'refused',
      because: 'There are no campaigns yet.',
      suggestions: ['Draft one with /walker campaign create.'],
    };
  const fits = bestFits(all, said, FILLER);
  const [only] = fits;
  if (only && fits.length === 1) return { kind: 'found', campaign: only };
  if (fits.length > 0)
    return {
      kind: 'clarify',
      question: `Which campaign do you mean by “${said}”?`,
      options: fits
        .slice(0, OFFERED)
        .map(({ id, name, status }) => ({ label: `${name} (${status})`, call: again(id) })),
    };
  return {
    kind: 'refused',
    because: `There is no campaign called “${said}”.`,
    suggestions: [listed(all)],
  };
}

interface Named {
  readonly id: string;
  readonly name: string;
}

/** The active segment of this id or name. Throws a `Refusal` where none or several fit. */
export async function findSegment(db: Queryable, tenantId: string, said: string): Promise<Named> {
  const { rows } = await db.query<Named>(
    `select id::text as id, segment_name as name from audience_segments
      where tenant_id = $1 and is_active order by user_count desc nulls last, id`,
    [tenantId],
  );
  return theOne(rows, said, 'segment', 'Make them with /walker segments scheme five, or save an audience.');
}

/** The A/B test of this id or name. Throws a `Refusal` where none or several fit. */
export async function findTest(db: Queryable, tenantId: string, said: string): Promise<Named> {
  const { rows } = await db.query<Named>(
    `select id::text as id, test_name as name from ab_tests where tenant_id = $1 order by id desc`,
    [tenantId],
  );
  return theOne(rows, said, 'test', 'Make one with /walker test create.');
}

function theOne(all: readonly Named[], said: string, what: string, mend: string): Named {
  const fits = bestFits(all, said, FILLER);
  const [only] = fits;
  if (only && fits.length === 1) return only;
  if (fits.length > 1) throw new Refusal(`More than one ${what} may be meant by “${said}”.`, [listed(fits)]);
  throw new Refusal(`There is no ${what} called “${said}”.`, [all.length > 0 ? listed(all) : mend]);
}

function listed(all: readonly Named[]): string {
  const more = all.length - NAMED;
  const names = all.slice(0, NAMED).map(({ name }) => name);
  return `There are: ${names.join(', ')}${more > 0 ? `, and ${more} more` : ''}.`;
}
