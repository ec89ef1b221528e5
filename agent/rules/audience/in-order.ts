/** One thing after another: “bought socks and later shoes”, “first bought socks, then shoes”, “socks before shoes”. */
import type { Did, Gate } from '../../../tools/audience/gate.ts';
import { jointAt, type Read, type Scene, skipAll, wordsAt } from './cursor.ts';
import { deedAt } from './deeds.ts';
import { goodsAt } from './goods.ts';
import type { Part } from './joints.ts';
import { after } from './words.ts';

/** What leads from one thing to a later one. */
const THEN =
  /^(?:and )?(?:only )?(?:then|later(?: on)?|afterwards|afterward|after (?:that|this|which)|subsequently|thereafter|next|went on to|eventually|followed by)(?: later| also| went on to| came back (?:for|to)| came back and| returned (?:for|to))* /u;
const BEFORE = /^(?:and )?(?:only )?(?:before|prior to)(?: they| ever| they ever)* /u;
const AFTER = /^(?:and )?(?:only )?after(?: they| having| they had)* /u;
const BEHIND =
  /^(?:later(?: on)?|afterwards|afterward|after (?:that|this)|subsequently|thereafter|second|next)(?= )/u;
const FIRST = /^(?:first|initially|originally|at first)(?= )/u;
const LONGEST = 7;

/** Where a sequence may begin with “first”: “who first bought socks, then shoes”. */
export function firstOfAll(scene: Scene, at: number): Read<Gate> {
  const start = skipAll(scene, at, 'have');
  const lead = wordsOf(FIRST, scene, start);
  const deed = lead === 0 ? null : deedAt(quiet(scene), start + lead);
  if (!deed || !sequelAt(quiet(scene), deed.next, [{ gate: deed.it, joint: 'none' }])) return null;
  return deedAt(scene, start + lead);
}

export interface Sequel {
  /** In the place of the condition before. */
  readonly gate: Gate;
  readonly next: number;
}

/** What stands at `at` as the next step of the deed before; null where it is something else. */
export function sequelAt(scene: Scene, at: number, parts: readonly Part[]): Sequel | null {
  const before = stepsOf(parts.at(-1)?.gate);
  const listed = before ? null : bothInOrder(scene, at, parts.at(-1)?.gate);
  if (listed) return listed;
  if (!before) return null;
  // “bought socks first and shoes later”
  const first = wordsOf(FIRST, scene, at);
  const comma = scene.tokens[at + first]?.text === ',' ? 1 : 0;
  const start = at + first + comma;
  const saidFirst = first > 0 || leadsFirst(scene, at);
  for (const [pattern, firsts, backwards] of LEADS) {
    const place = behindLead(scene, start, pattern);
    const step = place === null ? null : stepAt(scene, place, before.at(-1));
    if (step) return joined(scene, before, step.it, step.next, { firsts: firsts || saidFirst, backwards });
  }
  return laterBehind(scene, at + first, before, saidFirst);
}

/** Where the lead ends: “then”, “but then”; null where it does not stand there. */
function behindLead(scene: Scene, at: number, pattern: RegExp): number | null {
  for (const start of [at, after(scene.tokens, at, 'but')]) {
    const lead = start === null ? 0 : wordsOf(pattern, scene, start);
    if (start !== null && lead > 0) return start + lead;
  }
  return null;
}

const LEADS: readonly (readonly [pattern: RegExp, firsts: boolean, backwards: boolean])[] = [
  [THEN, false, false],
  [BEFORE, true, false],
  [AFTER, false, true],
];

const GAP =
  'I cannot tell how many days lay between two things. I can find who did the one, and on any later day the other.';

interface Manner {
  readonly firsts: boolean;
  readonly backwards: boolean;
}

function joined(
  scene: Scene,
  before: readonly Did[],
  step: Did,
  next: number,
  { firsts, backwards }: Manner,
): Sequel | null {
  const steps = backwards ? [step, ...before] : [...before, step];
  if (steps.some(({ measure, every, together }) => measure ?? every ?? together)) return null;
  if (scene.tokens.some(({ text }) => text === 'within')) scene.refusals.push(GAP);
  // Days that were said of one step are not those of the others.
  if (steps.some((each) => !scene.unsaid.has(each))) for (const each of steps) scene.unsaid.delete(each);
  scene.notes.push(
    firsts
      ? 'I compared the first day of each. Say “and later” where any later day will do.'
      : 'What came after lies on a later day, not the same one; it may have happened earlier as well.',
  );
  return { gate: { kind: 'sequence', steps: [...steps], ...(firsts ? { firsts } : {}) }, next };
}

/** “… and shoes later”, “… and bought shoes afterwards”. */
function laterBehind(scene: Scene, at: number, before: readonly Did[], firsts: boolean): Sequel | null {
  const joint = jointAt(scene, at);
  const step = joint && joint.it !== 'or' ? stepAt(quiet(scene), joint.next, before.at(-1)) : null;
  const behind = step ? wordsOf(BEHIND, scene, step.next) : 0;
  const again = behind > 0 && joint ? stepAt(scene, joint.next, before.at(-1)) : null;
  return again && joined(scene, before, again.it, again.next + behind, { firsts, backwards: false });
}

/** “bought socks and shoes afterwards”, read as both so far. */
function bothInOrder(scene: Scene, at: number, gate: Gate | undefined): Sequel | null {
  const behind = wordsOf(BEHIND, scene, at);
  const steps = gate?.kind === 'all' ? gate.of.flatMap((each) => (each.kind === 'did' ? [each] : [])) : [];
  const [first, second] = steps;
  if (behind === 0 || gate?.kind !== 'all' || steps.length !== 2 || gate.of.length !== 2 || !first || !second)
    return null;
  return joined(scene, [first], second, at + behind, { firsts: false, backwards: false });
}

/** The next deed, with a verb of its own or of the goods alone: “then bought shoes”, “then shoes”. */
function stepAt(scene: Scene, at: number, last: Did | undefined): Read<Did> {
  const start = skipAll(scene, at, 'have');
  const deed = deedAt(scene, start);
  if (deed?.it.kind === 'did') return { it: deed.it, next: deed.next };
  if (deed) return null;
  const goods = last && goodsAt(scene, start);
  const [targets = [], more] = goods?.it.things ?? [];
  if (!last || !goods || more || targets.length === 0) return null;
  const did: Did = { kind: 'did', action: last.action, targets: [...targets], within: { kind: 'all' } };
  scene.unsaid.add(did);
  return { it: did, next: goods.next };
}

const stepsOf = (gate: Gate | undefined): readonly Did[] | null =>
  gate?.kind === 'did' ? [gate] : gate?.kind === 'sequence' ? gate.steps : null;

/** Whether the deed before was led by “first”: its verb stands right behind that word. */
const leadsFirst = ({ tokens }: Scene, at: number): boolean =>
  tokens.slice(0, at).some(({ text }) => /^(?:first|initially|originally)$/u.test(text));

const wordsOf = (pattern: RegExp, scene: Scene, at: number): number => {
  const found = pattern.exec(`${wordsAt(scene, at, LONGEST)} `)?.[0].trim() ?? '';
  return found === '' ? 0 : found.split(' ').length;
};

const quiet = (scene: Scene): Scene => ({ ...scene, notes: [], refusals: [], unsaid: new Set() });
