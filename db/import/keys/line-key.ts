/** The 16 bytes of a uuid, in four words of which each begins with its highest byte. */
export type UuidWords = Int32Array;

/**
 * A line's key, as a uuid: its day (3 bytes), then 104 bits of the hash of its content and occurrence. The day comes
 * first so that a file in order of time writes its index in order too.
 */
export function writeLineKey(day: number, hash: Int32Array, out: UuidWords): void {
  // Days before 1970 are negative: shifted to sort before the rest.
  const shifted = day + 0x800000;
  out[0] = (shifted << 8) | ((hash[3] as number) & 0xff);
  out[1] = hash[0] as number;
  out[2] = hash[1] as number;
  out[3] = hash[2] as number;
}

export function uuidWords(uuid: string): UuidWords {
  const bytes = Buffer.from(uuid.replaceAll('-', ''), 'hex');
  return Int32Array.from([0, 4, 8, 12], (at) => bytes.readInt32BE(at));
}
