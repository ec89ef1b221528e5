/** What a word that points means: “viewed sneakers but did not buy them”. */
import { has, type Read, type Scene } from './cursor.ts';
import { type Goods, goodsAt } from './goods.ts';

const POINTING = /^(?:them|it|any|one|these|those)$/u;

/** “viewed sneakers but did not buy them”: the goods that were named last, here or in the thread. */
export function meantAt(scene: Scene, at: number): Read<Goods> {
  const behind = scene.tokens[at + 1]?.text ?? '';
  if (!POINTING.test(scene.tokens[at]?.text ?? '') || has(scene, at, 'toCart')) return null;
  const next =
    behind === 'of' && /^(?:them|it|these|those)$/u.test(scene.tokens[at + 2]?.text ?? '') ? at + 3 : at + 1;
  const trial: Scene = { ...scene, notes: [], refusals: [] };
  // “any socks” names its goods itself.
  if (goodsAt(trial, at)) return null;
  let last: Goods | null = null;
  for (let place = 0; place < at; ) {
    const goods = goodsAt(trial, place);
    const named = goods?.it.things.some((thing) => thing.length > 0) === true && goods.next <= at;
    if (named) last = goods.it;
    place = named ? goods.next : place + 1;
  }
  if (last) return { it: last, next };
  return scene.meant ? { it: { things: [scene.meant], joint: 'or' }, next } : null;
}
