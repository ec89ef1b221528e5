import { describe, expect, it } from 'vitest';
import { INKS, SERIES_COLOURS } from '../../../../cards/charts/theme.ts';

type Rgb = readonly [number, number, number];

/** Machado, Oliveira, Fernandes 2009, severity 1.0, in linear RGB. */
const SIGHT: Record<string, readonly [Rgb, Rgb, Rgb]> = {
  'full colour': [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
};

function linear(hex: string): Rgb {
  const channel = (at: number) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [channel(1), channel(3), channel(5)];
}

function seen(hex: string, sight: readonly [Rgb, Rgb, Rgb]): Rgb {
  const rgb = linear(hex);
  const row = (r: Rgb) => Math.min(1, Math.max(0, r[0] * rgb[0] + r[1] * rgb[1] + r[2] * rgb[2]));
  return [row(sight[0]), row(sight[1]), row(sight[2])];
}

/** Björn Ottosson's OKLab, in which equal distances look about equally different. */
function oklab([r, g, b]: Rgb): Rgb {
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

function distance(a: string, b: string, sight: readonly [Rgb, Rgb, Rgb]): number {
  const [x, y] = [oklab(seen(a, sight)), oklab(seen(b, sight))];
  return Math.hypot(x[0] - y[0], x[1] - y[1], x[2] - y[2]);
}

function contrast(a: string, b: string): number {
  const luminance = (hex: string) => {
    const [r, g, bl] = linear(hex);
    return 0.2126 * r + 0.7152 * g + 0.0722 * bl;
  };
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

describe.each(['light', 'dark'] as const)('chart colours, %s', (scheme) => {
  const colours = SERIES_COLOURS[scheme];
  const ink = INKS[scheme];

  it.each(Object.keys(SIGHT))('keeps every two series apart with %s', (name) => {
    const sight = SIGHT[name];
    if (!sight) throw new Error('unknown sight');
    const close: string[] = [];
    for (const [index, one] of colours.entries()) {
      for (const [other, two] of colours.entries()) {
        if (other <= index) continue;
        const apart = distance(one, two, sight);
        // Neighbours touch in stacks, so they must differ more than those that do not.
        if (apart < (other === index + 1 ? 0.14 : 0.085)) close.push(`${one} ${two} ${apart.toFixed(3)}`);
      }
    }
    expect(close).toEqual([]);
  });

  it('lets every series stand out from the ground', () => {
    for (const colour of colours) expect(contrast(colour, ink.ground)).toBeGreaterThanOrEqual(2.2);
  });

  it('writes in inks that can be read (WCAG AA)', () => {
    for (const text of [ink.strong, ink.body, ink.quiet]) {
      expect(contrast(text, ink.ground)).toBeGreaterThanOrEqual(4.5);
    }
  });

  it('keeps comparisons and others apart from the first series', () => {
    for (const grey of [ink.comparison, ink.comparisonFill, ink.others]) {
      for (const sight of Object.values(SIGHT)) {
        expect(distance(grey, colours[0], sight)).toBeGreaterThan(0.1);
      }
    }
  });
});
