/**
 * In the mouth of a customer, “spend” is no marketing: “what did they spend on average per order” is an order value, and
 * “what did they spend in March” is how much.
 */

const SPENT_PER_ORDER =
  /^(?<lead>and\s+)?(?:how much|what)\s+(?:do|does|did|have|has)\s+(?<who>.+?)\s+(?:spen[dt]|pay|paid)\s+(?:on average,?\s+)?(?:per|for each|in each|each)\s+(?:order|purchase|basket)s?(?:\s+on average)?(?<rest>\s.+?)?[?.!\s]*$/iu;
/** Not “what do they spend on”, which asks for goods. */
const WHAT_SPENT =
  /^(?<lead>(?:and|so)\s+)?what\s+(?<did>do|does|did|have|has)\s+(?<who>.+?)\s+(?<spend>spen[dt]|pay|paid)\b(?!.*\b(?:most|on)[?.!\s]*$)(?<rest>.*)$/iu;
const SPENDS_MOST =
  /^(?<lead>which\s+.+?)\s+spen(?:d|ds|t)\s+(?:the\s+)?(?<end>most|least)\s+(?:on average,?\s+)?(?:per|for each|in each|each|an)\s+(?:order|purchase|basket)(?<rest>\s.+?)?[?.!\s]*$/iu;
const AVERAGE_SPEND =
  /^(?<lead>(?:and\s+)?(?:what(?:'s|\s+is|\s+was)\s+)?(?:the\s+)?)average\s+(?:customer\s+)?(?:spend|spending|spent)\s+(?:of|by|among|amongst|for|from)\s+(?<who>.+?)[?.!\s]*$/iu;
/** Where our own money goes. */
const PLACES_OF_SPEND = /\b(?:campaigns?|channels?|ads?|marketing|online|offline|day|week|month)\b/iu;
/** Our own spending. */
const OURSELVES = /^(?:we|i|you|us|marketing|the company)$/iu;

/** The question with the number named; as it was where it is about something else. */
export function customersSpending(text: string): string {
  const said = text.trim();
  const { who = '', rest = '' } = SPENT_PER_ORDER.exec(said)?.groups ?? {};
  if (who !== '' && !OURSELVES.test(who)) {
    const they = /^(?:they|these|those)(?:\s+(?:customers|people))?$/iu.test(who);
    return they ? `their average order value${rest}` : `average order value of ${who}${rest}`;
  }
  const average = AVERAGE_SPEND.exec(said)?.groups;
  if (average?.who && !PLACES_OF_SPEND.test(average.who))
    return `${average.lead ?? ''}revenue per customer of ${average.who}`;
  const most = SPENDS_MOST.exec(said)?.groups;
  if (most)
    return `${most.lead} has the ${most.end?.toLowerCase() === 'least' ? 'lowest' : 'highest'} average order value${most.rest ?? ''}`;
  const what = WHAT_SPENT.exec(said)?.groups;
  if (!what || OURSELVES.test(what.who ?? '')) return text;
  return `${what.lead ?? ''}how much ${what.did} ${what.who} ${what.spend}${what.rest}`;
}
