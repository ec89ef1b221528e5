/** `/walker campaign …` as words. */
import type { Call } from '../../cards/card.ts';
import { STATUSES } from './read-campaigns.ts';

/** Nothing, “list” or a state lists campaigns. Null where the words are for another tool, or a question. */
export function parseCampaigns(text: string): Record<string, unknown> | null {
  const word = text.trim().toLowerCase();
  if (word === '' || word === 'list') return {};
  const status = STATUSES.find((each) => each === word || (each === 'draft' && word === 'drafts'));
  return status ? { status } : null;
}

const VERBS: ReadonlyMap<string, string> = new Map([
  ['show', 'show_campaign'],
  ['preview', 'show_campaign'],
  ['approve', 'approve_campaign'],
  ['pause', 'pause_campaign'],
  ['resume', 'resume_campaign'],
  ['cancel', 'cancel_campaign'],
  ['discard', 'cancel_campaign'],
]);

/** The sub-commands, each a tool of its own. Null for words that are none of them. */
export function routeCampaigns(text: string): Call | null {
  const [verb = ''] = text.trim().split(/\s+/, 1);
  const rest = text.trim().slice(verb.length).trim();
  if (rest === '') return null;
  const word = verb.toLowerCase();
  if (word === 'create' || word === 'draft')
    return { tool: 'create_campaign', args: readDraft(rest, 'name') };
  if (word === 'edit') return { tool: 'edit_campaign', args: readDraft(rest, 'campaign') };
  const tool = VERBS.get(word);
  return tool ? { tool, args: { campaign: rest } } : null;
}

/** How options are written → the argument. */
const OPTIONS: ReadonlyMap<string, string> = new Map([
  ['channel', 'channel'],
  ['segment', 'segment'],
  ['audience', 'segment'],
  ['to', 'segment'],
  ['at', 'send_at'],
  ['send_at', 'send_at'],
  ['holdout', 'holdout'],
  ['kind', 'message_kind'],
  ['template', 'template'],
  ['template_id', 'template_id'],
  ['test', 'test'],
  ['name', 'name'],
]);
/** A number is a variable of a WhatsApp template: `1={{first_name|there}}`. */
const OPTION = new RegExp(`(?:^|\\s)(${[...OPTIONS.keys()].join('|')}|\\d{1,2})\\s*=`, 'i');
/** The texts; each goes on until the next of them, over lines and bars. */
const TEXT = /(?:^|[|\n])\s*(subject|body|text|message)\s*:/i;

/**
 * `We miss you | channel=email segment=At Risk holdout=10% | subject: Hello {{first_name|there}} | body: It has been …`.
 * A bar within {{…}} or after “body:” is part of the text.
 */
function readDraft(text: string, key: 'name' | 'campaign'): Record<string, unknown> {
  const [head = '', ...pieces] = text.split(TEXT);
  const [name = '', ...options] = head.split(/\n|\|(?![^{}]*\}\})/).map((part) => part.trim());
  const args: Record<string, unknown> = { [key]: name, ...optionsIn(options.join(' ')) };
  for (let at = 0; at + 1 < pieces.length; at += 2) {
    const part = (pieces[at] ?? '').toLowerCase() === 'subject' ? 'subject' : 'body';
    args[part] = (pieces[at + 1] ?? '').trim();
  }
  return args;
}

function optionsIn(text: string): Record<string, unknown> {
  const found: Record<string, unknown> = {};
  const variables: Record<string, string> = {};
  const pieces = text.split(OPTION).slice(1);
  for (let at = 0; at + 1 < pieces.length; at += 2) {
    const said = (pieces[at] ?? '').toLowerCase();
    const value = (pieces[at + 1] ?? '').trim();
    const key = OPTIONS.get(said);
    if (key) found[key] = key === 'holdout' && value.endsWith('%') ? Number(value.slice(0, -1)) / 100 : value;
    else variables[said] = value;
  }
  return Object.keys(variables).length > 0 ? { ...found, variables } : found;
}
