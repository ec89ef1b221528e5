/** Two groups of people at once: how many of the one are in the other. */

export interface Together {
  /** In the words of the question. */
  readonly whole: string;
  readonly part: string;
  /** The whole are all customers. */
  readonly isEveryone: boolean;
}

const OVERLAP =
  /^(?:(?:please|show me|show|what is|what's|how big is|how large is|is there|give me)\s+)*(?:the |an |any )?(?:overlap|intersection) (?:of|between) (?<one>.+?) (?:and|with) (?<other>.+?)[?.!\s]*$/iu;
const OF_THE =
  /^(?:what |which )?(?:share|percentage|per ?cent|percent|proportion|fraction|part)(?: of)?(?: all)? (?:the |our |my )?(?<whole>.+?) (?<part>(?:are|is|have|has|had|agreed|did|do|bought|ordered|spent|never|who|with|without|live|belong|consented|like|prefer|viewed|returned|visited|can|may|aged|came|placed|joined|signed|looked|added|used|put|reordered|abandoned|first|last|only|also)\b.+?)[?.!\s]*$/iu;
const HOW_MANY_OF =
  /^how many of (?:the |our |all |all the |all our )*(?<whole>.+?) (?<part>(?:are|is|have|has|agreed|did|do|bought|ordered|spent|never|live|belong|consented|like|prefer|viewed|returned|visited|came|placed|joined|signed|looked|added|used|put|reordered|abandoned|also)\b.+?)[?.!\s]*$/iu;
const AMONG =
  /^(?:what is |what's |show me |give me )?(?:the )?(?:share|percentage|proportion) of (?<part>.+?) (?:among|amongst|within|in) (?:the |our |all |all our )*(?<whole>.+?)[?.!\s]*$/iu;
/** “Buyers” bought something: they are not everyone. */
const EVERYONE = /^(?:all )?(?:of )?(?:the |our |my )?(?:customers?|people|users|shoppers|clients)$/iu;

/** The two groups that the text puts beside each other; null where it names none. */
export function groupsTogether(text: string): Together | null {
  const said = text.trim();
  const overlap = OVERLAP.exec(said)?.groups;
  if (overlap) return asked(overlap.one ?? '', overlap.other ?? '');
  const among = AMONG.exec(said)?.groups;
  if (among) return asked(among.whole ?? '', among.part ?? '');
  const of = (HOW_MANY_OF.exec(said) ?? OF_THE.exec(said))?.groups;
  return of ? asked(of.whole ?? '', who(of.part ?? '')) : null;
}

const asked = (whole: string, part: string): Together => ({
  whole,
  part,
  isEveryone: EVERYONE.test(whole.trim()),
});

/** “are also women” as people: “customers who are also women”. */
const who = (part: string): string =>
  /^(?:who|with|without|aged)\b/iu.test(part) ? `customers ${part}` : `customers who ${part}`;
