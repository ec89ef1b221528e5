/**
 * MurmurHash3 (Austin Appleby, public domain), the 128-bit variant for 32-bit machines, over whole bytes.
 * Not against forgers: it tells the lines of one team's files apart.
 */
export function hash128(bytes: DataView, length: number, seed: number, out: Int32Array): void {
  let h1 = seed;
  let h2 = seed;
  let h3 = seed;
  let h4 = seed;
  const blocks = length >>> 4;
  for (let block = 0; block < blocks; block += 1) {
    const at = block << 4;
    h1 ^= mix1(bytes.getInt32(at, true));
    h1 = (Math.imul(rotate(h1, 19) + h2, 5) + 0x561ccd1b) | 0;
    h2 ^= mix2(bytes.getInt32(at + 4, true));
    h2 = (Math.imul(rotate(h2, 17) + h3, 5) + 0x0bcaa747) | 0;
    h3 ^= mix3(bytes.getInt32(at + 8, true));
    h3 = (Math.imul(rotate(h3, 15) + h4, 5) + 0x96cd1c35) | 0;
    h4 ^= mix4(bytes.getInt32(at + 12, true));
    h4 = (Math.imul(rotate(h4, 13) + h1, 5) + 0x32ac3b17) | 0;
  }
  const tail = blocks << 4;
  const rest = length & 15;
  if (rest > 12) h4 ^= mix4(partial(bytes, tail + 12, length));
  if (rest > 8) h3 ^= mix3(partial(bytes, tail + 8, length));
  if (rest > 4) h2 ^= mix2(partial(bytes, tail + 4, length));
  if (rest > 0) h1 ^= mix1(partial(bytes, tail, length));

  h1 ^= length;
  h2 ^= length;
  h3 ^= length;
  h4 ^= length;
  h1 = (h1 + h2 + h3 + h4) | 0;
  h2 = (h2 + h1) | 0;
  h3 = (h3 + h1) | 0;
  h4 = (h4 + h1) | 0;
  h1 = finish(h1);
  h2 = finish(h2);
  h3 = finish(h3);
  h4 = finish(h4);
  h1 = (h1 + h2 + h3 + h4) | 0;
  out[0] = h1;
  out[1] = h2 + h1;
  out[2] = h3 + h1;
  out[3] = h4 + h1;
}

/** The one to four bytes left of a word. */
function partial(bytes: DataView, at: number, end: number): number {
  let value = bytes.getUint8(at);
  if (at + 1 < end) value |= bytes.getUint8(at + 1) << 8;
  if (at + 2 < end) value |= bytes.getUint8(at + 2) << 16;
  if (at + 3 < end) value |= bytes.getUint8(at + 3) << 24;
  return value;
}

const C1 = 0x239b961b;
const C2 = 0xab0e9789 | 0;
const C3 = 0x38b34ae5;
const C4 = 0xa1e38b93 | 0;

const rotate = (x: number, by: number) => (x << by) | (x >>> (32 - by));
const mix1 = (k: number) => Math.imul(rotate(Math.imul(k, C1), 15), C2);
const mix2 = (k: number) => Math.imul(rotate(Math.imul(k, C2), 16), C3);
const mix3 = (k: number) => Math.imul(rotate(Math.imul(k, C3), 17), C4);
const mix4 = (k: number) => Math.imul(rotate(Math.imul(k, C4), 18), C1);

function finish(x: number): number {
  let h = x ^ (x >>> 16);
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return h ^ (h >>> 16);
}
