/** “revenue in dollars”: true where the amounts are dollars; elsewhere the currency is said, since nothing is converted. */

const CODES: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([
  ['dollar', ['USD', 'CAD', 'AUD', 'NZD', 'SGD', 'HKD']],
  ['us dollar', ['USD']],
  ['american dollar', ['USD']],
  ['canadian dollar', ['CAD']],
  ['australian dollar', ['AUD']],
  ['$', ['USD', 'CAD', 'AUD', 'NZD', 'SGD', 'HKD']],
  ['euro', ['EUR']],
  ['€', ['EUR']],
  ['pound', ['GBP']],
  ['british pound', ['GBP']],
  ['pound sterling', ['GBP']],
  ['sterling', ['GBP']],
  ['£', ['GBP']],
  ['franc', ['CHF']],
  ['swiss franc', ['CHF']],
  ['yen', ['JPY']],
  ['rupee', ['INR']],
  ['zloty', ['PLN']],
  ...['USD', 'EUR', 'GBP', 'CHF', 'JPY', 'CAD', 'AUD', 'INR', 'PLN', 'SEK', 'NOK', 'DKK', 'CZK', 'HUF'].map(
    (code) => [code.toLowerCase(), [code]] as const,
  ),
]);

const SAID = new RegExp(
  `(?<![\\p{L}\\p{N}])in\\s+(?<name>${[...CODES.keys()]
    .sort((a, b) => b.length - a.length)
    .map((name) => (name === '$' ? '\\$' : name))
    .join('|')})(?<plural>s?)(?![\\p{L}\\p{N}])(?!\\s?\\d)`,
  'iu',
);

export type CurrencySaid =
  | { readonly kind: 'plain'; readonly text: string }
  | { readonly kind: 'other'; readonly because: string };

/** The question without the workspace's own currency, or why it cannot be answered in another. */
export function readCurrency(text: string, own: string): CurrencySaid {
  const match = SAID.exec(text);
  const codes = CODES.get(match?.groups?.name?.toLowerCase() ?? '');
  if (!match || !codes) return { kind: 'plain', text };
  if (codes.includes(own))
    return { kind: 'plain', text: text.replace(SAID, ' ').replace(/\s+/gu, ' ').trim() };
  const name = new Intl.DisplayNames('en', { type: 'currency' }).of(own) ?? own;
  return {
    kind: 'other',
    because: `The amounts here are in ${name === own ? own : `${name} (${own})`}, and I do not convert them. Ask again without the other currency.`,
  };
}
