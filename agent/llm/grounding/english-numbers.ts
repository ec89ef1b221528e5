/** Numbers as other languages write them (“264.681,58”, “25,9 %”), for a check that reads English ones. */

/** Figures whose comma can only be a decimal one, and those whose point can. */
const DECIMAL_COMMA = /(?<![\d,.])(?:\d{1,3}(?:[.\u00a0\u202f]\d{3})+|\d+),(?:\d{1,2}|\d{4,})(?![\d,])/u;
const DECIMAL_POINT = /\d\.(?:\d{1,2}|\d{4,})(?![\d.])/u;
const WRITTEN = /(?<![\d,.])(\d{1,3}(?:[.\u00a0\u202f]\d{3})+|\d+)(?:,(\d+))?(?![\d,])/gu;

/**
 * How a sentence of `text` reads in English digits. Whether a comma is a decimal one is decided once for the whole text: where
 * one figure can only be read so, and none the other way.
 */
export function englishNumbers(text: string): (sentence: string) => string {
  if (!DECIMAL_COMMA.test(text) || DECIMAL_POINT.test(text)) return (sentence) => sentence;
  return (sentence) =>
    sentence.replace(WRITTEN, (_, whole: string, decimals?: string) => {
      // Commas keep “1.991” from being read as a year.
      const digits = whole.replace(/\D/gu, ',');
      return decimals === undefined ? digits : `${digits}.${decimals}`;
    });
}
