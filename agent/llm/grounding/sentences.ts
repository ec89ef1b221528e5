/** Takes a text apart into what stands or falls together. */

const SHORTENED = /(?:\b(?:e\.g|i\.e|vs|approx|no|ca|incl|excl|etc|avg|st|mr|mrs|dr)|\b[A-Z])\.$/i;

/** True where a full stop at the end is that of an abbreviation, so that the sentence may go on. */
export const endsShortened = (text: string): boolean => SHORTENED.test(text);

/** Paragraphs of sentences. A line of its own (a bullet) is a sentence; joined again they are the text, blanks aside. */
export function sentencesOf(text: string): string[][] {
  return text
    .split(/\n+/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map(sentencesIn);
}

function sentencesIn(line: string): string[] {
  const sentences: string[] = [];
  let open = '';
  for (const part of line.split(/(?<=[.!?…]["”’)]?)\s+/u)) {
    open = open === '' ? part : `${open} ${part}`;
    if (SHORTENED.test(open)) continue;
    sentences.push(open);
    open = '';
  }
  if (open !== '') sentences.push(open);
  return sentences;
}
