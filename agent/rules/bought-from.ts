/** “bought from at least 5 categories”, “how many categories did he buy from”: the “from” says nothing there; the “in” of “in 30 days” does. */
const BOUGHT_FROM =
  /\b(buys?|bought|purchased?|ordered|shopp?(?:ed|s)?)\s+(?:from|in)(?!(?:\s+\w+){1,3}\s+(?:day|week|month|quarter|year)s?\b)(?=\s*[?.!]*$|\s+(?:at least|at most|more than|over|fewer than|less than|under|exactly|only|\d+|one|two|three|four|five|six|seven|eight|nine|ten)\b)/giu;

/** The question without it. */
export const withoutBoughtFrom = (text: string): string => text.replace(BOUGHT_FROM, '$1');
