import type { PeriodExpression } from '../../../tools/periods/period-expression.ts';
import type { Read, Scene } from './cursor.ts';
import { whenAt } from './when.ts';

/** One period, without what “and” would join to it. */
export function namedDays(scene: Scene, at: number): Read<PeriodExpression> {
  const start = /^(?:in|during)$/u.test(scene.tokens[at]?.text ?? '') ? at + 1 : at;
  for (let length = 1; length <= 3; length++) {
    const tokens = scene.tokens.slice(0, start + length);
    const read = whenAt({ ...scene, tokens, refusals: [] }, start);
    if (read?.next === start + length && !/^(?:and|nor|or)$/u.test(tokens.at(-1)?.text ?? '')) {
      const year = whenAt(
        { ...scene, tokens: scene.tokens.slice(0, start + length + 1), refusals: [] },
        start,
      );
      return year?.next === start + length + 1 ? year : read;
    }
  }
  return null;
}
