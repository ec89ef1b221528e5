/**
 * Random numbers in [0, 1) that are the same for the same seed on every machine: sfc32 (Chris Doty-Humphrey's
 * Small Fast Counter, of the PractRand suite), with 128 bits of state.
 */
export function seededRandom(seed: number): () => number {
  let a = seed | 0;
  let b = Math.floor(seed / 2 ** 32) | 0;
  let c = 0x9e3779b9;
  let counter = 1;
  const next = () => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    c |= 0;
    return (sum >>> 0) / 2 ** 32;
  };
  // Seeds that lie close together differ only after some rounds.
  for (let round = 0; round < 15; round++) next();
  return next;
}
