/**
 * How many messages an SMS is billed as (3GPP TS 23.038 and 23.040): 160 characters of the GSM alphabet, or 70 of UCS-2
 * where a character is not in it; of several parts each loses some to the header that joins them.
 */
export interface SmsLength {
  readonly encoding: 'GSM-7' | 'UCS-2';
  /** Septets or UTF-16 units. */
  readonly units: number;
  readonly parts: number;
}

const BASIC =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';
/** Each takes two septets. */
const EXTENDED = '^{}\\[~]|€\f';
const GSM = new Map([
  ...[...BASIC].map((character) => [character, 1] as const),
  ...[...EXTENDED].map((character) => [character, 2] as const),
]);
const LIMITS = { 'GSM-7': { one: 160, part: 153 }, 'UCS-2': { one: 70, part: 67 } } as const;

/** The length of a text as it is sent; nothing is no message. */
export function smsLength(text: string): SmsLength {
  const characters = [...text];
  const encoding = characters.every((character) => GSM.has(character)) ? 'GSM-7' : 'UCS-2';
  const sizes = characters.map((character) =>
    encoding === 'GSM-7' ? (GSM.get(character) ?? 1) : character.length,
  );
  const units = sizes.reduce((sum, size) => sum + size, 0);
  const { one, part } = LIMITS[encoding];
  return { encoding, units, parts: units <= one ? Math.sign(units) : partsOf(sizes, part) };
}

/** A character of two units is never parted. */
function partsOf(sizes: readonly number[], room: number): number {
  let parts = 1;
  let used = 0;
  for (const size of sizes) {
    if (used + size > room) {
      parts += 1;
      used = 0;
    }
    used += size;
  }
  return parts;
}
