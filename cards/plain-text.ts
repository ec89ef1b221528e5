/** Text from data made safe to print: no escape sequences, no control or direction-override characters. */

/** Could move a cursor, colour a terminal or turn the reading direction. Line feeds and emoji joiners stay. */
const UNPRINTABLE = /(?![\n\u200c\u200d])[\p{Cc}\p{Cf}]/gu;
/** Terminal escape sequences: ESC and what belongs to it. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with a control character
const ESCAPES = /\u001b(?:\[[0-9;?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|.)?/g;
const LINE_ENDS = /\r\n?|[\u0085\u2028\u2029\v\f]/g;
const LONE_SURROGATES = /\p{Surrogate}/gu;

/** Printable text; line breaks of every kind become `\n`, tabs a space, broken characters `�`. */
export function plainText(text: string): string {
  return text
    .replace(ESCAPES, '')
    .replace(LINE_ENDS, '\n')
    .replace(/\t/g, ' ')
    .replace(UNPRINTABLE, '')
    .replace(LONE_SURROGATES, '\ufffd');
}

/** The same on one line, runs of white space as one space. */
export function oneLine(text: string): string {
  return plainText(text).replace(/\s+/g, ' ').trim();
}
