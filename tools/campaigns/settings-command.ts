/** `/walker outreach limit=5000 cap=2 quiet=21:00-08:00 consent=on from=The Shop` as words. */
const OPTION = /(?:^|[\s,|])(limit|cap|quiet|consent|from)\s*=/i;

/** Nothing shows the settings. Null where the words are a question. */
export function parseSettings(text: string): Record<string, unknown> | null {
  if (text.trim() === '') return {};
  const [head = '', ...pieces] = text.trim().split(OPTION);
  if (head.trim() !== '' || pieces.length === 0) return null;
  const found: Record<string, unknown> = {};
  for (let at = 0; at + 1 < pieces.length; at += 2) {
    const key = (pieces[at] ?? '').toLowerCase();
    found[key] = readValue(key, (pieces[at + 1] ?? '').trim());
  }
  return found;
}

/** What cannot be read stays as it is, for the tool to say so. */
function readValue(key: string, text: string): unknown {
  const word = text.toLowerCase();
  if (key === 'limit') return /^(?:off|none|no)$/.test(word) ? 'off' : word.replaceAll(',', '');
  if (key === 'consent')
    return /^(?:on|yes|true|required)$/.test(word) ? true : /^(?:off|no|false)$/.test(word) ? false : text;
  if (key !== 'quiet') return text;
  if (/^(?:off|none|no)$/.test(word)) return { from: '00:00', to: '00:00' };
  const [, from, to] = /^(\d{1,2}(?::\d{2})?)\s*(?:-|–|to)\s*(\d{1,2}(?::\d{2})?)$/.exec(word) ?? [];
  return from && to ? { from: clock(from), to: clock(to) } : text;
}

/** “9” and “9:00” are 09:00. */
const clock = (text: string) => (text.includes(':') ? text : `${text}:00`).padStart(5, '0');
