/** Whether a message may leave now: the rules, apart from where their facts come from. */
import type { OutreachSettings } from '../../tools/campaigns/index.ts';
import { quietUntil } from '../../tools/campaigns/index.ts';

/** What is known at the moment of sending. */
export interface SendFacts {
  /** The row is queued, and claimed by whoever asks. */
  readonly mine: boolean;
  readonly campaign: string;
  readonly erased: boolean;
  /** Where the message would go now; null where there is no such address any more. */
  readonly address: string | null;
  readonly suppressed: boolean;
  /** What they said about the channel; null: nothing. True where nobody is asked. */
  readonly consent: boolean | null;
  /** Other messages that they got, or may have got, in the last seven days. */
  readonly reached: number;
}

export type Decision =
  | { readonly kind: 'send' }
  /** Must not be sent, for good. */
  | { readonly kind: 'skip'; readonly reason: string }
  /** Not at this hour. */
  | { readonly kind: 'wait'; readonly until: Date }
  /** Somebody else's, paused, or no longer what was read: left as it is, for whoever claims it next. */
  | { readonly kind: 'leave' };

export interface SendRules {
  readonly settings: OutreachSettings;
  readonly timezone: string;
  /** The address that the message was made for. */
  readonly address: string | null;
  /** What the channel needs, for people: “e-mail address”. */
  readonly needs: string;
}

const skip = (reason: string): Decision => ({ kind: 'skip', reason });

/** First what forbids the message for good, then what only puts it off. */
export function decide(facts: SendFacts, rules: SendRules, now: Date): Decision {
  const { settings } = rules;
  if (!facts.mine) return { kind: 'leave' };
  if (facts.campaign === 'cancelled') return skip('the campaign was cancelled');
  if (facts.campaign !== 'sending') return { kind: 'leave' };
  if (facts.erased) return skip('the customer’s data was erased');
  if (facts.address === null) return skip(`no ${rules.needs}`);
  if (facts.suppressed) return skip('asked not to be written to');
  if (facts.consent === false) return skip('does not want messages on this channel');
  if (settings.consentRequired && facts.consent !== true) return skip('has not agreed to this channel');
  if (facts.reached >= settings.perPersonPerWeek)
    return skip(`already written to ${times(facts.reached)} in seven days`);
  if (facts.address !== rules.address) return { kind: 'leave' };
  const until = quietUntil(settings.quietHours, now, rules.timezone);
  return until ? { kind: 'wait', until } : { kind: 'send' };
}

function times(count: number): string {
  if (count === 1) return 'once';
  return count === 2 ? 'twice' : `${count} times`;
}
