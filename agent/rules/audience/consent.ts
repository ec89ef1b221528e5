/** What people agreed to: “with e-mail consent”, “who agreed to SMS or WhatsApp”, “who may we mail”. */
import type { Gate } from '../../../tools/audience/gate.ts';
import { jointAt, type Read, type Scene, skip, skipAll } from './cursor.ts';
import { listed, negated } from './person.ts';
import { after } from './words.ts';

const CHANNELS = [
  ['email', 'email_consent'],
  ['whatsapp', 'whatsapp_consent'],
  ['sms', 'sms_consent'],
] as const;
type ConsentTrait = (typeof CHANNELS)[number][1];

/** “with e-mail consent”, “who agreed to WhatsApp and SMS”, “opted out of SMS”, “agreed to neither e-mail nor SMS”. */
export function consentAt(scene: Scene, at: number): Read<Gate> {
  const start = skipAll(scene, at, 'have', 'are', 'withWord', 'filler');
  const denied = after(scene.tokens, start, 'not');
  const place = skipAll(scene, denied ?? start, 'have', 'filler');
  const refused = after(scene.tokens, place, 'refused');
  const agreed = refused ?? after(scene.tokens, place, 'consented');
  const lists = onListAt(scene, start);
  if (lists) return lists;
  const given = after(scene.tokens, skipAll(scene, place, 'withWord', 'filler'), 'consent');
  const forWhat =
    given !== null && /^(?:for|to|on|by)$/u.test(scene.tokens[given]?.text ?? '') ? given + 1 : null;
  const lead = agreed ?? forWhat ?? skipAll(scene, place, 'withWord', 'filler');
  const neither = after(scene.tokens, lead, 'neither');
  const run = channelsAt(scene, neither ?? lead, neither !== null);
  if (!run) return null;
  const noun = after(scene.tokens, run.next, 'consent');
  if (agreed === null && noun === null && forWhat === null) return null;
  const { traits, joint } = run.it;
  const not = denied !== null || neither !== null;
  if (not && joint === 'and' && traits.length > 1)
    scene.refusals.push(
      '“Not … and …” can be read in two ways. Please say “neither … nor …”, or one of them.',
    );
  const gates = traits.map((trait) => listed(trait, [refused === null ? 'true' : 'false']));
  const [only, more] = gates;
  if (!only) return null;
  const whole: Gate = more ? { kind: joint === 'and' ? 'all' : 'any', of: gates } : only;
  return { it: negated(whole, not), next: noun ?? run.next };
}

/** “on the e-mail list”, “not on our newsletter list”. */
function onListAt(scene: Scene, at: number): Read<Gate> {
  const denied = after(scene.tokens, at, 'not');
  if (scene.tokens[denied ?? at]?.text !== 'on') return null;
  const channel = channelAt(scene, (denied ?? at) + 1);
  const noun = channel && /^(?:list|distribution)$/u.test(scene.tokens[channel.next]?.text ?? '');
  return channel && noun
    ? { it: negated(listed(channel.it, ['true']), denied !== null), next: channel.next + 1 }
    : null;
}

/** “agreed to SMS but not to e-mail”, behind what they agreed to. */
export function notAgreedAt(scene: Scene, at: number, before: Gate | undefined): Read<Gate> {
  const denied = after(scene.tokens, at, 'not');
  const isConsent = before?.kind === 'trait' && CHANNELS.some(([, trait]) => trait === before.trait);
  if (denied === null || !isConsent) return null;
  const channel = channelAt(scene, scene.tokens[denied]?.text === 'to' ? denied + 1 : denied);
  return (
    channel && {
      it: negated(listed(channel.it, ['true']), true),
      next: after(scene.tokens, channel.next, 'consent') ?? channel.next,
    }
  );
}

/** “may we mail”, “can we reach by SMS”, “we may text”. */
export function reachAt(scene: Scene, at: number): Read<Gate> {
  const denied = after(scene.tokens, at, 'not');
  const lead = after(scene.tokens, denied ?? at, 'reach');
  if (lead === null) return null;
  const not = after(scene.tokens, lead, 'not');
  const run = channelsAt(scene, skipAll(scene, not ?? lead, 'reachVerb', 'filler'), false);
  if (!run || run.it.traits.length > 1) return null;
  const [trait] = run.it.traits;
  const next = scene.tokens[run.next]?.text === 'to' ? run.next + 1 : run.next;
  return trait ? { it: negated(listed(trait, ['true']), (not ?? denied) !== null), next } : null;
}

interface Channels {
  readonly traits: readonly ConsentTrait[];
  readonly joint: 'and' | 'or';
}

/** “e-mail”, “e-mail and SMS”, “e-mail consent or WhatsApp”. */
function channelsAt(scene: Scene, at: number, nor: boolean): Read<Channels> {
  const first = channelAt(scene, at);
  if (!first) return null;
  const traits = [first.it];
  let joint: 'and' | 'or' = 'and';
  let { next } = first;
  for (;;) {
    const place = after(scene.tokens, next, 'consent') ?? next;
    const tied = jointAt(scene, place) ?? (nor ? norAt(scene, place) : null);
    const other = tied && channelAt(scene, skip(scene, tied.next, 'consented'));
    if (!tied || !other) return { it: { traits, joint: nor ? 'or' : joint }, next };
    if (tied.it === 'or') joint = 'or';
    traits.push(other.it);
    next = other.next;
  }
}

function norAt(scene: Scene, at: number): Read<'or'> {
  const next = after(scene.tokens, at, 'nor');
  return next === null ? null : { it: 'or', next };
}

function channelAt(scene: Scene, at: number): Read<ConsentTrait> {
  const place = skip(scene, scene.tokens[at]?.text === 'both' ? at + 1 : at, 'filler');
  for (const [name, trait] of CHANNELS) {
    const next = after(scene.tokens, place, name);
    if (next !== null) return { it: trait, next };
  }
  return null;
}
