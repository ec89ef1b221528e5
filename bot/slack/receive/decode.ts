/** What a person typed, out of what Slack sends: its own mention removed, its markup and entities undone. */

const TOKEN = /<([@#!]?)([^<>|]*)(?:\|([^<>]*))?>/g;

/** `botUserId`'s mentions are removed; other people become their id, by which they are known; channels and links words. */
export function decodeText(text: string, botUserId: string): string {
  return text
    .replace(TOKEN, (_, kind: string, target: string, label: string | undefined) => {
      if (kind === '@') return target === botUserId ? ' ' : `@${target}`;
      if (kind === '#') return `#${label || target}`;
      if (kind === '!') return decodeSpecial(target, label);
      return label || target.replace(/^mailto:/, '');
    })
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&')
    .replace(/[ \t]{2,}/g, ' ')
    .trim();
}

/** Ids of the channels that the text names, by the names that `decodeText` leaves in it. */
export function namedChannels(text: string): Readonly<Record<string, string>> {
  const found = [...text.matchAll(TOKEN)].filter(([, kind]) => kind === '#');
  return Object.fromEntries(found.map(([, , id = '', name]) => [name || id, id]));
}

/** `<!here>`, `<!subteam^S1|@team>`, `<!date^…|fallback>`. */
function decodeSpecial(target: string, label: string | undefined): string {
  if (label) return label;
  const [name = ''] = target.split('^');
  return ['here', 'channel', 'everyone'].includes(name) ? `@${name}` : '';
}

/** True where the text mentions the user. */
export function mentions(text: string, userId: string): boolean {
  return text.includes(`<@${userId}>`) || text.includes(`<@${userId}|`);
}

/** True where the text is addressed to somebody: a person, a group, everyone. */
export function mentionsAnyone(text: string): boolean {
  return /<@[^<>]+>|<!(?:subteam\^|here|channel|everyone)[^<>]*>/.test(text);
}
