/** What the command line says where it is not asked for anything that it does. */
import { expect, it } from 'vitest';
import { runHere } from './run-here.ts';

it.each([
  [['frobnicate'], "unknown command 'frobnicate'"],
  [['imprt', 'x.csv'], 'Did you mean import?'],
  [['import'], "missing required argument 'path'"],
  [['doctor', '--loud'], "unknown option '--loud'"],
])('says what is wrong with %j, where help is, and exits with 2', async (args, problem) => {
  const { code, out, err } = await runHere(args, {});
  expect([code, out]).toEqual([2, '']);
  expect(err).toContain(problem);
  expect(err).toContain('“walker help” lists the commands');
});
