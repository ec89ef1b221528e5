/**
 * MurmurHash3 (Austin Appleby, 2011, public domain), the 32-bit variant for x86: the same whole number from 0 to
 * 2³² − 1 for the same bytes and seed on every machine. For spreading things evenly, not for secrets.
 */
export function murmur3(bytes: Uint8Array, seed: number): number {
  const whole = bytes.length & ~3;
  let hash = seed | 0;
  for (let at = 0; at < whole; at += 4) {
    hash ^= scramble(word(bytes, at, 4));
    hash = Math.imul(rotateLeft(hash, 13), 5) + 0xe6546b64;
  }
  hash ^= scramble(word(bytes, whole, bytes.length - whole));
  return finish(hash ^ bytes.length);
}

/** Up to four bytes as a number, the first the lowest. */
function word(bytes: Uint8Array, at: number, length: number): number {
  let value = 0;
  for (let i = 0; i < length; i++) value |= (bytes[at + i] as number) << (8 * i);
  return value;
}

function scramble(value: number): number {
  return Math.imul(rotateLeft(Math.imul(value, 0xcc9e2d51), 15), 0x1b873593);
}

function rotateLeft(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits));
}

function finish(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
