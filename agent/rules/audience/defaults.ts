/** Words of marketing that name no number: what they are taken for stands here, and every answer says it. */
import { HIGH_CHURN_RISK } from '../../../tools/audience/at-risk.ts';
import type { Gate } from '../../../tools/audience/gate.ts';
import { daysFromTo } from '../../../tools/periods/calendar.ts';
import type { PeriodExpression } from '../../../tools/periods/period-expression.ts';
import { spanOf } from '../dates/calendar.ts';
import { lex } from '../text/lexer.ts';
import { type Read, type Scene, skip, skipAll } from './cursor.ts';
import { listed, negated } from './person.ts';
import { activity } from './standing.ts';
import { whenAt } from './when.ts';
import { after } from './words.ts';

/** Days without a sign of life from which somebody is inactive. */
const INACTIVE_DAYS = 90;
/** How far back an abandoned cart is looked for. */
const CART_DAYS = 7;
/** Segments that VIPs are, the first that there is. */
const VIP_SEGMENTS = ['Champions'];

const lastDays = (count: number): PeriodExpression => ({ kind: 'last', count, unit: 'day' });

/** “inactive”, “dormant”, without days. */
export function idleByDefault(scene: Scene, at: number): Read<Gate> {
  const start = skipAll(scene, at, 'have', 'are');
  const plain = after(scene.tokens, start, 'inactive');
  const denied = plain === null ? after(scene.tokens, start, 'not') : null;
  const next =
    plain ??
    (denied === null ? null : after(scene.tokens, skipAll(scene, denied, 'have', 'are'), 'inactive'));
  if (next === null) return null;
  const visits = (scene.knowledge.vocabulary.sources.get('events')?.rows ?? 0) > 0;
  scene.notes.push(
    `I took inactive as no purchase${visits ? ' and no visit' : ''} in the last ${INACTIVE_DAYS} days.`,
  );
  return { it: negated(activity(scene, lastDays(INACTIVE_DAYS)), denied === null), next };
}

/** “who churned”, “have left us”. */
export function leftAt(scene: Scene, at: number): Read<Gate> {
  const start = skipAll(scene, at, 'have', 'are');
  const denied = after(scene.tokens, start, 'not');
  const next = after(scene.tokens, skipAll(scene, denied ?? start, 'have', 'are'), 'left');
  if (next === null) return null;
  scene.notes.push(
    `Nobody says that they leave: I took those with a churn risk of ${HIGH_CHURN_RISK * 100}% or more.`,
  );
  return {
    it: negated(
      { kind: 'trait', trait: 'churn_probability', op: '>=', values: [], value: HIGH_CHURN_RISK },
      denied !== null,
    ),
    next,
  };
}

/** “VIPs”, “our best customers”: a segment, where there is one. */
export function vipAt(scene: Scene, at: number): Read<Gate> {
  const next = after(scene.tokens, at, 'vip');
  const segment = VIP_SEGMENTS.find((name) =>
    scene.segments.at(lex(name), 0).some(({ meanings }) => meanings.includes(name)),
  );
  if (next === null || segment === undefined) return null;
  scene.notes.push(`I took them as the segment ${segment}: who bought lately, often and for most.`);
  return { it: listed('segment', [segment]), next };
}

/** Spend in all from which somebody is a big spender, as the profiles have it for luxury. */
const BIG_SPEND = 800;

/** “big spenders”, “who are high value”, “not big spenders”. */
export function bigSpenderAt(scene: Scene, at: number): Read<Gate> {
  const start = skipAll(scene, at, 'have', 'are', 'filler');
  const denied = after(scene.tokens, start, 'not');
  const next = after(scene.tokens, skipAll(scene, denied ?? start, 'are', 'filler'), 'bigSpender');
  if (next === null) return null;
  scene.notes.push(
    `I took big spenders as who spent over ${BIG_SPEND} in all. Name another amount for another bar, for example “spent over 2,000”.`,
  );
  const spent: Gate = {
    kind: 'did',
    action: 'purchase',
    targets: [],
    measure: { of: 'amount', op: '>', value: BIG_SPEND },
    within: { kind: 'all' },
  };
  return { it: negated(spent, denied !== null), next };
}

/** “who abandoned their cart last week”, “with abandoned carts”. */
export function abandonedAt(scene: Scene, at: number): Read<Gate> {
  const start = skipAll(scene, at, 'withWord', 'have', 'filler');
  const denied = after(scene.tokens, start, 'not');
  const verb = after(scene.tokens, skipAll(scene, denied ?? start, 'have', 'filler'), 'abandoned');
  const left = verb === null ? null : abandoned(scene, verb);
  return left && { it: negated(left.it, denied !== null), next: left.next };
}

/** “cart abandoners”, “abandoned carts last week” as the people asked for. */
export function abandonersAt(scene: Scene, at: number): Read<Gate> {
  const noun = after(scene.tokens, skip(scene, at, 'filler'), 'abandoners');
  if (noun === null) return null;
  scene.notes.push('I count the people, not the carts.');
  return abandoned(scene, noun);
}

/** Something put in the cart on those days, and nothing bought from the first of them on: a purchase on Monday ends a Sunday's cart. */
function abandoned(scene: Scene, at: number): Read<Gate> {
  if ((scene.knowledge.vocabulary.sources.get('events')?.rows ?? 0) === 0)
    scene.refusals.push('Nobody’s carts are recorded here: without events I cannot tell who left one.');
  const period = whenAt(scene, at);
  const within = period?.it ?? lastDays(CART_DAYS);
  if (!period) scene.notes.push(`I looked at the last ${CART_DAYS} days.`);
  const from = spanOf(within, scene.clock)?.from;
  const days = from === undefined ? 0 : daysFromTo(from, scene.clock.today);
  const since = days > 0 ? lastDays(days) : within;
  scene.notes.push('I took a cart as abandoned where nothing was bought from the first of these days on.');
  return {
    it: {
      kind: 'all',
      of: [
        { kind: 'did', action: 'add_to_cart', targets: [], within },
        { kind: 'not', gate: { kind: 'did', action: 'purchase', targets: [], within: since } },
      ],
    },
    next: period?.next ?? at,
  };
}
