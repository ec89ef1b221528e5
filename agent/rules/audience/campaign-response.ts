/** Who opened or clicked a message: a campaign is told in numbers, its people are not listed. */
import type { Interpretation } from '../../interpretation.ts';
import { refusal } from '../refuse.ts';
import type { AudienceSetting } from './scene-of.ts';

const WHO = String.raw`(?:(?:please|show|show me|list|find|get|give me)\s+)*(?:who|(?:which|what|all|the)?\s*(?:customers|people|users|subscribers|members|everyone|everybody|anyone)(?:\s+(?:who|that))?)`;
const DID = String.raw`(?:(?:has|have|had|did|also|ever|never|not)\s+)*(?:open(?:ed)?|click(?:ed)?(?:\s+on|\s+through)?|receiv(?:ed|e)|got|repl(?:ied|y)\s+to|responded\s+to|respond\s+to|reacted\s+to|ignored|read|bounced\s+on|unsubscribed\s+(?:from|after))`;
const MESSAGE = /\b(?:campaigns?|newsletters?|e-?mails?|mailings?|messages?|sms|whatsapp)\b/iu;
const RESPONSE = new RegExp(String.raw`^${WHO}\s+${DID}\s+(?<what>.+?)[\s?.!]*$`, 'iu');

/** The campaign that is meant with its numbers, or why its people cannot be told; null where no message is meant. */
export function readCampaignResponse(text: string, setting: AudienceSetting): Interpretation | null {
  const what = RESPONSE.exec(text.trim())?.groups?.what;
  if (what === undefined) return null;
  const { campaigns = [] } = setting.names;
  const plain = fold(what);
  const known = campaigns.filter((name) => plain === fold(name));
  const [only, more] = known;
  if (only !== undefined && more === undefined)
    return {
      kind: 'call',
      call: { tool: 'show_campaign', args: { campaign: only } },
      restated: `The campaign “${only}”`,
      notes: ['A campaign is told in numbers: who opened or clicked it is not listed.'],
    };
  if (!MESSAGE.test(what) || /\bevents?\b/iu.test(what)) return null;
  return refusal(
    'I can tell how many opened and clicked a campaign, not who they were.',
    setting.knowledge,
    campaigns.length > 0 ? ['campaigns', `how did the campaign ${campaigns[0]} do`] : [],
  );
}

const fold = (name: string): string =>
  name
    .toLowerCase()
    .replace(/["'“”]/gu, '')
    .replace(/^(?:(?:the|our|my|on)\s+)+/u, '')
    .replace(/\s+(?:campaign|mailing|newsletter|e-?mail|message)$/u, '')
    .trim();
