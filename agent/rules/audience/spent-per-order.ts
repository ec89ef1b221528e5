/** “What did they spend on average per order” is an order value: in the mouth of a customer, “spend” is no marketing. */

const SPENT_PER_ORDER =
  /^(?<lead>and\s+)?(?:how much|what)\s+(?:do|does|did|have|has)\s+(?<who>.+?)\s+(?:spen[dt]|pay|paid)\s+(?:on average,?\s+)?(?:per|for each|in each|each)\s+(?:order|purchase|basket)s?(?:\s+on average)?(?<rest>\s.+?)?[?.!\s]*$/iu;
/** Our own spending. */
const OURSELVES = /^(?:we|i|you|us|marketing|the company)$/iu;

/** The question with the number named; as it was where it is about something else. */
export function spentPerOrder(text: string): string {
  const { who = '', rest = '' } = SPENT_PER_ORDER.exec(text.trim())?.groups ?? {};
  if (who === '' || OURSELVES.test(who)) return text;
  const they = /^(?:they|these|those)(?:\s+(?:customers|people))?$/iu.test(who);
  return they ? `their average order value${rest}` : `average order value of ${who}${rest}`;
}
