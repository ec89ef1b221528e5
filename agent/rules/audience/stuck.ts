/** Questions about people that could not be read to their end: what is said then. */
import type { Interpretation } from '../../interpretation.ts';
import { refusal } from '../refuse.ts';
import { type Scene, typed } from './cursor.ts';
import { mentions } from './interest.ts';
import type { PeopleRead } from './people.ts';
import { type AudienceSetting, unknownFrom } from './scene-of.ts';

/** A word that nothing explains: what metrics made of the question stands, unless they passed over an interest. */
export function stuck(
  read: Extract<PeopleRead, { kind: 'stuck' }>,
  scene: Scene,
  counted: Interpretation,
  { knowledge }: AudienceSetting,
): Interpretation {
  const passedOver = mentions(scene) && counted.kind === 'call';
  if (counted.kind !== 'refuse' && !passedOver) return counted;
  if (read.conditions === 0 && !read.lists) return counted;
  const [because] = scene.refusals;
  if (because) return refusal(because, knowledge);
  return refusal(
    whatStopped(scene, read.at),
    knowledge,
    tellsOrder(scene, read.at) ? [BOTH_DEEDS] : EXAMPLES,
  );
}

/** The first word from there on that nothing knows, or the words that do not fit. */
function whatStopped(scene: Scene, at: number): string {
  if (tellsOrder(scene, at)) return ORDER;
  const unknown = unknownFrom(scene, at);
  return unknown >= 0
    ? `I do not know what “${typed(scene, unknown, unknown + 1)}” means here, and I would rather not guess.`
    : `I could read that as far as “${typed(scene, at, Math.min(at + 4, scene.tokens.length))}”, and I would rather not leave it out.`;
}

const ORDER_WORD = /^(?:before|after|then|afterwards|later|subsequently|thereafter|first)$/u;
const ORDER =
  'I cannot tell in which order people did two things. I can find who did both, on days that you name for each.';
const BOTH_DEEDS = 'customers who viewed bags in the last 30 days and bought shoes in the last 7 days';

const tellsOrder = ({ tokens }: Scene, at: number): boolean =>
  tokens.slice(at, at + 3).some(({ text }) => ORDER_WORD.test(text));

/** What is offered where nothing nearer is. */
export const EXAMPLES = ['customers who have not ordered in the last 90 days'];
