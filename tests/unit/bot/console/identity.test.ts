import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { INKS } from '../../../../cards/charts/theme.ts';

const css = readFileSync(new URL('../../../../bot/console/public/tokens.css', import.meta.url), 'utf8');

/** The custom properties of the rule that `selector` opens. */
function tokens(selector: string): Readonly<Record<string, string>> {
  const rule = css.slice(css.indexOf(`${selector} {`));
  const body = rule.slice(rule.indexOf('{') + 1, rule.indexOf('}'));
  return Object.fromEntries(
    [...body.matchAll(/(--[\w-]+):\s*([^;]+);/g)].map(([, name, value]) => [name, value]),
  );
}

describe('the page and the charts are one design', () => {
  it.each([
    ['light', ':root'],
    ['dark', ':root[data-scheme="dark"]'],
  ] as const)('in the %s', (scheme, selector) => {
    const ink = INKS[scheme];
    expect(tokens(selector)).toMatchObject({
      '--card': ink.ground,
      '--strong': ink.strong,
      '--body': ink.body,
      '--accent': ink.series[0],
    });
  });

  it('is as dark by the system’s choice as by a person’s', () => {
    expect(tokens(':root:not([data-scheme="light"])')).toEqual(tokens(':root[data-scheme="dark"]'));
  });
});
