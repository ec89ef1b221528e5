/**
 * The links of a message, counted from 1 in the order in which they stand in it. Only addresses that whoever wrote the
 * campaign put there count: one that a customer smuggles in, by a name that looks like it, is text.
 */
import type { Queryable } from '../../db/db.ts';
import type { Piece } from './channel.ts';

const URL_PATTERN = /https?:\/\/[^\s<>"'{}|\\^`]+/giu;
/** What ends a sentence does not belong to the address before it. */
const TRAILING = /[.,;:!?)\]]+$/u;

/** The hosts that a campaign's texts lead to; an address whose host is a personal field is none. */
export type LinkHosts = ReadonlySet<string>;

export function hostsIn(texts: readonly string[]): LinkHosts {
  const hosts = texts.flatMap((text) =>
    // A host that is filled in per person ends at the braces, and what is left of it must not count as a host.
    [...text.matchAll(URL_PATTERN)].flatMap(({ 0: found, index }) => {
      const cutAtField =
        text.startsWith('{{', index + found.length) && !/^https?:\/\/[^/?#]+[/?#]/iu.test(found);
      const host = hostOf(found.replace(TRAILING, ''));
      return host && !cutAtField ? [host] : [];
    }),
  );
  return new Set(hosts);
}

/** The text in pieces: what stands between the links, and the links as they are. */
export function piecesOf(text: string, hosts: LinkHosts): readonly Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  const say = (until: number) => {
    if (until > at) pieces.push({ kind: 'text', text: text.slice(at, until) });
  };
  for (const match of text.matchAll(URL_PATTERN)) {
    const url = match[0].replace(TRAILING, '');
    const host = hostOf(url);
    if (!host || !hosts.has(host)) continue;
    say(match.index);
    pieces.push({ kind: 'link', text: url, url });
    at = match.index + url.length;
  }
  say(text.length);
  return pieces;
}

/** Every text of the campaign that may hold a link: its own, and its variations'. */
export async function readLinkHosts(db: Queryable, tenantId: string, campaignId: string): Promise<LinkHosts> {
  const { rows } = await db.query<{ texts: unknown }>(
    `select jsonb_build_array(g.message_template, t.variations) as texts
       from outreach_campaigns g left join ab_tests t on t.tenant_id = $1 and t.id = g.test_id
      where g.tenant_id = $1 and g.id = $2::bigint`,
    [tenantId, campaignId],
  );
  return hostsIn(stringsIn(rows[0]?.texts));
}

function stringsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(stringsIn);
}

function hostOf(url: string): string | null {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  // What stands before “@” is a name, and only looks like a host.
  return parsed && parsed.username === '' && parsed.password === '' ? parsed.host : null;
}
