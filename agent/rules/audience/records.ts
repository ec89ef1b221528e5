/** Single customers by their number: “details of customer 17850”, “17850 and 15311 as JSON”, “customers like 17850”. */
import type { Interpretation } from '../../interpretation.ts';

const ID = String.raw`(?=[\w.-]*\d)[\p{L}\d][\p{L}\d_.-]*`;
const IDS = String.raw`(?<ids>${ID}(?:\s*(?:,|and|&|\s)\s*${ID})*)`;
const LEAD = String.raw`(?:(?:please|can you|could you|show|show me|give me|get|get me|fetch|list|print|tell me|look up|return|i want|i need|what are|what is|see|pull up)\s+)*`;
const WHAT = String.raw`(?:(?:all|full|complete|whole|the|raw|contact|customer|profile|their)\s+)*(?:details?|profiles?|records?|info|information|data|everything|card|file|history)`;
const NOUN = String.raw`(?:(?:the\s+)?(?:customers?|users?|clients?|person|people|shoppers?)\s*(?:with\s+)?(?:(?:ids?|numbers?|no\.?|nr\.?)\s*)?#?)`;
const TAIL = String.raw`(?:\s+(?:as|in)\s+(?:a\s+)?json)?\s*[?.!]*$`;

const RECORDS: readonly RegExp[] = [
  new RegExp(String.raw`^${LEAD}${WHAT}\s+(?:of|for|about|on|from)\s+${NOUN}?\s*${IDS}${TAIL}`, 'iu'),
  new RegExp(
    String.raw`^${LEAD}${NOUN}\s*${IDS}(?:['’]s?)?\s+(?:details?|profiles?|records?|info|information)${TAIL}`,
    'iu',
  ),
  new RegExp(
    String.raw`^(?:who (?:is|are)|show|show me|look up|tell me about|details|find|return|fetch|get)\s+${NOUN}\s*${IDS}${TAIL}`,
    'iu',
  ),
  new RegExp(String.raw`^${LEAD}${NOUN}?\s*${IDS}\s+(?:as|in)\s+(?:a\s+)?json\s*[?.!]*$`, 'iu'),
];

/** What a record tells of one customer. */
const TOLD = String.raw`(?:e-?mail(?:\s+address)?|name|age|country|city|home|location|address|interests?|tastes?|favou?rite\s+colou?r|preferences?)`;
const ASKED: readonly RegExp[] = [
  new RegExp(
    String.raw`^(?:where\s+(?:does|is)|how\s+old\s+is|what\s+(?:does|is))\s+${NOUN}\s*(?<ids>${ID})\s*(?:live|from|based|like|interested\s+in)?\s*[?.!]*$`,
    'iu',
  ),
  new RegExp(String.raw`^${LEAD}(?:the\s+)?${TOLD}\s+(?:of|for)\s+${NOUN}\s*(?<ids>${ID})${TAIL}`, 'iu'),
  new RegExp(
    String.raw`^${LEAD}(?:tell\s+me\s+(?:more\s+)?about|describe|what\s+do\s+(?:we|you)\s+know\s+about)\s+${NOUN}\s*(?<ids>${ID})${TAIL}`,
    'iu',
  ),
];

const LIKE: readonly RegExp[] = [
  new RegExp(
    String.raw`^${LEAD}(?:find\s+|suggest\s+)?(?:more\s+)?(?:customers?|users?|people|shoppers?|clients?|others?|those)\s+(?:who\s+are\s+|that\s+are\s+)?(?:like|similar\s+to|resembling|who\s+resemble|alike)\s+${NOUN}?\s*(?<id>${ID})\s*[?.!]*$`,
    'iu',
  ),
  new RegExp(
    String.raw`^${LEAD}(?:find\s+)?(?:who\s+is\s+)?(?:similar\s+to|look-?alikes?\s+(?:of|for)|lookalikes?\s+(?:of|for))\s+${NOUN}?\s*(?<id>${ID})\s*[?.!]*$`,
    'iu',
  ),
];

const LIKE_GROUP = new RegExp(
  String.raw`^${LEAD}(?:find\s+)?(?:(?:customers?|people|users?|others?)\s+(?:like|similar\s+to|resembling)|look-?alikes?\s+(?:of|for)|lookalike\s+audience\s+(?:of|for))\s+(?:the\s+|our\s+|my\s+)*(?<group>.+?)(?:\s+(?:segment|customers))?\s*[?.!]*$`,
  'iu',
);

const LEAVES = new RegExp(
  String.raw`^(?:is|how\s+likely\s+is|will|might)\s+${NOUN}\s*(?<id>${ID})\s+(?:likely\s+|about\s+|going\s+|at\s+risk\s+)?(?:to\s+|of\s+)?(?:churn|leave|churning|leaving|be\s+lost)\s*[?.!]*$`,
  'iu',
);

/** The one customer whose leaving is asked about; null where none is. */
export const whoMayLeave = (text: string): string | null => LEAVES.exec(text.trim())?.groups?.id ?? null;

/** “people like our champions”: the name of the group. */
export const likeWhichGroup = (text: string): string | null =>
  LIKE_GROUP.exec(text.trim())?.groups?.group ?? null;

const MOST = 100;

/** The call that shows the customers named; null where the text names none. */
export function readRecords(text: string): Interpretation | null {
  const said = text.trim();
  for (const pattern of [...RECORDS, ...ASKED]) {
    const ids = idsIn(pattern.exec(said)?.groups?.ids);
    if (ids.length === 0) continue;
    if (ids.length > MOST)
      return { kind: 'refuse', because: `I show up to ${MOST} customers at once.`, suggestions: [] };
    return {
      kind: 'call',
      call: { tool: 'sql_data_retriever', args: { customer_ids: ids } },
      restated: ids.length === 1 ? `Details of customer ${ids[0]}` : `Details of customers ${ids.join(', ')}`,
      notes: [],
    };
  }
  return null;
}

const idsIn = (list: string | undefined): string[] => [
  ...new Set(
    (list ?? '')
      .split(/\s*(?:,|\band\b|&|\s)\s*/iu)
      .filter((id) => /\d/u.test(id))
      .map((id) => id.replace(/[.-]+$/u, '')),
  ),
];

/** The one customer whose like is sought; null where the text seeks none. */
export function likeWhom(text: string): string | null {
  for (const pattern of LIKE) {
    const id = pattern.exec(text.trim())?.groups?.id;
    if (id) return id.replace(/[.-]+$/u, '');
  }
  return null;
}
