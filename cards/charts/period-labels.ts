/** Labels along an axis of periods, thinned out and shortened so that they stand apart. */
import { fitText, measure } from './font.ts';
import { TYPE } from './theme.ts';

const WIDEST = 170;
const APART = 12;

/**
 * The smallest `every` at which no two labels that are `room` pixels apart touch, every so many shown, and the
 * labels by place. A year is written where it changes, which is why echarts cannot thin them out by itself.
 */
export function periodLabels(
  labels: readonly string[],
  room: number,
): { readonly every: number; readonly texts: readonly string[] } {
  for (let every = 1; ; every++) {
    const texts = withoutRepeatedYears(labels, every).map((text) => fitText(text, WIDEST, TYPE.axis));
    const widths = texts.filter((_, index) => index % every === 0).map((text) => measure(text, TYPE.axis));
    const apart = widths.every((width, at) => {
      const next = widths[at + 1];
      return next === undefined || (width + next) / 2 + APART <= room * every;
    });
    if (apart || every >= labels.length) return { every, texts };
  }
}

function withoutRepeatedYears(labels: readonly string[], every: number): string[] {
  let year = '';
  return labels.map((label, index) => {
    if (index % every !== 0) return label;
    const [, rest, own] = /^(.*\p{L}.*) ((?:19|20)\d{2})$/u.exec(label) ?? [];
    const repeats = own !== undefined && own === year;
    year = own ?? '';
    return repeats && rest !== undefined ? rest : label;
  });
}
