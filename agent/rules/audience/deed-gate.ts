/** A deed that has been read, as a gate. */
import { rowsOf } from '../../../tools/audience/actions.ts';
import type { Did, Gate, Target } from '../../../tools/audience/gate.ts';
import type { PeriodExpression } from '../../../tools/periods/period-expression.ts';
import type { Read, Scene } from './cursor.ts';
import type { Deed } from './deed.ts';
import { untilNow } from './when.ts';

/** The deed as a gate; null for one that says too little, a refusal where the workspace records no such thing. */
export function finished(scene: Scene, deed: Deed, next: number): Read<Gate> {
  const { goods, circumstances, measure } = deed;
  const action = onDevice(scene, deed) ? PURCHASE_EVENT : deed.action;
  const within = deed.within && deed.negative ? untilNow(deed.within, scene) : deed.within;
  refuseWithoutRows(scene, action);
  const things = goods?.things ?? [[]];
  const { besides } = deed;
  refuseUnclear(scene, deed);
  const did = (targets: readonly Target[]): Did => {
    const made: Did = {
      kind: 'did',
      action,
      targets: [...targets, ...circumstances],
      ...(measure ? { measure } : {}),
      within: within ?? { kind: 'all' },
      ...(deed.every ? { every: deed.every } : {}),
    };
    if (!within) scene.unsaid.add(made);
    return made;
  };
  const each = deed.together ? [inOneOrder(things, did)] : things.map(did);
  const [first] = each;
  if (!first) return null;
  const whole: Gate =
    each.length === 1
      ? first
      : goods?.joint === 'and'
        ? { kind: 'all', of: each }
        : { kind: 'any', of: each };
  const again = besides && onOtherDays(whole, besides);
  const times: Gate = again ? { kind: deed.negative ? 'any' : 'all', of: [whole, again] } : whole;
  // “only bought once” counts the times, not the goods.
  const alone = deed.alone && (goods || !measure) ? nothingElse(scene, things, circumstances, did) : [];
  const gate: Gate = alone.length > 0 ? { kind: 'all', of: [times, ...alone] } : times;
  return { it: deed.negative ? { kind: 'not', gate } : gate, next };
}

/** All the goods in one deed, of one order. */
function inOneOrder(things: readonly (readonly Target[])[], did: (targets: readonly Target[]) => Did): Did {
  const [first = [], ...others] = things;
  const made = did(first);
  const how = made.targets.slice(first.length);
  made.together = others.map((targets) => [...targets, ...how]);
  return made;
}

/** “Did not buy in every month” may mean in none of them, or not in all. */
function refuseUnclear(scene: Scene, { every, negative, besides, alone }: Deed): void {
  if (every && negative)
    scene.refusals.push(
      `Do you mean who bought in none of those ${every}s, or not in all of them? Ask who “did not buy in” those days, or who “bought in every ${every}”.`,
    );
  if (every && (besides || alone))
    scene.refusals.push(`Please ask for every ${every} by itself, without “only” and without other days.`);
}

function refuseWithoutRows(scene: Scene, action: string): void {
  const source = rowsOf(action).in;
  if ((scene.knowledge.vocabulary.sources.get(source)?.rows ?? 0) === 0)
    scene.refusals.push(
      source === 'events'
        ? 'Nobody’s visits are recorded here: without events I cannot tell who looked at what. Ask for what people bought.'
        : 'No sales are recorded here: I cannot tell who bought what.',
    );
}

/** A sale does not say its device; a purchase among the visits does, though not always of what. */
const PURCHASE_EVENT = 'purchase_event';
const ON_EVENT: ReadonlySet<Target['of']> = new Set(['device', 'channel']);

function onDevice({ knowledge, notes }: Scene, { action, goods, circumstances, measure }: Deed): boolean {
  const rows = rowsOf(PURCHASE_EVENT);
  const isAsked =
    action === 'purchase' &&
    !measure &&
    !goods &&
    circumstances.length > 0 &&
    circumstances.every(({ of }) => ON_EVENT.has(of)) &&
    circumstances.some(({ of }) => of === 'device');
  const isKnown = knowledge.vocabulary
    .values('event_type')
    .some(
      ({ value }) => rows.in === 'events' && rows.types?.includes(value.toLowerCase().replace(/[_-]/gu, ' ')),
    );
  if (isAsked && isKnown) notes.push('I took purchases on a device from the visits that are recorded.');
  return isAsked && isKnown;
}

/** The same deeds on other days. */
function onOtherDays(gate: Gate, within: PeriodExpression): Gate {
  if (gate.kind === 'did') return { ...gate, within };
  return gate.kind === 'all' || gate.kind === 'any'
    ? { kind: gate.kind, of: gate.of.map((each) => onOtherDays(each, within)) }
    : gate;
}

/** “only socks”: nothing that is not socks. */
function nothingElse(
  scene: Scene,
  things: readonly (readonly Target[])[],
  circumstances: readonly Target[],
  did: (targets: readonly Target[]) => Did,
): Gate[] {
  const [only, ...others] = things;
  const [target, ...rest] = only ?? [];
  const [how, ...more] = circumstances;
  // “only at full price”
  if (!target && how && more.length === 0 && others.length === 0)
    return [
      { kind: 'not', gate: { ...did([]), targets: [{ ...how, op: how.op === 'in' ? 'not_in' : 'in' }] } },
    ];
  if (!target || others.length > 0 || rest.length > 0 || target.op !== 'in') {
    scene.refusals.push('I can tell who bought nothing but one product or category: please name one alone.');
    return [];
  }
  return [{ kind: 'not', gate: did([{ ...target, op: 'not_in' }]) }];
}
