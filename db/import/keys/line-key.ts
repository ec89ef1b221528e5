/**
 * A line's key, as the 16 bytes of a uuid: its day (3 bytes), then 104 bits of the hash of its content and
 * occurrence. The day comes first so that a file in order of time writes its index in order too.
 */
export function writeLineKey(day: number, hash: Uint32Array, out: Uint8Array): void {
  // Days before 1970 are negative: shifted to sort before the rest.
  const shifted = day + 0x800000;
  out[0] = shifted >> 16;
  out[1] = shifted >> 8;
  out[2] = shifted;
  out[3] = hash[3] as number;
  for (let i = 0; i < 3; i += 1) {
    const word = hash[i] as number;
    out[4 + i * 4] = word >> 24;
    out[5 + i * 4] = word >> 16;
    out[6 + i * 4] = word >> 8;
    out[7 + i * 4] = word;
  }
}

export function uuidBytes(uuid: string): Uint8Array {
  return Uint8Array.from(Buffer.from(uuid.replaceAll('-', ''), 'hex'));
}
