/** From a message as the campaign says it to what is handed to a channel: links that tell of clicks, and the way out. */
import type { ReadyMessage } from '../../tools/campaigns/index.ts';
import type { OutgoingMessage, Piece } from './channel.ts';
import { type LinkHosts, piecesOf } from './links.ts';

export interface ComposeRules {
  readonly tenantId: string;
  readonly address: string;
  readonly hosts: LinkHosts;
  readonly fromName: string | null;
  /** Without trailing slash; null: nobody can reach the bot, so links stay what they are. */
  readonly publicUrl: string | null;
}

export function compose(message: ReadyMessage, rules: ComposeRules): OutgoingMessage {
  // Within the team's own app, the app knows what is clicked and who wants no messages.
  const publicUrl = message.channel === 'in_app' ? null : rules.publicUrl;
  const pieces = tracked(piecesOf(message.body, rules.hosts), message.token, publicUrl);
  return {
    tenantId: rules.tenantId,
    token: message.token,
    address: rules.address,
    customerId: message.customerId,
    subject: message.subject,
    body: pieces.map((piece) => (piece.kind === 'link' ? piece.url : piece.text)).join(''),
    pieces,
    unsubscribeUrl: publicUrl && `${publicUrl}/u/${message.token}`,
    openUrl: publicUrl && message.channel === 'email' ? `${publicUrl}/t/o/${message.token}` : null,
    fromName: rules.fromName,
    template: message.template,
  };
}

function tracked(pieces: readonly Piece[], token: string, publicUrl: string | null): readonly Piece[] {
  if (publicUrl === null) return pieces;
  let link = 0;
  return pieces.map((piece) =>
    piece.kind === 'link' ? { ...piece, url: `${publicUrl}/t/c/${token}/${++link}` } : piece,
  );
}
