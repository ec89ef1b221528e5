/** Words that a question may gain or lose without changing, and words that decide what it asks. Data: add a line to teach one more. */

/** Politeness and framing, longest first. “us” alone is a country. */
export const FILLER_PHRASES: readonly (readonly string[])[] = [
  ['i', 'would', 'like', 'to', 'know'],
  ['i', 'want', 'to', 'know'],
  ['we', 'want', 'to', 'know'],
  ['can', 'you', 'tell', 'me'],
  ['could', 'you', 'tell', 'me'],
  ['can', 'you', 'show', 'me'],
  ['could', 'you', 'show', 'me'],
  ['do', 'you', 'know'],
  ['let', 'me', 'know'],
  ['did', 'we', 'get'],
  ['did', 'we', 'have'],
  ['have', 'we', 'had'],
  ['show', 'me'],
  ['show', 'us'],
  ['give', 'me'],
  ['give', 'us'],
  ['tell', 'me'],
  ['tell', 'us'],
  ['can', 'you'],
  ['could', 'you'],
  ['would', 'you'],
  ['we', 'had'],
  ['we', 'got'],
  ['how', 'much'],
];

export const FILLER_WORDS: ReadonlySet<string> = new Set(
  'a an the please thanks hi hey hello walker our my we i what is are was were did do does of in for on at during show display total overall'.split(
    ' ',
  ),
);

/** Beside these the order of the words says what belongs to what. */
export const RELATIONS: ReadonlySet<string> = new Set(
  'from to since until till before after between than versus vs compare compared against through except excluding without not no never and or plus minus - −'.split(
    ' ',
  ),
);

export const UNITS: ReadonlySet<string> = new Set(
  'day days week weeks month months quarter quarters year years weekend'.split(' '),
);

export const SAME_WORDS: Readonly<Record<string, string>> = {
  jan: 'january',
  feb: 'february',
  apr: 'april',
  jun: 'june',
  jul: 'july',
  aug: 'august',
  sep: 'september',
  sept: 'september',
  oct: 'october',
  nov: 'november',
  dec: 'december',
};

export const MONTHS: ReadonlySet<string> = new Set([...Object.values(SAME_WORDS), 'march', 'may']);
