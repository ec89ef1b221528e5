/** `/walker people …` as words. Null where the words read as a question ("people who bought socks"). */
export function parsePeopleCommand(text: string): Record<string, unknown> | null {
  const words = text.trim().split(/\s+/).filter(Boolean);
  const [verb, ...rest] = words;
  const last = rest.at(-1)?.toLowerCase();
  switch (verb?.toLowerCase()) {
    case undefined:
    case 'list':
      return rest.length === 0 ? { action: 'list' } : null;
    case 'add': {
      const number = rest.find((word) => /^(whatsapp:)?\+[\d().-]+$/.test(word));
      if (!number) return { action: 'add' };
      const name = rest.slice(0, rest.indexOf(number)).join(' ');
      const role = rest.at(rest.indexOf(number) + 1)?.toLowerCase() ?? 'viewer';
      return { action: 'add', name, number: number.replace(/^whatsapp:/, '').replace(/[().-]/g, ''), role };
    }
    case 'role':
    case 'set_role':
      return { action: 'set_role', who: mention(rest.slice(0, -1).join(' ')), role: last ?? '' };
    case 'remove':
      return { action: 'remove', who: mention(rest.join(' ')) };
    case 'default':
      return { action: 'default_role', role: last ?? '' };
    default:
      return null;
  }
}

/** Slack writes a mention as `<@U123|ann>` or `@U123`; the id is what people are known by. */
function mention(text: string): string {
  return /^<?@([A-Z0-9]+)(\|[^>]*)?>?$/.exec(text)?.[1] ?? text;
}
