/**
 * Weighted features as one vector of fixed size, by signed feature hashing (Weinberger et al. 2009, "Feature Hashing
 * for Large Scale Multitask Learning"). Each feature is spread over several places, a sparse random projection, so
 * that no single collision can make two features look alike.
 */

const PLACES = 12;

/** Sums the features' directions; not normalised. Deterministic. */
export function hashFeatures(features: ReadonlyMap<string, number>, dimensions: number): Float32Array {
  const vector = new Float32Array(dimensions);
  const size = 1 / Math.sqrt(PLACES);
  for (const [feature, weight] of features) {
    let state = fnv1a(feature);
    for (let place = 0; place < PLACES; place += 1) {
      state = scramble(state + 0x9e3779b9);
      const at = (state >>> 1) % dimensions;
      vector[at] = (vector[at] ?? 0) + ((state & 1) === 1 ? weight : -weight) * size;
    }
  }
  return vector;
}

/** FNV-1a over UTF-16 units. */
function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

/** The finaliser of MurmurHash3. */
function scramble(value: number): number {
  let h = value >>> 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
