/** What to say to whoever presses a button of a suggestion that can no longer be acted on. */
import { formatValue } from '../../cards/format.ts';
import type { Queryable } from '../../db/db.ts';
import type { Outcome } from '../define-tool.ts';
import { UserError } from '../errors.ts';
import type { Workspace } from '../workspace.ts';
import { quoted } from './quoted.ts';
import { readSuggestion, type StoredSuggestion } from './stored.ts';
import { decisionSentence, isOpen, when } from './suggestion-card.ts';

/** Finds a suggestion. Throws a `UserError` where there is none. */
export async function findSuggestion(
  db: Queryable,
  tenantId: string,
  id: string,
  options: { readonly lock?: boolean } = {},
): Promise<StoredSuggestion> {
  const found = await readSuggestion(db, tenantId, id, options);
  if (!found)
    throw new UserError('no_suggestion', `There is no proposal “${id}”. /walker proposals lists them.`);
  return found;
}

/** As far as a chain of newer ones is followed. */
const FOLLOWED = 20;

/** Why it cannot be acted on: who decided and when, or what has changed with the newer one offered. */
export async function whyClosed(
  db: Queryable,
  workspace: Workspace,
  suggestion: StoredSuggestion,
  timezone: string,
): Promise<Outcome<never>> {
  const { payload, state } = suggestion;
  if (state === 'superseded') {
    const newer = await newestOf(db, workspace.tenantId, suggestion);
    if (newer && isOpen(newer))
      return {
        kind: 'clarify',
        question: `This proposal of ${when(suggestion.proposedAt, timezone)} is out of date, so nothing was done. ${changes(suggestion, newer, workspace)}`,
        options: [
          { label: 'Show the new one', call: { tool: 'show_suggestion', args: { suggestion: newer.id } } },
        ],
      };
    const decided = newer ? decisionSentence(newer, timezone) : null;
    return {
      kind: 'refused',
      because: `${quoted(payload.title)} is out of date, so nothing was done.`,
      suggestions: newer && decided ? [`The newer one, ${quoted(newer.payload.title)}: ${decided}`] : [],
    };
  }
  return {
    kind: 'refused',
    because:
      `Nothing was done: ${quoted(payload.title)} has been settled. ${decisionSentence(suggestion, timezone) ?? ''}`.trim(),
    suggestions: [],
  };
}

async function newestOf(
  db: Queryable,
  tenantId: string,
  from: StoredSuggestion,
): Promise<StoredSuggestion | null> {
  let at: StoredSuggestion | null = from;
  for (let step = 0; step < FOLLOWED && at?.supersededBy; step += 1)
    at = await readSuggestion(db, tenantId, at.supersededBy);
  return at;
}

/** What is different in the newer one, in words. */
function changes(before: StoredSuggestion, after: StoredSuggestion, { currency }: Workspace): string {
  const money = (value: StoredSuggestion['value']) =>
    formatValue(value?.expected ?? null, { kind: 'currency', currency, decimals: 0 });
  const count = (people: number) => formatValue(people, { kind: 'integer' });
  const said = [
    before.payload.title === after.payload.title ? '' : `It now says ${quoted(after.payload.title)}`,
    money(before.value) === money(after.value)
      ? ''
      : `expected were ${money(before.value)}, now ${money(after.value)}`,
    before.people === after.people ? '' : `people were ${count(before.people)}, now ${count(after.people)}`,
  ].filter((part) => part !== '');
  return said.length > 0 ? `What changed: ${said.join('; ')}.` : 'The numbers were computed anew.';
}
