import type { Vocabulary } from '../../tools/metrics/vocabulary.ts';

/** A word of letters and digits, or a number that owns something, that may be a customer's, where nothing in front says what it is. */
const NUMBER =
  /(?<![\p{L}\p{N}_-])(?<id>\p{L}{1,8}[-_]?\d{2,})(?![\p{L}\p{N}_-])|(?<![\p{L}\p{N}_-])(?<owner>(?!(?:19|20)\d\d['’])\d{3,})(?=['’]s(?![\p{L}\p{N}]))/gu;
const NAMED = /\b(?:customers?|clients?|users?|shoppers?|person|buyers?)\b/iu;
const MOST = 3;

/** “how much has C000123 spent” as “how much has customer C000123 spent”, where there is such a customer. */
export async function customersByNumber(text: string, vocabulary: Vocabulary): Promise<string> {
  if (NAMED.test(text)) return text;
  const found = [...text.matchAll(NUMBER)].slice(0, MOST);
  let said = text;
  for (const { groups } of found) {
    const id = groups?.id ?? groups?.owner ?? '';
    const known =
      vocabulary.find(id).find(({ dimension }) => dimension === 'customer') ??
      (vocabulary.isOpen('customer') ? await vocabulary.lookup('customer', id) : null);
    if (known) said = said.replace(id, `customer ${known.value}`);
  }
  return said;
}
