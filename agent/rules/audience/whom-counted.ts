/** Whom a number of customers holds, where the words mean more people, or fewer, than the number does. */
import type { MetricQuery } from '../../../tools/metrics/metric-query.ts';
import type { Workspace } from '../../../tools/workspace.ts';
import type { Interpretation } from '../../interpretation.ts';
import { queryOf, toCall } from '../call.ts';
import type { Clock } from '../dates/calendar.ts';
import type { Knowledge } from '../knowledge.ts';
import { CONVENTIONS } from '../lexicon/conventions.ts';
import { restate } from '../restate.ts';
import { whoCounts } from '../who-counts.ts';

interface Here {
  readonly knowledge: Knowledge;
  readonly clock: Clock;
  readonly workspace: Workspace;
}

/** Words by which only those who bought are meant. */
const BOUGHT =
  /\b(?:buyers?|shoppers?|purchasers?|buy|buying|bought|order(?:s|ed|ing)?|purchas(?:e|es|ed|ing)|shopp?(?:ed|ing)?|spen[dt]|paid|active|paying)\b/iu;

/**
 * “How many customers are women” asks for everybody on the list, as a list of them shows everybody; the number
 * “customers” holds those who ordered. What is said of the others stands in a note.
 */
export function everybodyMeant(text: string, read: Interpretation, here: Here): Interpretation {
  const query = read.kind === 'call' ? queryOf(read.call) : null;
  if (read.kind !== 'call' || !query) return read;
  if (isAboutTraits(query, here.knowledge) && !BOUGHT.test(text)) return onFile(query, read, here);
  return leavesOutNone(query)
    ? { ...read, notes: [...read.notes, 'Only who ordered is counted: who never did is left out.'] }
    : read;
}

/** The notes of `whoCounts` tell such a query; those on file must be known by the same traits. */
const isAboutTraits = (query: MetricQuery, knowledge: Knowledge): boolean =>
  whoCounts({ ...query, transform: undefined }, knowledge).length > 0 &&
  (query.transform === undefined || query.transform.kind === 'share') &&
  query.people === undefined &&
  query.compareTo === undefined &&
  query.grain === undefined &&
  query.having.length === 0 &&
  [...query.by, ...query.where.map(({ dimension }) => dimension)].every((dimension) =>
    knowledge.vocabulary.sourcesOf(dimension).includes('customer'),
  );

function onFile(
  query: MetricQuery,
  read: Extract<Interpretation, { kind: 'call' }>,
  { knowledge, clock, workspace }: Here,
): Interpretation {
  const whole = { ...query, metrics: [CONVENTIONS.peopleOnFile] };
  const said = new Set(whoCounts(query, knowledge));
  return {
    ...read,
    call: toCall(whole),
    restated: restate(whole, knowledge, clock, workspace.currency),
    notes: [
      ...read.notes.filter((note) => !said.has(note)),
      'I counted everybody on the customer list. For those who ordered alone, ask for “buyers”.',
    ],
  };
}

const OF_CUSTOMER: ReadonlySet<string> = new Set([CONVENTIONS.customerRevenue, CONVENTIONS.customerOrders]);

/** “spent less than 50”: nothing at all is less as well. */
const leavesOutNone = ({ metrics, where }: MetricQuery): boolean =>
  metrics[0] === CONVENTIONS.people &&
  where.some(({ dimension, op }) => OF_CUSTOMER.has(dimension) && (op === '<' || op === '<='));
