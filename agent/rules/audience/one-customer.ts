/** One customer's first or last order, and their segment: “when did customer 17850 last order”. */
import type { Interpretation } from '../../interpretation.ts';
import { queryOf, toCall } from '../call.ts';

const ID = String.raw`(?<id>(?=[\w.-]*\d)[\p{L}\d][\p{L}\d_.-]*)`;
const WHO = String.raw`(?:(?:the\s+)?(?:customer|client|user|shopper|person|buyer)\s*(?:with\s+)?(?:(?:id|number|no\.?|nr\.?)\s*)?)?#?\s*${ID}(?:['’]s?)?`;
const END = String.raw`(?:\s+(?:with us|from us|here|please))?[\s?.!]*$`;
const ORDER = '(?:orders?|purchases?|buy|bought|ordered|purchased|shop|shopped|transactions?)';
const WHICH = '(?<which>first|last|latest|most recent|newest|earliest)';
const ASK = String.raw`(?:(?:please|show|show me|tell me|give me|and)\s+)*(?:(?:what|when)\s+(?:is|was|'s)\s+|date of\s+|the date of\s+)?(?:the\s+)?`;

const ORDERS: readonly RegExp[] = [
  new RegExp(
    String.raw`^when\s+(?:did|has|was|had)\s+${WHO}\s+(?:make\s+(?:his|her|their)\s+|place\s+(?:his|her|their)\s+)?${WHICH}\s+${ORDER}(?:\s+(?:something|anything))?${END}`,
    'iu',
  ),
  new RegExp(
    String.raw`^when\s+(?:did|has|was|had)\s+${WHO}\s+(?:order|buy|purchase|shop|bought|ordered)(?:\s+(?:something|anything))?\s+(?:for\s+the\s+)?${WHICH}(?:\s+time)?${END}`,
    'iu',
  ),
  new RegExp(String.raw`^${ASK}${WHO}\s+${WHICH}\s+${ORDER}(?:\s+date)?${END}`, 'iu'),
  new RegExp(
    String.raw`^${ASK}${WHICH}\s+${ORDER}(?:\s+date)?\s+(?:of|by|from|for|that)\s+${WHO}(?:\s+(?:made|placed))?${END}`,
    'iu',
  ),
];

const SEGMENT: readonly RegExp[] = [
  new RegExp(
    String.raw`^(?:in\s+)?(?:which|what)\s+(?:segment|group)\s+(?:is|does|was)\s+${WHO}(?:\s+(?:in|belong(?:\s+to)?|part\s+of|from))?${END}`,
    'iu',
  ),
  new RegExp(
    String.raw`^(?:(?:what|which)\s+(?:is|'s)\s+|show\s+(?:me\s+)?|tell\s+me\s+)?(?:the\s+)?(?:segment|group)\s+of\s+${WHO}${END}`,
    'iu',
  ),
  new RegExp(String.raw`^(?:what\s+(?:is|'s)\s+)?${WHO}\s+(?:segment|group)${END}`, 'iu'),
];

const EARLY = /^(?:first|earliest)$/iu;

/** The call that tells it; null where the text does not ask for it, or metrics know no such customer. */
export async function readOneCustomer(
  text: string,
  metrics: (said: string) => Promise<Interpretation>,
): Promise<Interpretation | null> {
  const said = text.trim();
  for (const pattern of ORDERS) {
    const { id, which = '' } = pattern.exec(said)?.groups ?? {};
    if (id !== undefined) return orderOf(id, EARLY.test(which) ? 'first' : 'last', metrics);
  }
  for (const pattern of SEGMENT) {
    const { id } = pattern.exec(said)?.groups ?? {};
    if (id !== undefined) return segmentOf(id, metrics);
  }
  return null;
}

async function orderOf(
  id: string,
  which: 'first' | 'last',
  metrics: (said: string) => Promise<Interpretation>,
): Promise<Interpretation> {
  const read = await metrics(`orders and revenue of customer ${id} by day with at least 1 order`);
  const query = read.kind === 'call' ? queryOf(read.call) : null;
  if (read.kind !== 'call' || !query) return read;
  const direction = which === 'first' ? ('asc' as const) : ('desc' as const);
  return {
    ...read,
    call: toCall({ ...query, order: { by: 'time', direction }, limit: 1 }),
    restated: `The ${which} day with an order of customer ${id}`,
  };
}

/** A customer of whom nothing was sold has no segment, nor a row here. */
const segmentOf = (id: string, metrics: (said: string) => Promise<Interpretation>): Promise<Interpretation> =>
  metrics(`orders and revenue of customer ${id} by segment`);
