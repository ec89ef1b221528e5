/** What of a draft was on the card that somebody pressed a button of. */
import { createHash } from 'node:crypto';
import type { Campaign } from './read-campaigns.ts';

/** What a yes is a yes to, as people call it. */
const PARTS: Readonly<Record<string, (campaign: Campaign) => unknown>> = {
  name: ({ name }) => name,
  channel: ({ channel }) => channel,
  audience: ({ segmentId }) => segmentId,
  subject: ({ message }) => message.subject,
  text: ({ message }) => message.body,
  template: ({ message }) => [message.template_id, message.variables],
  'time of sending': ({ sendAt }) => sendAt,
  'hold-out': ({ holdout }) => holdout,
  test: ({ testId }) => testId,
};

/** A short hash of each part, for the button to carry: the texts themselves would stay in every log. */
export function seenOf(campaign: Campaign): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(PARTS).map(([part, read]) => [
      part,
      createHash('sha256')
        .update(JSON.stringify(read(campaign)))
        .digest('hex')
        .slice(0, 8),
    ]),
  );
}

/** The parts that are not what was seen. */
export function changedSince(seen: Readonly<Record<string, string>>, campaign: Campaign): readonly string[] {
  const now = seenOf(campaign);
  return Object.keys(PARTS).filter((part) => seen[part] !== now[part]);
}
